"""Homes, caches and mirrors of the server tests: real ones, on this machine, away from the user's."""

from __future__ import annotations

import functools
import http.server
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import neo4j
import pytest

from graphmodel.store import server
from graphmodel.store.server.fetch import ensure_jars
from graphmodel.store.server.jars import Lock, read_lock

Ask = Callable[[Path, str], list[list[object]]]


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A place for a server of the test's own, with a blank and a Chinese character in its path."""
    root = tmp_path / "家 home"
    yield root
    server.stop(root)


@pytest.fixture(scope="session")
def lock() -> Lock:
    return read_lock()


@pytest.fixture(scope="session")
def jars(lock: Lock) -> Path:
    """The root of a Maven repository that has every jar: the user's cache."""
    ensure_jars(lock, cache=server.cache_dir())
    return server.cache_dir() / "maven"


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def _serve(handler: Callable[..., http.server.BaseHTTPRequestHandler]) -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as mirror:
        thread = threading.Thread(target=mirror.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{mirror.server_port}"
        finally:
            mirror.shutdown()
            thread.join()


@pytest.fixture
def served() -> Callable[[Callable[..., http.server.BaseHTTPRequestHandler]], AbstractContextManager[str]]:
    """Answer HTTP on a loopback port, whose address the context gives."""
    return _serve


@pytest.fixture
def mirrored() -> Callable[[Path], AbstractContextManager[str]]:
    """Serve a directory as a Maven mirror."""
    return lambda directory: _serve(functools.partial(_Quiet, directory=str(directory)))


@pytest.fixture(scope="session")
def no_network() -> str:
    """The address of a mirror where nobody answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}"


@pytest.fixture(scope="session")
def ask() -> Ask:
    """Run a query on the running server of a home."""

    def run(home: Path, query: str) -> list[list[object]]:
        auth = (server.USERNAME, server.read_password(server.home_at(home)))
        with neo4j.GraphDatabase.driver(str(server.status(home).uri), auth=auth) as driver:
            return [record.values() for record in driver.execute_query(query).records]

    return run
