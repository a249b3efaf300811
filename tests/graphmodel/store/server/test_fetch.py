"""Downloads, with three real jars instead of all, from a mirror on this machine."""

from __future__ import annotations

import functools
import gc
import http.server
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from graphmodel.bilingual import Bilingual
from graphmodel.errors import DownloadError
from graphmodel.store.server.fetch import ensure_jars, forget_verification
from graphmodel.store.server.jars import Lock, sha256_of

Mirrored = Callable[[Path], AbstractContextManager[str]]


@pytest.fixture(scope="session")
def few(lock: Lock) -> Lock:
    return Lock(lock.version, tuple(sorted(lock.jars, key=lambda jar: jar.size)[:3]))


@pytest.fixture
def repository(few: Lock, jars: Path, tmp_path: Path) -> Path:
    """A Maven repository with just these jars."""
    for jar in few.jars:
        target = tmp_path / "repository" / jar.path
        target.parent.mkdir(parents=True)
        shutil.copy(jars / jar.path, target)
    return tmp_path / "repository"


@pytest.fixture
def cache(few: Lock, tmp_path: Path, repository: Path, mirrored: Mirrored) -> Path:
    """A cache that has been filled and verified."""
    with mirrored(repository) as mirror:
        ensure_jars(few, cache=tmp_path / "cache", environ={"GONGJIAN_MAVEN_MIRROR": mirror})
    return tmp_path / "cache"


def offline(few: Lock, cache: Path, mirror: str) -> tuple[Path, ...]:
    return ensure_jars(few, cache=cache, environ={"GONGJIAN_MAVEN_MIRROR": mirror})


def test_jars_come_from_the_mirror_and_are_verified(
    few: Lock, tmp_path: Path, repository: Path, mirrored: Mirrored
) -> None:
    told: list[tuple[Bilingual | str, int, int | None]] = []
    with mirrored(repository) as mirror:
        paths = ensure_jars(
            few,
            cache=tmp_path / "cache",
            environ={"GONGJIAN_MAVEN_MIRROR": f"{mirror}/"},
            progress=lambda *state: told.append(state),
        )
    assert [sha256_of(path) for path in paths] == [jar.sha256 for jar in few.jars]
    assert len(told) == len(few.jars)
    assert not list((tmp_path / "cache").glob("partial-*"))


def test_cache_needs_no_network(few: Lock, cache: Path, no_network: str) -> None:
    assert all(path.is_file() for path in offline(few, cache, no_network))
    forget_verification(few, cache=cache)
    assert all(path.is_file() for path in offline(few, cache, no_network))


def test_nothing_cached_and_no_network_says_what_to_do(few: Lock, tmp_path: Path, no_network: str) -> None:
    with pytest.raises(DownloadError) as caught:
        offline(few, tmp_path, no_network)
    assert "（3 个部件中缺 3 个；无法连接）：请联网一次，或用 GONGJIAN_MAVEN_MIRROR" in caught.value.in_language("zh")
    message = str(caught.value)
    assert "3 of 3 parts missing; no connection" in message
    assert "GONGJIAN_MAVEN_MIRROR" in message
    assert "NEO4J_URI" in message
    assert "\n" not in message


@pytest.mark.parametrize(
    "harm",
    [
        pytest.param(lambda jar: jar.write_bytes(jar.read_bytes()[:100]), id="half-downloaded"),
        pytest.param(lambda jar: jar.write_bytes(b"\0" * jar.stat().st_size), id="corrupted"),
        pytest.param(lambda jar: jar.unlink(), id="missing"),
    ],
)
def test_damaged_jar_is_fetched_again(
    harm: Callable[[Path], Any], few: Lock, cache: Path, repository: Path, mirrored: Mirrored, no_network: str
) -> None:
    jar = few.jars[1]
    harm(cache / "maven" / jar.path)
    with pytest.raises(DownloadError, match="1 of 3 parts missing"):
        offline(few, cache, no_network)
    with mirrored(repository) as mirror:
        offline(few, cache, mirror)
    assert sha256_of(cache / "maven" / jar.path) == jar.sha256


def test_file_that_was_not_locked_is_refused(few: Lock, tmp_path: Path, repository: Path, mirrored: Mirrored) -> None:
    jar = few.jars[0]
    (repository / jar.path).write_bytes(b"x" * jar.size)
    with mirrored(repository) as mirror, pytest.raises(DownloadError, match="checksum differs") as caught:
        offline(few, tmp_path / "cache", mirror)
    assert "与锁定的文件不符：校验和不同" in caught.value.in_language("zh")
    assert not (tmp_path / "cache" / "maven" / jar.path).exists()


def test_file_that_the_mirror_lacks_is_named(few: Lock, tmp_path: Path, repository: Path, mirrored: Mirrored) -> None:
    (repository / few.jars[0].path).unlink()
    with mirrored(repository) as mirror, pytest.raises(DownloadError, match="not found"):
        offline(few, tmp_path / "cache", mirror)


# The library that downloads leaves a connection that broke off to the garbage collector.
@pytest.mark.filterwarnings("ignore:Exception ignored in. <socket:pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning")
def test_download_that_breaks_off_is_repeated(few: Lock, tmp_path: Path, repository: Path, served: Any) -> None:
    broken: set[str] = set()

    class Breaking(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            if self.path in broken:
                super().do_GET()
                return
            broken.add(self.path)
            self.send_response(200)
            self.send_header("Content-Length", "1000000")
            self.end_headers()
            self.wfile.write(b"half")

    with served(functools.partial(Breaking, directory=str(repository))) as mirror:
        paths = offline(few, tmp_path / "cache", mirror)
    gc.collect()
    assert [sha256_of(path) for path in paths] == [jar.sha256 for jar in few.jars]
    assert broken
