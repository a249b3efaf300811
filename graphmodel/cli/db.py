from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from graphmodel.cli.console import note, progress_shown
from graphmodel.errors import GongjianError, InputError

if TYPE_CHECKING:
    from graphmodel.store import Connection
    from graphmodel.store.server import ServerState

HELP = "Cypher, ended by a semicolon; :exit or Ctrl-D leaves."


@click.group("db")
def command() -> None:
    """Start, stop, look at, query or empty the local Neo4j server.

    With NEO4J_URI set, `status` and `shell` work on that server, and the others refuse.

    \b
    gongjian db start
    gongjian db status
    gongjian db stop
    """  # noqa: D301 -- the \b is the character by which click knows lines that are not to be filled


@command.command()
def start() -> None:
    """Start the local server, or find it running. The first time it is downloaded (180 MB)."""
    from graphmodel.store import server  # noqa: PLC0415 -- `--help` needs no driver

    _refuse_foreign("started")
    with progress_shown() as progress:
        state = server.start(progress=progress)
    _print_local(state)


@command.command()
def stop() -> None:
    """Stop the local server; its data stay."""
    from graphmodel.store import server  # noqa: PLC0415 -- likewise

    _refuse_foreign("stopped")
    with progress_shown() as progress:
        state = server.stop(progress=progress)
    _print_local(state)


@command.command()
def status() -> None:
    """Show where the server is, whether it runs, and how much is in it."""
    from graphmodel.store import connection_settings, server  # noqa: PLC0415 -- likewise

    if not _foreign():
        state = server.status()
        _print_local(state)
        if state.running:
            _print_content(connection_settings(start=False))
        else:
            _print("version", f"Neo4j community {state.version}")
        return
    connection = connection_settings()
    _print("state", "set by NEO4J_URI, not managed by gongjian")
    _print("address", connection.uri)
    _print("user", connection.username)
    _print_content(connection)


@command.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
def reset(*, yes: bool) -> None:
    """Stop the local server and remove its data; what was downloaded stays."""
    from graphmodel.store import server  # noqa: PLC0415 -- likewise

    _refuse_foreign("emptied")
    home = server.home_at().root
    if not yes:
        click.confirm(f"Remove all data in {home}?", abort=True, err=True)
    with progress_shown() as progress:
        server.reset(progress=progress)
    click.echo(f"removed {home}")


@command.command()
def shell() -> None:
    """Ask in Cypher: at a prompt, or from standard input in a pipe."""
    from graphmodel.store import connection_settings  # noqa: PLC0415 -- likewise

    with progress_shown() as progress:
        connection = connection_settings(progress=progress)
    if not sys.stdin.isatty():
        _run_piped(connection, sys.stdin.read())
        return
    note(f"{connection.uri} · {HELP}")
    for statement in _typed():
        try:
            _run(connection, statement)
        except GongjianError as error:
            click.echo(f"gongjian: {error}", err=True)


def _run_piped(connection: Connection, text: str) -> None:
    from graphmodel.store.server.shell import is_blank, split_statements  # noqa: PLC0415 -- likewise

    statements, rest = split_statements(text)
    for statement in [*statements, *([] if is_blank(rest) else [rest])]:
        _run(connection, statement)


def _typed() -> Iterator[str]:
    """Yield the statements typed at the prompt, each when its semicolon has come."""
    from graphmodel.store.server.shell import is_blank, split_statements  # noqa: PLC0415 -- likewise

    with contextlib.suppress(ImportError):  # not on Windows: editing lines is then the terminal's own
        import readline  # noqa: F401, PLC0415 -- gives `input` a history
    pending = ""
    while True:
        try:
            line = input("  … " if pending else "cypher> ")
        except EOFError:
            return
        except KeyboardInterrupt:
            click.echo()
            pending = ""
            continue
        if not pending and line.strip().startswith(":"):
            if line.strip() in (":exit", ":quit"):
                return
            note(HELP)
            continue
        statements, pending = split_statements(f"{pending}\n{line}")
        pending = "" if is_blank(pending) else pending
        yield from statements


def _run(connection: Connection, statement: str) -> None:
    import pandas as pd  # noqa: PLC0415 -- likewise

    from graphmodel.cli.output import write_table  # noqa: PLC0415 -- likewise
    from graphmodel.store import open_session  # noqa: PLC0415 -- likewise
    from graphmodel.store.server.shell import run_statement  # noqa: PLC0415 -- likewise

    with open_session(connection) as session:
        answer = run_statement(session, statement)
    if answer.columns:
        write_table(pd.DataFrame(list(answer.rows), columns=list(answer.columns), dtype=object))
    note(answer.changes or f"{len(answer.rows)} row{'' if len(answer.rows) == 1 else 's'}")


def _foreign() -> bool:
    return bool(os.environ.get("NEO4J_URI", "").strip())


def _refuse_foreign(done: str) -> None:
    if _foreign():
        msg = (
            f"found NEO4J_URI={os.environ['NEO4J_URI']}, a server that gongjian does not manage and that cannot be "
            f"{done} here: unset NEO4J_URI to mean the local server"
        )
        raise InputError(msg)


def _print(name: str, value: object) -> None:
    click.echo(f"{name:<14} {value}")


def _print_local(state: ServerState) -> None:
    _print("state", f"running (process {state.pid})" if state.running else "stopped")
    if state.uri:
        _print("address", state.uri)
        _print("user", "neo4j")
        _print("password", f"in {state.home / 'password'}")
    _print("data", state.home)


def _print_content(connection: Connection) -> None:
    from graphmodel.store import open_session  # noqa: PLC0415 -- likewise

    with open_session(connection) as session:
        running = session.run("CALL dbms.components() YIELD versions, edition RETURN edition, versions[0] LIMIT 1")
        _print("version", "Neo4j {} {}".format(*running.single(strict=True)))
        _print("nodes", session.run("MATCH (n) RETURN count(n)").single(strict=True)[0])
        _print("relationships", session.run("MATCH ()-[r]->() RETURN count(r)").single(strict=True)[0])
