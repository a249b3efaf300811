"""Resolve the server's class path anew: ``python -m graphmodel.store.server.lock VERSION``.

Writes coordinates and checksums, and no addresses: where the jars come from is the user's setting.
"""

from __future__ import annotations

import os
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from jgo.maven import Artifact, MavenContext

from graphmodel.store.server.fetch import THREADS, remotes
from graphmodel.store.server.jars import LOCK, Jar, Lock, read_lock, sha256_of

ROOTS = ("org.neo4j.app:neo4j-server", "org.neo4j:neo4j", "org.neo4j:neo4j-import-tool")

HEADER = """\
# The class path of the local Neo4j server, with the checksum of every jar.
# Written by: python -m graphmodel.store.server.lock {version}
"""


def resolve(version: str, *, repository: Path) -> Lock:
    """Resolve all jars of a version of Neo4j Community and compute their checksums.

    Parameters
    ----------
    version
        Of Neo4j, for instance ``2026.08.1``.
    repository
        Directory to download to.
    """
    context = MavenContext(repo_cache=repository, remote_repos=remotes(os.environ))
    roots = [context.create_dependency(f"{root}:{version}") for root in ROOTS]
    own, transitive = context.resolver.resolve(roots)
    artifacts = {dependency.artifact.key: dependency.artifact for dependency in [*own, *transitive]}.values()
    with ThreadPoolExecutor(THREADS) as pool:
        jars = pool.map(_jar, artifacts)
    return Lock(version, tuple(jars))


def _jar(artifact: Artifact) -> Jar:
    path: Path = artifact.resolve()
    middle = [artifact.packaging, artifact.classifier] if artifact.classifier else []
    coordinate = ":".join([artifact.groupId, artifact.artifactId, *middle, artifact.version])
    return Jar(coordinate, sha256_of(path), path.stat().st_size)


def render(lock: Lock) -> str:
    """Return a lock as TOML, one line a jar.

    Examples
    --------
    >>> print(render(Lock("1", (Jar("a:b:1", "ff", 3),))).splitlines()[-1])
    "a:b:1" = { sha256 = "ff", size = 3 }
    """
    lines = [f'"{jar.coordinate}" = {{ sha256 = "{jar.sha256}", size = {jar.size} }}' for jar in lock.jars]
    return "\n".join([HEADER.format(version=lock.version), f'version = "{lock.version}"', "", "[jars]", *lines, ""])


def main(arguments: list[str]) -> None:
    """Rewrite the lock beside this file for the version given, by default for the version it has."""
    version = arguments[0] if arguments else read_lock().version
    with tempfile.TemporaryDirectory() as directory:
        lock = resolve(version, repository=Path(directory))
    Path(__file__).with_name(LOCK).write_text(render(lock), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
