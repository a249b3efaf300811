"""What the server is told: its settings, its password, and the flags of Java."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Sequence
from pathlib import Path

import psutil

from graphmodel.bilingual import Bilingual
from graphmodel.errors import ServerError
from graphmodel.store.server.layout import Home
from graphmodel.system_errors import reason_in_chinese

USERNAME = "neo4j"
HOST = "127.0.0.1"
MEBIBYTE = 1 << 20
PASSWORD_BYTES = 24
HASH_ITERATIONS = 1024

OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")
FLAGS = (
    *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED),
    "--enable-native-access=ALL-UNNAMED",
    "--sun-misc-unsafe-memory-access=allow",
    "-XX:+ExitOnOutOfMemoryError",
    # Quick to start rather than quickest after an hour: a third less processor time for start, load and first read.
    "-XX:TieredStopAtLevel=1",
    "-XX:+UseSerialGC",
    "-Dfile.encoding=UTF-8",
    "-Dlog4j2.disable.jmx=true",
)

# A large bulk import is one long loop over many rows: there the quickest code wins, and a collector that uses all cores.
FULL_SPEED = ("-XX:TieredStopAtLevel=4", "-XX:-UseSerialGC", "-XX:+UseParallelGC")
FULL_SPEED_FROM = 80 * MEBIBYTE
"""Bytes of files from which making that code costs less than it saves: half the processor time at 160 MB, twice at 40 MB."""

SETTINGS = """\
# Written by gongjian at each start; changes made here are lost.
server.default_listen_address={host}
server.bolt.listen_address={host}:{port}
server.bolt.advertised_address={host}:{port}
server.http.enabled=false
server.https.enabled=false
dbms.security.auth_enabled=true
# Nothing leaves this machine.
dbms.usage_report.enabled=false
dbms.fleet_manager.enabled=false
server.fleet_discovery.enabled=false
server.bolt.telemetry.enabled=false
client.allow_telemetry=false
server.memory.pagecache.size={page_cache}m
# Do not reserve half a gigabyte of disk for an empty database, nor log every query.
db.tx_log.preallocate=false
db.logs.query.enabled=OFF
# Stop at once: nobody else is connected to a server of one's own.
internal.dbms.bolt.netty_server_shutdown_quiet_period_duration=0s
"""


def write_settings(home: Home, *, port: int) -> None:
    """Write ``neo4j.conf`` for a server that listens on ``port`` of this machine only."""
    text = SETTINGS.format(host=HOST, port=port, page_cache=page_cache_mebibytes(psutil.virtual_memory().total))
    (home.conf / "neo4j.conf").write_text(text, encoding="utf-8")


def write_java_arguments(home: Home, jars: Sequence[Path]) -> None:
    """Write the argument file of the Java launcher; a class path this long is too much for some command lines."""
    heap = heap_mebibytes(psutil.virtual_memory().total)
    class_path = os.pathsep.join(str(jar) for jar in jars)
    lines = [*FLAGS, f"-Xmx{heap}m", "-cp", _quoted(class_path)]
    home.java_arguments.write_text("\n".join(lines), encoding="utf-8")


def _quoted(argument: str) -> str:
    return '"' + argument.replace("\\", "\\\\").replace('"', '\\"') + '"'


def heap_mebibytes(memory: int) -> int:
    """Return the largest heap in MiB for a machine with so many bytes: a quarter, 256 MiB to 2 GiB.

    Examples
    --------
    >>> heap_mebibytes(4 << 30), heap_mebibytes(64 << 30)
    (1024, 2048)
    """
    return min(2048, max(256, memory // MEBIBYTE // 4))


def page_cache_mebibytes(memory: int) -> int:
    """Return the page cache in MiB for a machine with so many bytes: an eighth, 64 MiB to 1 GiB.

    Examples
    --------
    >>> page_cache_mebibytes(4 << 30), page_cache_mebibytes(64 << 30)
    (512, 1024)
    """
    return min(1024, max(64, memory // MEBIBYTE // 8))


def ensure_password(home: Home) -> None:
    """Generate the password of a new server, in a file that nobody but its owner could ever read.

    The server reads the hash once, when it creates its system database. The format is the one that
    ``neo4j-admin dbms set-initial-password`` writes; that command wants the password on its command line, which other
    users of the machine can see.

    Raises
    ------
    ServerError
        The databases exist and the password file does not.
    """
    if (home.data / "databases" / "system").exists():
        read_password(home)
        return
    if not home.password.exists():
        _write_private(home.password, secrets.token_urlsafe(PASSWORD_BYTES) + "\n")
    initial = home.data / "dbms" / "auth.ini"
    initial.parent.mkdir(exist_ok=True)
    _write_private(initial, f"{USERNAME}:{_credential(read_password(home), secrets.token_bytes(32))}:\n")


def read_password(home: Home) -> str:
    """Return the password of the server.

    Raises
    ------
    ServerError
        The file is missing or cannot be read.
    """
    try:
        return home.password.read_text(encoding="utf-8").strip()
    except OSError as error:
        msg = Bilingual(
            f"cannot read the password file {home.password} ({error.strerror}): put it back, "
            "or call `gongjian db reset` to begin with an empty database",
            f"无法读取密码文件 {home.password}（{reason_in_chinese(error)}）：请放回原文件，或运行 `gongjian db reset` 从空数据库开始",
        )
        raise ServerError(msg) from error


def _credential(password: str, salt: bytes) -> str:
    digest = salt + password.encode()
    for _ in range(HASH_ITERATIONS):
        digest = hashlib.sha256(digest).digest()
    return f"SHA-256,{digest.hex()},{salt.hex()},{HASH_ITERATIONS}"


def _write_private(path: Path, text: str) -> None:
    """Write a file that is complete and private from the moment it has its name."""
    partial = path.with_name(f"{path.name}.partial")
    partial.unlink(missing_ok=True)
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(text)
    partial.replace(path)
