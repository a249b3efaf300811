"""Wait until a server answers queries."""

from __future__ import annotations

import time
from pathlib import Path

import neo4j
import psutil
from neo4j.exceptions import AuthError, DriverError, Neo4jError

from graphmodel.bilingual import Bilingual
from graphmodel.errors import AuthenticationError, ServerError
from graphmodel.store.server.config import HOST, USERNAME, read_password
from graphmodel.store.server.layout import Home
from graphmodel.store.server.process import Running

PATIENCE = 300.0  # seconds: recovery after a crash reads the transaction logs of a large load
INTERVAL = 0.1
TAIL = 4
STACK_FRAME = ("\tat ", "\t...")


class PortTakenError(ServerError):
    """Another program took the port before the server did."""


def uri_of(port: int) -> str:
    """Return the address of a local server."""
    return f"bolt://{HOST}:{port}"


def wait_until_ready(home: Home, running: Running, *, patience: float = PATIENCE) -> None:
    """Return when the server has answered a query.

    Raises
    ------
    AuthenticationError
        It refuses the password in the home's file.
    PortTakenError
        It ended because its port is in use.
    ServerError
        It ended, or does not answer in time.
    """
    deadline = time.monotonic() + patience
    auth = (USERNAME, read_password(home))
    while not (listens(running) and _answers(uri_of(running.port), auth, home)):
        if not running.alive:
            raise _post_mortem(home)
        if time.monotonic() > deadline:
            msg = Bilingual(
                f"Neo4j has not answered for {patience:.0f} s: see {home.logs / 'neo4j.log'}",
                f"Neo4j 在 {patience:.0f} 秒内没有应答：详见 {home.logs / 'neo4j.log'}",
            )
            raise ServerError(msg)
        time.sleep(INTERVAL)


def listens(running: Running) -> bool:
    """Return whether the server itself listens on its port; anyone else there must not be sent the password."""
    try:
        sockets = running.process.net_connections("tcp")
    except psutil.NoSuchProcess:
        return False
    except psutil.AccessDenied:  # on some systems only the administrator may look
        return running.alive
    return any(at.status == psutil.CONN_LISTEN and at.laddr.port == running.port for at in sockets)


def _answers(uri: str, auth: tuple[str, str], home: Home) -> bool:
    try:
        with neo4j.GraphDatabase.driver(uri, auth=auth, connection_timeout=5, max_transaction_retry_time=1) as driver:
            driver.verify_connectivity()
            try:
                with driver.session() as session:  # no execute_query: it would retry for us
                    session.run("RETURN 1").consume()
            except Neo4jError:
                _check_database(driver, home)
                return False
    except AuthError as error:
        msg = Bilingual(
            f"the local server refuses the password in {home.password}: put the right one there, "
            "or call `gongjian db reset` to begin with an empty database",
            f"本机服务器不接受 {home.password} 中的密码：请在该文件中写入正确的密码，或运行 `gongjian db reset` 从空数据库开始",
        )
        raise AuthenticationError(msg) from error
    except (DriverError, Neo4jError, OSError):
        return False
    return True


def _check_database(driver: neo4j.Driver, home: Home) -> None:
    """Raise when the database will not come up; while it still starts, it only does not answer."""
    found = driver.execute_query("SHOW DATABASES YIELD name, currentStatus, statusMessage", database_="system")
    for name, status, message in found.records:
        if status == "offline" and message:
            msg = Bilingual(
                f"the database {name!r} in {home.data} cannot be opened ({message}): see {home.logs / 'debug.log'}; "
                "put back a copy of that directory, or call `gongjian db reset` to begin with an empty database",
                f"{home.data} 中的数据库 {name!r} 无法打开（{message}）：详见 {home.logs / 'debug.log'}；"
                "请放回该目录的备份，或运行 `gongjian db reset` 从空数据库开始",
            )
            raise ServerError(msg)


def _post_mortem(home: Home) -> ServerError:
    """Return the error that says why a server ended, from its own last words."""
    said, printed = _lines(home.logs / "neo4j.log"), _lines(home.logs / "console.log")
    if any("already in use" in line for line in [*said, *printed]):
        msg = Bilingual(
            "the port of the local server is taken by another program: try again",
            "本机服务器的端口被另一个程序占用：请重试",
        )
        return PortTakenError(msg)
    telling = [line for line in said if " ERROR " in line or line.startswith("Caused by")]
    last = telling or [line for line in printed if not line.startswith(STACK_FRAME)] or said
    words = " | ".join(last[-TAIL:])
    msg = Bilingual(
        f"Neo4j ended while starting ({words or 'it said nothing'}): see {home.logs / 'neo4j.log'}",
        f"Neo4j 在启动过程中退出（{words or '没有留下说明'}）：详见 {home.logs / 'neo4j.log'}",
    )
    return ServerError(msg)


def _lines(log: Path) -> list[str]:
    try:
        return log.read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return []
