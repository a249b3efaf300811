"""Start, stop, look at and remove a local server; one at a time for each home, whoever asks."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from filelock import FileLock, Timeout

from graphmodel.bilingual import Bilingual
from graphmodel.errors import ServerError, StoreError
from graphmodel.progress import Progress, silent
from graphmodel.store.server import process
from graphmodel.store.server.config import HOST, ensure_password, write_java_arguments, write_settings
from graphmodel.store.server.fetch import ensure_jars, forget_verification
from graphmodel.store.server.jars import read_lock
from graphmodel.store.server.layout import Home, adopt, cache_dir, claim, home_at
from graphmodel.store.server.readiness import PortTakenError, uri_of, wait_until_ready
from graphmodel.system_errors import reason_in_chinese

STARTING = Bilingual("starting Neo4j", "启动 Neo4j")
STOPPING = Bilingual("stopping Neo4j", "停止 Neo4j")
LOCK_PATIENCE = 1800.0  # seconds: another process may be downloading the server or importing a large dataset
PORTS_TO_TRY = 5


@dataclass(frozen=True, slots=True)
class ServerState:
    """What is known of a local server.

    Attributes
    ----------
    home
        Its directory: data, logs, settings, password.
    version
        Of Neo4j.
    running
        Whether its process lives.
    uri
        Bolt address, or None when it does not run.
    pid
        Of its process, or None when it does not run.
    """

    home: Path
    version: str
    running: bool
    uri: str | None = None
    pid: int | None = None


def start(home: Path | None = None, *, progress: Progress = silent) -> ServerState:
    """Start the local server, or return the one that runs.

    Parameters
    ----------
    home
        Directory of the server, by default the user's own.
    progress
        Told of the download, the first time, and of the start.

    Raises
    ------
    DownloadError
        Its parts could not be fetched.
    ServerError
        It could not be started.
    """
    place = home_at(home)
    with exclusive(place):
        return bring_up(place, progress=progress)


def stop(home: Path | None = None, *, progress: Progress = silent) -> ServerState:
    """Stop the local server cleanly, if it runs; what is killed as a last resort is told to ``progress``."""
    place = home_at(home)
    with exclusive(place):
        take_down(place, progress=progress)
    return status(home)


def status(home: Path | None = None) -> ServerState:
    """Return what is known of the local server, without touching it."""
    place = home_at(home)
    return _state(place, process.find(place))


def reset(home: Path | None = None, *, progress: Progress = silent) -> ServerState:
    """Stop the local server and remove its data, settings, password and logs; what was downloaded stays.

    Raises
    ------
    ServerError
        The directory is not one of ours, or cannot be removed.
    """
    place = home_at(home)
    with exclusive(place):
        take_down(place, progress=progress)
        if place.root.exists():
            claim(place)
            try:
                shutil.rmtree(place.root)
            except OSError as error:
                msg = Bilingual(
                    f"cannot remove {place.root} ({error.strerror}): close what uses it and try again",
                    f"无法删除 {place.root}（{reason_in_chinese(error)}）：请关闭正在使用它的程序后重试",
                )
                raise ServerError(msg) from error
    return status(home)


@contextlib.contextmanager
def exclusive(home: Home) -> Iterator[None]:
    """Hold the home's lock, so that two processes do not start, stop or import at once.

    Raises
    ------
    ServerError
        Another process holds it for too long, or it cannot be made.
    """
    try:
        home.lock.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(home.lock, timeout=LOCK_PATIENCE)
        lock.acquire()
    except Timeout as error:
        msg = Bilingual(
            f"another process has been busy with {home.root} for {LOCK_PATIENCE / 60:.0f} min: end it and try again",
            f"另一个程序占用 {home.root} 已达 {LOCK_PATIENCE / 60:.0f} 分钟：请结束该程序后重试",
        )
        raise ServerError(msg) from error
    except OSError as error:
        msg = Bilingual(
            f"cannot write to {home.lock.parent} ({error.strerror}): make it writable or set GONGJIAN_DATA_DIR",
            f"无法写入 {home.lock.parent}（{reason_in_chinese(error)}）：请开放写入权限，或用 GONGJIAN_DATA_DIR 另设位置",
        )
        raise ServerError(msg) from error
    try:
        yield
    finally:
        lock.release()


def bring_up(home: Home, *, progress: Progress) -> ServerState:
    """Start the server of a home whose lock is held, or return the one that runs."""
    running = process.find(home)
    if running is None:
        claim(home)
        prepare(home, progress=progress)
        process.settle(home)
        adopt(home)
        running = launch_on(home, free_ports(_last_port(home)), progress=progress)
    else:
        process.note(home, running)
        wait_until_ready(home, running)
    return _state(home, running)


def take_down(home: Home, *, progress: Progress) -> None:
    """Stop the server of a home whose lock is held."""
    running = process.find(home)
    if running is None:
        return
    progress(STOPPING, 0, None)
    clean = process.end(running)
    home.record.unlink(missing_ok=True)
    killed = Bilingual(
        f"Neo4j did not stop within {process.GRACE:.0f} s and was killed",
        f"Neo4j 在 {process.GRACE:.0f} 秒内没有停止，已强行结束",
    )
    progress(STOPPING if clean else killed, 1, 1)


def prepare(home: Home, *, progress: Progress) -> None:
    """Have everything in place that a program of the server needs: jars, Java's arguments, the password."""
    jars = ensure_jars(read_lock(), cache=cache_dir(), progress=progress)
    write_java_arguments(home, jars)
    ensure_password(home)


def launch_on(home: Home, ports: Iterator[int], *, progress: Progress) -> process.Running:
    """Launch on the first port that is still free when the server gets there.

    Raises
    ------
    ServerError
        The server ended, or several ports were taken one after the other.
    """
    progress(STARTING, 0, None)
    for port in islice(ports, PORTS_TO_TRY):
        write_settings(home, port=port)
        _remember_port(home, port)
        running = process.launch(home, port=port)
        try:
            wait_until_ready(home, running)
        except PortTakenError:
            process.end(running)
        except StoreError:
            process.end(running)
            forget_verification(read_lock(), cache=cache_dir())
            raise
        else:
            progress(STARTING, 1, 1)
            return running
    msg = Bilingual(
        f"found {PORTS_TO_TRY} ports of {HOST} taken one after the other, expected a free one: try again",
        f"{HOST} 上接连 {PORTS_TO_TRY} 个端口都被占用，没有空闲端口：请重试",
    )
    raise ServerError(msg)


def free_ports(preferred: int | None) -> Iterator[int]:
    """Yield ports of the loopback interface that nobody listens on: the preferred one first, if it is free."""
    if preferred and _bindable(preferred):
        yield preferred
    while True:
        yield _bindable(0)


def _bindable(port: int) -> int:
    """Return the port that could be bound, or 0; port 0 lets the system choose."""
    with socket.socket() as probe:
        if os.name == "posix":  # or a port of a connection just closed counts as taken
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return 0
        return int(probe.getsockname()[1])


def _last_port(home: Home) -> int | None:
    try:
        return int(home.port.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _remember_port(home: Home, port: int) -> None:
    home.port.write_text(f"{port}\n", encoding="utf-8")


def _state(home: Home, running: process.Running | None) -> ServerState:
    version = read_lock().version
    if running is None:
        return ServerState(home.root, version, running=False)
    return ServerState(home.root, version, running=True, uri=uri_of(running.port), pid=running.process.pid)
