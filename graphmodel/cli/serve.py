"""``gongjian serve``: the planner's page."""

from __future__ import annotations

import webbrowser
from typing import TYPE_CHECKING

import click

from graphmodel.bilingual import Bilingual
from graphmodel.cli.language import say
from graphmodel.cli.options import speech_option
from graphmodel.cli.source import from_option

if TYPE_CHECKING:
    from collections.abc import Iterable

    import networkx as nx

    from graphmodel.gaps.acknowledgement import Acknowledgement
    from graphmodel.page.desk import Source
    from graphmodel.progress import Progress


@click.command("serve")
@from_option
@click.option("--port", type=click.IntRange(1, 65535), help="Port of the page; else 8600, or a free one above.")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Address to listen on; other machines reach 0.0.0.0."
)
@click.option("--token", help="What a visitor must know. Beyond this machine one is made where none is given.")
@click.option("--no-browser", is_flag=True, help="Do not open the page in the browser.")
@speech_option
def command(from_paths: tuple[str, ...], port: int | None, host: str, token: str | None, *, no_browser: bool) -> None:
    """Open the planner's page in the browser.

    Rates, gaps and what closes them, alliances, links and charts of a place, and the check of tables that are dropped there.

    \b
    gongjian serve
    gongjian serve --from my-tables
    gongjian serve --host 0.0.0.0 --port 8600

    Only this machine can open it unless --host says otherwise; then a token is required. Control-C ends it.
    """  # noqa: D301 -- the \b is the character by which click knows lines that are not to be filled
    from graphmodel.page.server import serve  # noqa: PLC0415 -- help must not wait for the framework

    def opened(address: str) -> None:
        click.echo(say(Bilingual(f"planner's page: {address}", f"工作页面：{address}")))
        click.echo(say(Bilingual("Control-C ends it", "按 Control-C 结束")), err=True)
        if not no_browser:
            webbrowser.open(address)

    serve(_source(from_paths), host=host, port=port, token=token, opened=opened)


def _source(from_paths: tuple[str, ...]) -> Source:
    from graphmodel.page.desk import Source  # noqa: PLC0415 -- likewise

    def read(progress: Progress) -> nx.MultiDiGraph:
        if from_paths:
            from graphmodel.cli.source import open_graph  # noqa: PLC0415 -- likewise

            return open_graph(from_paths, progress=progress)
        from graphmodel.store import connection_settings, read_graph  # noqa: PLC0415 -- likewise for the driver

        # An empty database is no error here: the page says what to do.
        return read_graph(connection_settings(progress=progress), progress=progress)

    def acknowledged() -> Iterable[Acknowledgement]:
        from graphmodel.cli.acknowledge import stored_acknowledgements  # noqa: PLC0415 -- likewise

        return stored_acknowledgements(from_paths)

    steps = ("gongjian load my-tables", "gongjian serve --from my-tables", "gongjian template my-tables")
    return Source(read, acknowledged, steps)
