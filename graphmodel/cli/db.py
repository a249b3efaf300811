from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from graphmodel.bilingual import Bilingual
from graphmodel.cli.console import note, progress_shown
from graphmodel.cli.language import say, spoken
from graphmodel.cli.options import speech_option
from graphmodel.errors import GongjianError, InputError

if TYPE_CHECKING:
    from graphmodel.store import Connection
    from graphmodel.store.server import ServerState

HELP = Bilingual(
    "Cypher, ended by a semicolon; :exit or Ctrl-D leaves.", "输入 Cypher 语句，以分号结束；:exit 或 Ctrl-D 退出。"
)
_NAMES = {
    "state": "状态",
    "address": "地址",
    "user": "用户",
    "password": "密码",
    "data": "数据",
    "version": "版本",
    "nodes": "节点",
    "relationships": "关系",
}
"""What each line of the status is called in Chinese."""
_WIDTH = 14


@click.group("db")
@speech_option
def command() -> None:
    """Start, stop, look at, query or empty the local Neo4j server.

    With NEO4J_URI set, `status` and `shell` work on that server, and the others refuse.

    \b
    gongjian db start
    gongjian db status
    gongjian db stop
    """  # noqa: D301 -- the \b is the character by which click knows lines that are not to be filled


@command.command()
@speech_option
def start() -> None:
    """Start the local server, or find it running. The first time it is downloaded (180 MB)."""
    from graphmodel.store import server  # noqa: PLC0415 -- `--help` needs no driver

    _refuse_foreign(Bilingual("started", "启动"))
    with progress_shown() as progress:
        state = server.start(progress=progress)
    _print_local(state)


@command.command()
@speech_option
def stop() -> None:
    """Stop the local server; its data stay."""
    from graphmodel.store import server  # noqa: PLC0415 -- likewise

    _refuse_foreign(Bilingual("stopped", "停止"))
    with progress_shown() as progress:
        state = server.stop(progress=progress)
    _print_local(state)


@command.command()
@speech_option
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
    _print(
        "state", say(Bilingual("set by NEO4J_URI, not managed by gongjian", "由 NEO4J_URI 指定，不由 gongjian 管理"))
    )
    _print("address", connection.uri)
    _print("user", connection.username)
    _print_content(connection)


@command.command()
@click.option("--yes", is_flag=True, help="Do not ask.")
@speech_option
def reset(*, yes: bool) -> None:
    """Stop the local server and remove its data; what was downloaded stays."""
    from graphmodel.store import server  # noqa: PLC0415 -- likewise

    _refuse_foreign(Bilingual("emptied", "清空"))
    home = server.home_at().root
    if not yes:
        asked = Bilingual(f"Remove all data in {home}?", f"删除 {home} 中的全部数据？（y 是，N 否）")
        click.confirm(say(asked), abort=True, err=True)
    with progress_shown() as progress:
        server.reset(progress=progress)
    click.echo(say(Bilingual(f"removed {home}", f"已删除 {home}")))


@command.command()
@speech_option
def shell() -> None:
    """Ask in Cypher: at a prompt, or from standard input in a pipe."""
    from graphmodel.store import connection_settings  # noqa: PLC0415 -- likewise

    with progress_shown() as progress:
        connection = connection_settings(progress=progress)
    if not sys.stdin.isatty():
        _run_piped(connection, sys.stdin.read())
        return
    note(f"{connection.uri} · {say(HELP)}")
    for statement in _typed():
        try:
            _run(connection, statement)
        except GongjianError as error:
            click.echo(f"gongjian: {say(error.message)}", err=True)


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
    count = len(answer.rows)
    note(answer.changes or Bilingual(f"{count} row{'' if count == 1 else 's'}", f"{count} 行"))


def _foreign() -> bool:
    return bool(os.environ.get("NEO4J_URI", "").strip())


def _refuse_foreign(done: Bilingual) -> None:
    if _foreign():
        address = os.environ["NEO4J_URI"]
        msg = Bilingual(
            f"found NEO4J_URI={address}, a server that gongjian does not manage and that cannot be "
            f"{done.en} here: unset NEO4J_URI to mean the local server",
            f"NEO4J_URI={address} 指向的服务器不由 gongjian 管理，不能在此{done.zh}：如要操作本机服务器，请取消 NEO4J_URI",
        )
        raise InputError(msg)


def _print(name: str, value: object) -> None:
    if spoken() == "zh":
        # A Chinese character is as wide as two others.
        click.echo(f"{_NAMES[name]}{' ' * (_WIDTH - 2 * len(_NAMES[name]))} {value}")
    else:
        click.echo(f"{name:<{_WIDTH}} {value}")


def _print_local(state: ServerState) -> None:
    running = Bilingual(f"running (process {state.pid})", f"运行中（进程 {state.pid}）")
    _print("state", say(running if state.running else Bilingual("stopped", "已停止")))
    if state.uri:
        _print("address", state.uri)
        _print("user", "neo4j")
        file = state.home / "password"
        _print("password", say(Bilingual(f"in {file}", f"在 {file} 中")))
    _print("data", state.home)


def _print_content(connection: Connection) -> None:
    from graphmodel.store import open_session  # noqa: PLC0415 -- likewise

    with open_session(connection) as session:
        running = session.run("CALL dbms.components() YIELD versions, edition RETURN edition, versions[0] LIMIT 1")
        _print("version", "Neo4j {} {}".format(*running.single(strict=True)))
        _print("nodes", session.run("MATCH (n) RETURN count(n)").single(strict=True)[0])
        _print("relationships", session.run("MATCH ()-[r]->() RETURN count(r)").single(strict=True)[0])
