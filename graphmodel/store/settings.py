"""Which Neo4j server is meant: the one that the environment names, else the local one."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError, ServerError
from graphmodel.progress import Progress, silent
from graphmodel.store import server

SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")


@dataclass(frozen=True, slots=True)
class Connection:
    """How to reach a Neo4j server.

    Attributes
    ----------
    uri
        For instance ``bolt://127.0.0.1:7687`` or ``neo4j+s://….databases.neo4j.io``.
    username, password
        An empty password connects without authentication.
    database
        Name of the database, or None for the server's default.

    Examples
    --------
    >>> Connection("bolt://127.0.0.1:7687", password="secret")
    Connection(uri='bolt://127.0.0.1:7687', username='neo4j', database=None)
    """

    uri: str
    username: str = server.USERNAME
    password: str = field(default="", repr=False)
    database: str | None = None

    @property
    def auth(self) -> tuple[str, str] | None:
        """The driver's ``auth`` argument."""
        return (self.username, self.password) if self.password else None


def connection_settings(
    environ: Mapping[str, str] = os.environ, *, start: bool = True, progress: Progress = silent
) -> Connection:
    """Return the server to work on.

    ``NEO4J_URI``, ``NEO4J_USERNAME``, ``NEO4J_PASSWORD`` and ``NEO4J_DATABASE`` name it; without ``NEO4J_URI`` it is
    the local server, started on demand and reused while it runs.

    Parameters
    ----------
    environ
        Where the settings are looked up.
    start
        Whether a local server that does not run is started.
    progress
        Told of the download and the start of a local server.

    Raises
    ------
    InputError
        ``NEO4J_URI`` is not a Neo4j address.
    ServerError
        The local server cannot be started, or does not run and is not to be started.

    Examples
    --------
    >>> connection_settings({"NEO4J_URI": "neo4j+s://graph.example.org", "NEO4J_DATABASE": "jinniu"})
    Connection(uri='neo4j+s://graph.example.org', username='neo4j', database='jinniu')
    """
    database = environ.get("NEO4J_DATABASE") or None
    uri = environ.get("NEO4J_URI", "").strip()
    if not uri:
        return _local(environ, database, start=start, progress=progress)
    if uri.partition("://")[0] not in SCHEMES or not uri.partition("://")[2]:
        msg = Bilingual(
            f"found NEO4J_URI={uri!r}, expected an address such as bolt://127.0.0.1:7687: correct it or unset it",
            f"NEO4J_URI={uri!r} 不是有效的地址，应如 bolt://127.0.0.1:7687：请改正或取消该设置",
        )
        raise InputError(msg)
    username = environ.get("NEO4J_USERNAME") or server.USERNAME
    return Connection(uri, username, environ.get("NEO4J_PASSWORD", ""), database)


def _local(environ: Mapping[str, str], database: str | None, *, start: bool, progress: Progress) -> Connection:
    home = server.data_dir(environ) / "neo4j"
    state = server.start(home, progress=progress) if start else server.status(home)
    if state.uri is None:
        msg = Bilingual(
            "the local Neo4j server is not running: call `gongjian db start`, or set NEO4J_URI to a server of yours",
            "本机的 Neo4j 服务器没有运行：请运行 `gongjian db start`，或用 NEO4J_URI 指定已有的服务器",
        )
        raise ServerError(msg)
    return Connection(state.uri, server.USERNAME, server.read_password(server.home_at(home)), database)
