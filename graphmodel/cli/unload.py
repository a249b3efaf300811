from __future__ import annotations

import click

from graphmodel.errors import InputError


@click.command()
@click.argument("source")
def command(source: str) -> None:
    """Remove from the database what one source owns; other sources stay as they are."""
    from graphmodel.store import connection_settings, open_session  # noqa: PLC0415 -- `--help` needs no driver
    from graphmodel.store.write import remove_source  # noqa: PLC0415

    with open_session(connection_settings()) as session:
        known = sorted(session.run("MATCH (l:Load) RETURN l.source").value())
        if source not in known:
            there = ", ".join(map(repr, known)) or "nothing"
            msg = f"found no source {source!r} in the database; it holds {there}"
            raise InputError(msg)
        nodes, relationships = remove_source(session, source)
    click.echo(f"removed {nodes:,} nodes and {relationships:,} relationships of {source!r}")
