"""What a local server must survive, on real servers; a test starts as few as it can."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from itertools import chain
from pathlib import Path

import neo4j
import psutil
import pytest

from graphmodel.errors import AuthenticationError, DownloadError, ServerError
from graphmodel.progress import silent
from graphmodel.store import server
from graphmodel.store.server import process
from graphmodel.store.server.jars import Lock
from graphmodel.store.server.lifecycle import exclusive, free_ports, launch_on
from graphmodel.store.server.readiness import uri_of

Ask = Callable[[Path, str], list[list[object]]]
Mirrored = Callable[[Path], AbstractContextManager[str]]

START = "import sys, pathlib; from graphmodel.store import server; print(server.start(pathlib.Path(sys.argv[1])).pid)"


def port_of(state: server.ServerState) -> int:
    return int(str(state.uri).rpartition(":")[2])


@pytest.mark.neo4j
def test_server_is_private_reused_and_recovers(
    home: Path, ask: Ask, jars: Path, no_network: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert jars.is_dir()
    monkeypatch.setenv("GONGJIAN_MAVEN_MIRROR", no_network)  # with the cache, no network is needed
    first = server.start(home)

    # Nobody else can read the password, reach the port, or get in without it.
    if os.name == "posix":
        assert stat.S_IMODE((home / "password").stat().st_mode) == 0o600
        assert stat.S_IMODE((home / "data" / "dbms" / "auth.ini").stat().st_mode) == 0o600
        assert stat.S_IMODE(home.stat().st_mode) == 0o700
    listening = psutil.Process(first.pid).net_connections("all")
    assert {str(at.laddr.ip).removeprefix("::ffff:") for at in listening if at.laddr} == {"127.0.0.1"}
    for auth in (None, ("neo4j", "neo4j"), ("neo4j", "")):
        with (
            neo4j.GraphDatabase.driver(str(first.uri), auth=auth) as driver,
            pytest.raises(neo4j.exceptions.ClientError),
        ):
            driver.verify_connectivity()
    secret = server.read_password(server.home_at(home))
    assert not any(secret in part for part in psutil.Process(first.pid).cmdline())

    # It runs apart from us, and is found again.
    assert first.pid is not None
    assert psutil.Process(first.pid).terminal() is None or os.getsid(first.pid) == first.pid
    assert server.start(home) == first
    (home / "run" / "server.json").unlink()
    assert server.start(home) == first

    # What was committed survives kill -9; the pid file left behind does no harm.
    ask(home, "CREATE (:Place {name: '金牛'})")
    psutil.Process(first.pid).kill()
    while server.status(home).running:
        time.sleep(0.05)
    second = server.start(home)
    assert second.pid != first.pid
    assert second.uri == first.uri
    assert ask(home, "MATCH (n) RETURN n.name") == [["金牛"]]

    # A clean stop, and nothing is left but the data.
    assert not server.stop(home).running
    assert "Stopped." in (home / "logs" / "neo4j.log").read_text(encoding="utf-8")
    assert not psutil.pid_exists(second.pid) or psutil.Process(second.pid).status() == psutil.STATUS_ZOMBIE


@pytest.mark.neo4j
def test_taken_port_and_stale_pid_file(home: Path) -> None:
    bystander = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        # The pid of the file now belongs to somebody else, and the port of the last time as well.
        (home / "run").mkdir(parents=True)
        (home / ".gongjian").touch()
        created = psutil.Process(bystander.pid).create_time()
        (home / "run" / "server.json").write_text(json.dumps({"pid": bystander.pid, "created": created}))
        with socket.socket() as squatter:
            squatter.bind(("127.0.0.1", 0))
            squatter.listen()
            taken = squatter.getsockname()[1]
            (home / "run" / "port").write_text(f"{taken}\n")
            assert not server.status(home).running
            state = server.start(home)
            assert port_of(state) != taken
            server.stop(home)

            # A port that is taken only after it was chosen: the server itself finds out.
            place = server.home_at(home)
            with exclusive(place):
                running = launch_on(place, chain([taken], free_ports(None)), progress=silent)
            assert running.port != taken
            assert server.status(home).uri == uri_of(running.port)
        assert bystander.poll() is None
    finally:
        bystander.communicate(b"\n")


@pytest.mark.neo4j
def test_two_processes_at_once_share_a_server_and_mend_the_cache(
    home: Path, tmp_path: Path, jars: Path, lock: Lock, mirrored: Mirrored, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    shutil.copytree(jars, cache / "maven", copy_function=os.link)
    half, corrupted = (cache / "maven" / jar.path for jar in lock.jars[:2])
    for jar, content in ((half, half.read_bytes()[:1000]), (corrupted, b"\0" * corrupted.stat().st_size)):
        jar.unlink()  # or the link would carry the damage into the user's cache
        jar.write_bytes(content)
    monkeypatch.setenv("GONGJIAN_CACHE_DIR", str(cache))
    with mirrored(jars) as mirror:
        monkeypatch.setenv("GONGJIAN_MAVEN_MIRROR", mirror)
        command = [sys.executable, "-W", "error", "-c", START, str(home)]
        both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
        answers = [child.communicate(timeout=240) for child in both]
    assert [child.returncode for child in both] == [0, 0], answers
    assert len({out for out, _ in answers}) == 1
    assert {err for _, err in answers} == {""}
    assert server.status(home).pid == int(answers[0][0])


@pytest.mark.neo4j
def test_database_that_cannot_be_opened_is_told_and_reset(home: Path, ask: Ask) -> None:
    server.start(home)
    ask(home, "CREATE (:Place)")
    server.stop(home)

    password = home / "password"
    secret = password.read_text(encoding="utf-8")
    password.write_text("another\n", encoding="utf-8")
    with pytest.raises(AuthenticationError, match=re.escape(str(password))):
        server.start(home)
    password.unlink()
    with pytest.raises(ServerError, match=r"cannot read the password file .*reset"):
        server.start(home)
    password.write_text(secret, encoding="utf-8")

    for store in (home / "data" / "databases" / "neo4j").glob("neostore*"):
        store.write_bytes(b"\xff" * 16384)
    with pytest.raises(ServerError, match=r"the database 'neo4j' .* cannot be opened .*gongjian db reset"):
        server.start(home)
    assert not server.status(home).running

    server.reset(home)
    assert not home.exists()
    assert server.reset(home) == server.status(home)


def test_server_that_ends_at_once_says_why(home: Path, jars: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert jars.is_dir()
    monkeypatch.setenv("JDK_JAVA_OPTIONS", "-XX:NoSuchFlag")
    with pytest.raises(ServerError, match=r"ended while starting .*NoSuchFlag.*neo4j\.log"):
        server.start(home)
    assert not server.status(home).running


def test_first_start_without_network_says_what_to_do(
    home: Path, tmp_path: Path, no_network: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGJIAN_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("GONGJIAN_MAVEN_MIRROR", no_network)
    with pytest.raises(DownloadError, match=r"connect to the internet once.*GONGJIAN_MAVEN_MIRROR.*NEO4J_URI"):
        server.start(home)


def test_directory_that_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").touch()
    for attempt in (server.start, server.reset):
        with pytest.raises(ServerError, match=r"not gongjian's.*GONGJIAN_DATA_DIR"):
            attempt(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


@pytest.mark.parametrize("note", ["", "{", "[]", '{"pid": -1, "created": 0}', '{"pid": "x"}', '{"pid": 999999999}'])
def test_unreadable_pid_file_is_no_server(note: str, tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "server.json").write_text(note)
    assert process.find(server.home_at(tmp_path)) is None


def test_stop_of_nothing_is_nothing(tmp_path: Path) -> None:
    assert not server.stop(tmp_path / "none").running
    assert not (tmp_path / "none").exists()
