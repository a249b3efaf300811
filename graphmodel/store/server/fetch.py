"""Bring the server's jars to this machine, and know that they are the right ones."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import TypeAlias

import requests
import tenacity
from filelock import FileLock
from jgo.maven import MavenContext

from graphmodel.bilingual import Bilingual
from graphmodel.errors import DownloadError
from graphmodel.progress import Progress, silent
from graphmodel.store.server.jars import Jar, Lock, sha256_of
from graphmodel.system_errors import reason_in_chinese

THREADS = 8
SILENCE = 30  # seconds without a byte before a download counts as broken off
ATTEMPTS = 4
MEGABYTE = 1_000_000
DOWNLOADING = Bilingual("downloading Neo4j (MB)", "下载 Neo4j（MB）")

Print: TypeAlias = list[int | str]
"""Size, time of change and checksum: what a verified jar is recognized by."""


def remotes(environ: Mapping[str, str]) -> dict[str, str] | None:
    """Return the Maven repositories to ask: the mirror that is set, or None for the usual one."""
    mirror = environ.get("GONGJIAN_MAVEN_MIRROR", "").strip().rstrip("/")
    return {"mirror": mirror} if mirror else None


def ensure_jars(
    lock: Lock, *, cache: Path, environ: Mapping[str, str] = os.environ, progress: Progress = silent
) -> tuple[Path, ...]:
    """Return the verified jars of the lock, downloading those that are missing or damaged.

    A jar whose size and time of change are those of its last verification is taken as it is; any other is hashed.

    Parameters
    ----------
    lock
        What is wanted.
    cache
        Directory that keeps the jars; several processes may share it.
    environ
        Where ``GONGJIAN_MAVEN_MIRROR`` is looked up.
    progress
        Told megabytes.

    Raises
    ------
    DownloadError
        A jar could not be fetched, or what was fetched is not what the lock says.
    """
    repository = cache / "maven"
    stamp = _stamp(cache, lock)
    try:
        repository.mkdir(parents=True, exist_ok=True)
        with FileLock(cache / "maven.lock"):
            known = _read_stamp(stamp)
            if not all(_unchanged(repository, jar, known) for jar in lock.jars):
                bad = [jar for jar in lock.jars if not _sound(repository, jar, known)]
                _download(bad, lock, repository=repository, environ=environ, progress=progress)
                _write_stamp(stamp, {jar.coordinate: _print(repository, jar) for jar in lock.jars})
    except OSError as error:
        msg = Bilingual(
            f"cannot write to {cache} ({error.strerror or error}): make room there or set GONGJIAN_CACHE_DIR",
            f"无法写入 {cache}（{reason_in_chinese(error)}）：请腾出空间，或用 GONGJIAN_CACHE_DIR 另设位置",
        )
        raise DownloadError(msg) from error
    return tuple(repository / jar.path for jar in lock.jars)


def forget_verification(lock: Lock, *, cache: Path) -> None:
    """Have the next :func:`ensure_jars` hash every jar, since something is wrong that a look at sizes did not show."""
    _stamp(cache, lock).unlink(missing_ok=True)


def _stamp(cache: Path, lock: Lock) -> Path:
    return cache / f"verified-{lock.version}.json"


def _read_stamp(stamp: Path) -> dict[str, Print]:
    try:
        known = json.loads(stamp.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def _write_stamp(stamp: Path, prints: Mapping[str, Print | None]) -> None:
    partial = stamp.with_suffix(".partial")
    partial.write_text(json.dumps(prints), encoding="utf-8")
    partial.replace(stamp)


def _print(repository: Path, jar: Jar) -> Print | None:
    try:
        found = (repository / jar.path).stat()
    except FileNotFoundError:
        return None
    return [found.st_size, found.st_mtime_ns, jar.sha256]


def _unchanged(repository: Path, jar: Jar, known: Mapping[str, Print]) -> bool:
    return jar.coordinate in known and known[jar.coordinate] == _print(repository, jar)


def _sound(repository: Path, jar: Jar, known: Mapping[str, Print]) -> bool:
    if _unchanged(repository, jar, known):
        return True
    found = _print(repository, jar)
    return found is not None and found[0] == jar.size and sha256_of(repository / jar.path) == jar.sha256


def _download(
    jars: Sequence[Jar], lock: Lock, *, repository: Path, environ: Mapping[str, str], progress: Progress
) -> None:
    """Fetch jars side by side; the first one that cannot be had ends it."""
    _sweep(repository.parent.glob("partial-*"))
    total = sum(jar.size for jar in jars)
    done = 0
    with tempfile.TemporaryDirectory(prefix="partial-", dir=repository.parent) as staging:
        context = MavenContext(repo_cache=Path(staging), remote_repos=remotes(environ), timeout=SILENCE)
        with ThreadPoolExecutor(THREADS) as pool:
            pending = {pool.submit(_fetch, jar, context, repository): jar for jar in jars}
            try:
                for future in as_completed(pending):
                    future.result()
                    done += pending[future].size
                    progress(DOWNLOADING, done // MEGABYTE, total // MEGABYTE)
            except (requests.RequestException, RuntimeError, DownloadError) as error:
                msg = Bilingual(
                    f"could not download Neo4j {lock.version} ({len(jars)} of {len(lock.jars)} parts missing; "
                    f"{_reason(error).en}): connect to the internet once, or set GONGJIAN_MAVEN_MIRROR to a Maven mirror "
                    "you can reach, or set NEO4J_URI to a Neo4j server you already have",
                    f"无法下载 Neo4j {lock.version}（{len(lock.jars)} 个部件中缺 {len(jars)} 个；{_reason(error).zh}）："
                    "请联网一次，或用 GONGJIAN_MAVEN_MIRROR 指定可访问的 Maven 镜像，或用 NEO4J_URI 指定已有的 Neo4j 服务器",
                )
                raise DownloadError(msg) from error
            finally:
                pool.shutdown(wait=False, cancel_futures=True)


def _sweep(leftovers: Iterable[Path]) -> None:
    """Remove what an interrupted download left; whoever holds the lock is alone here."""
    for leftover in leftovers:
        shutil.rmtree(leftover, ignore_errors=True)


@tenacity.retry(
    retry=tenacity.retry_if_exception_type((requests.RequestException, RuntimeError, DownloadError)),
    stop=tenacity.stop_after_attempt(ATTEMPTS),
    wait=tenacity.wait_exponential_jitter(multiplier=0.3, max=5),
    reraise=True,
)
def _fetch(jar: Jar, context: MavenContext, repository: Path) -> None:
    """Download one jar aside, verify it, and only then put it where it is looked for."""
    artifact = context.create_dependency(jar.coordinate).artifact
    fetched = context.repo_cache / jar.path
    fetched.unlink(missing_ok=True)  # of the attempt before
    context.resolver.download(artifact)
    if fetched.stat().st_size != jar.size or sha256_of(fetched) != jar.sha256:
        msg = Bilingual(
            f"{fetched.name} is not the file that was locked: its checksum differs",
            f"{fetched.name} 与锁定的文件不符：校验和不同",
        )
        raise DownloadError(msg)
    target = repository / jar.path
    target.parent.mkdir(parents=True, exist_ok=True)
    fetched.replace(target)


def _reason(error: Exception) -> Bilingual:
    if isinstance(error, requests.ConnectionError):
        return Bilingual("no connection", "无法连接")
    if isinstance(error, requests.Timeout):
        return Bilingual("no answer in time", "对方没有及时应答")
    if isinstance(error, DownloadError):
        return error.message
    text = " ".join(str(error).split())
    return Bilingual(text, text)
