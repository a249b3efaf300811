from __future__ import annotations

from datetime import UTC, datetime

import click

from graphmodel.cli.console import progress_shown
from graphmodel.errors import InputError


@click.command()
@click.argument("source")
def command(source: str) -> None:
    """Remove a source from the database; what others list too stands as they list it.

    To bring back what a source listed before its last load, see `gongjian loads --undo`.

    \b
    gongjian unload jinniu-case
    """  # noqa: D301 -- the \b is the character by which click knows lines that are not to be filled
    from graphmodel.store import connection_settings, open_session  # noqa: PLC0415 -- `--help` needs no driver
    from graphmodel.store.loads import read_loads  # noqa: PLC0415
    from graphmodel.store.write import remove_source  # noqa: PLC0415
    from loaders.resolve.recognition import Recognition  # noqa: PLC0415

    with progress_shown() as progress, open_session(connection_settings(progress=progress)) as session:
        known = sorted(item.source for item in read_loads(session))
        if source not in known:
            there = ", ".join(map(repr, known)) or "nothing"
            msg = f"found no source {source!r} in the database; it holds {there}"
            raise InputError(msg)
        recognition = Recognition(at=datetime.now(UTC), progress=progress)
        done = remove_source(session, source, combiner=recognition, progress=progress)
        recognition.keep(session)
    click.echo(f"removed {done.removed_nodes:,} nodes and {done.removed_relationships:,} relationships of {source!r}")
