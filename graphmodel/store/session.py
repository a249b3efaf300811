"""Sessions on a Neo4j server, with its errors told in one line."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

import neo4j
from neo4j.exceptions import AuthError, ClientError, DriverError, Neo4jError, ServiceUnavailable, SessionExpired

from graphmodel.bilingual import Bilingual
from graphmodel.errors import AuthenticationError, StoreError
from graphmodel.store.settings import Connection

Session: TypeAlias = neo4j.Session
"""A session on the database, for layers that pass one on and never use it themselves."""

# What goes wrong is told once, by the errors below, and not by a raw line of the driver before them.
logging.getLogger("neo4j").addHandler(logging.NullHandler())


@contextmanager
def open_session(connection: Connection) -> Iterator[neo4j.Session]:
    """Open a session, and translate what the driver raises.

    Raises
    ------
    AuthenticationError
        If the server refuses the user name or password.
    StoreError
        If the server cannot be reached, goes away, or refuses a request.
    """
    with told(connection), driver_of(connection) as driver:
        driver.verify_connectivity()
        with driver.session(database=connection.database) as session:
            yield session


def driver_of(connection: Connection) -> neo4j.Driver:
    """Return a driver for a connection; the caller closes it."""
    return neo4j.GraphDatabase.driver(
        connection.uri,
        auth=connection.auth,
        # The schema declares more than one dataset fills, and of a property nobody has yet the server would warn.
        notifications_min_severity="OFF",
        connection_timeout=15,
        max_transaction_retry_time=15,
    )


_REFUSALS = {
    "Neo.ClientError.Database.DatabaseNotFound": "没有这个数据库，请检查 NEO4J_DATABASE",
    "Neo.ClientError.Security.AuthenticationRateLimit": "密码接连多次不对，请稍候再试",
    "Neo.ClientError.Security.Forbidden": "该用户没有相应的权限",
}
"""What the server says in English of a request that it refuses, where it is one of the usual reasons."""


@contextmanager
def told(connection: Connection) -> Iterator[None]:
    """Turn the driver's errors into ours, each with what to do."""
    try:
        yield
    except AuthError as error:
        msg = Bilingual(
            f"the server at {connection.uri} refuses the user {connection.username!r} with the password given: "
            "set NEO4J_USERNAME and NEO4J_PASSWORD to what that server expects",
            f"服务器 {connection.uri} 不接受用户 {connection.username!r} 及所给密码："
            "请把 NEO4J_USERNAME 和 NEO4J_PASSWORD 设为该服务器的用户名和密码",
        )
        raise AuthenticationError(msg) from error
    except (ServiceUnavailable, SessionExpired, OSError) as error:
        msg = Bilingual(
            f"the server at {connection.uri} cannot be reached or went away: see that it runs (`gongjian db status`) and "
            "repeat the command; what was written before stays and is not written twice",
            f"服务器 {connection.uri} 无法连接或中途断开：请确认它正在运行（`gongjian db status`），然后重新运行命令；"
            "已写入的数据会保留，不会重复写入",
        )
        raise StoreError(msg) from error
    except ClientError as error:
        msg = Bilingual(
            f"the server at {connection.uri} refuses a request: {_first_line(error)}",
            f"服务器 {connection.uri} 拒绝了请求：{_REFUSALS.get(error.code or '', _first_line(error))}",
        )
        raise StoreError(msg) from error
    except (Neo4jError, DriverError) as error:
        msg = Bilingual(
            f"the server at {connection.uri} failed: {_first_line(error)}; repeat the command",
            f"服务器 {connection.uri} 出错：{_first_line(error)}；请重新运行命令",
        )
        raise StoreError(msg) from error


def _first_line(error: Exception) -> str:
    text: Any = getattr(error, "message", None) or str(error)
    return str(text).strip().splitlines()[0]
