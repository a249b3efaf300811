"""One real Neo4j for each test run: the one NEO4J_URI names, else one of our own that leaves nothing behind."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from graphmodel.store import Connection, connection_settings, open_session, server

# A busy machine is no failure: no example is timed.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:  # noqa: ARG001 -- pytest's signature
    """Give each worker a server of its own; a server that NEO4J_URI names takes one worker."""
    return 1 if os.environ.get("NEO4J_URI") else min(os.cpu_count() or 1, 4)


@pytest.fixture(scope="session", autouse=True)
def _own_data_directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep every test, and every command a test runs, away from the user's own data; jars come from the user's cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GONGJIAN_DATA_DIR", str(tmp_path_factory.mktemp("gongjian-data")))
        # Neither the developer's language nor the developer's own defaults change what a test sees.
        patch.setenv("GONGJIAN_LANG", "en")
        patch.setenv("GONGJIAN_CONFIG", "")
        yield
        server.stop()


@pytest.fixture(scope="session")
def neo4j_server(_own_data_directory: None) -> Connection:
    """Connect to the server of this test run, which commands without NEO4J_URI find as well.

    The tests empty it again and again, so it must hold nobody's data when they begin.
    """
    connection = connection_settings()
    with open_session(connection) as session:
        count = session.run("MATCH (n) RETURN count(n) AS c").single(strict=True)["c"]
    if count:
        pytest.fail(f"found {count} nodes at {connection.uri}: the tests need an empty database, and empty it")
    return connection


@pytest.fixture
def empty_database(neo4j_server: Connection) -> Callable[[], Connection]:
    """Return a function that empties the database: a property test calls it for each example."""

    def emptied() -> Connection:
        with open_session(neo4j_server) as session:
            session.run("MATCH (n) DETACH DELETE n").consume()
        return neo4j_server

    return emptied


# By module: Playwright leaves its event loop running in this thread, in which other modules run loops of their own.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start the system's Chromium without a window; skip where there is none, but fail where `.ci/run` asks for it.

    Take a fresh context or page for each test: ``page = browser.new_page()``, and close it.
    """
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        missing = (
            "found no chromium on the path: install it (Debian: apt-get install chromium) to run the browser's tests"
        )
        if os.environ.get("GONGJIAN_REQUIRE_CHROMIUM"):
            pytest.fail(missing)
        pytest.skip(missing)
    # Chromium refuses to run as root inside its own sandbox; containers give it little shared memory.
    arguments = ["--disable-dev-shm-usage", *(["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else [])]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=arguments)
        yield started
        started.close()
