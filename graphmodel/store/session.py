"""Sessions on a Neo4j server, with its errors told in one line."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

import neo4j
from neo4j.exceptions import AuthError, ClientError, DriverError, Neo4jError, ServiceUnavailable, SessionExpired

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


@contextmanager
def told(connection: Connection) -> Iterator[None]:
    """Turn the driver's errors into ours, each with what to do."""
    try:
        yield
    except AuthError as error:
        msg = (
            f"the server at {connection.uri} refuses the user {connection.username!r} with the password given: "
            "set NEO4J_USERNAME and NEO4J_PASSWORD to what that server expects"
        )
        raise AuthenticationError(msg) from error
    except (ServiceUnavailable, SessionExpired, OSError) as error:
        msg = (
            f"the server at {connection.uri} cannot be reached or went away: see that it runs (`gongjian db status`) and "
            "repeat the command; what was written before stays and is not written twice"
        )
        raise StoreError(msg) from error
    except ClientError as error:
        msg = f"the server at {connection.uri} refuses a request: {_first_line(error)}"
        raise StoreError(msg) from error
    except (Neo4jError, DriverError) as error:
        msg = f"the server at {connection.uri} failed: {_first_line(error)}; repeat the command"
        raise StoreError(msg) from error


def _first_line(error: Exception) -> str:
    text: Any = getattr(error, "message", None) or str(error)
    return str(text).strip().splitlines()[0]
