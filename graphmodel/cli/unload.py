from __future__ import annotations

from datetime import UTC, datetime

import click

from graphmodel.bilingual import Bilingual
from graphmodel.cli.console import progress_shown
from graphmodel.cli.language import say
from graphmodel.cli.loads import no_source
from graphmodel.cli.options import speech_option


@click.command()
@click.argument("source")
@speech_option
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
            raise no_source(source, known)
        recognition = Recognition(at=datetime.now(UTC), progress=progress)
        done = remove_source(session, source, combiner=recognition, progress=progress)
        recognition.keep(session)
    nodes, relationships = f"{done.removed_nodes:,}", f"{done.removed_relationships:,}"
    said = Bilingual(
        f"removed {nodes} nodes and {relationships} relationships of {source!r}",
        f"已移除 {source!r} 的 {nodes} 个节点、{relationships} 条关系",
    )
    click.echo(say(said))
