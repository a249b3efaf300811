"""The parts of the server as the committed lock lists them."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

LOCK = "neo4j.lock.toml"


@dataclass(frozen=True, slots=True)
class Jar:
    """One file of the class path.

    Attributes
    ----------
    coordinate
        ``group:artifact:version``, or ``group:artifact:jar:classifier:version``.
    sha256
        Of the whole file, hexadecimal.
    size
        In bytes.
    """

    coordinate: str
    sha256: str
    size: int

    @property
    def path(self) -> Path:
        """Where a Maven repository keeps it, relative to the repository's root.

        Examples
        --------
        >>> Jar("org.neo4j:neo4j-io:2026.08.1", "", 0).path.as_posix()
        'org/neo4j/neo4j-io/2026.08.1/neo4j-io-2026.08.1.jar'
        >>> Jar("io.netty:epoll:jar:linux-x86_64:4.2", "", 0).path.name
        'epoll-4.2-linux-x86_64.jar'
        """
        group, artifact, *classifier, version = self.coordinate.split(":")
        name = "-".join([artifact, version, *classifier[1:]])
        return Path(*group.split("."), artifact, version, f"{name}.jar")


@dataclass(frozen=True, slots=True)
class Lock:
    """The class path of one version of the server.

    Attributes
    ----------
    version
        Of Neo4j.
    jars
        In class path order.
    """

    version: str
    jars: tuple[Jar, ...]

    @property
    def size(self) -> int:
        """Bytes of all jars together."""
        return sum(jar.size for jar in self.jars)


def read_lock(path: Path | None = None) -> Lock:
    """Return the lock in ``path``, by default the one that comes with the product."""
    text = (path or files(__package__) / LOCK).read_text(encoding="utf-8")
    table = tomllib.loads(text)
    jars = (Jar(coordinate, **fields) for coordinate, fields in table["jars"].items())
    return Lock(table["version"], tuple(jars))


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
