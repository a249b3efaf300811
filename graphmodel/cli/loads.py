from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphmodel.cli.console import note, progress_shown
from graphmodel.cli.load import named_sources, tell_conflicts
from graphmodel.cli.options import OutputFile, language_option, output_options
from graphmodel.errors import InputError
from graphmodel.schema import Bilingual, Language

if TYPE_CHECKING:
    import pandas as pd

    from graphmodel.progress import Progress
    from graphmodel.store.loads import LoadRecord
    from graphmodel.store.session import Session

_COLUMNS = {
    "source": Bilingual("source", "来源"),
    "precedence": Bilingual("precedence", "优先次序"),
    "title": Bilingual("title", "标题"),
    "as_of": Bilingual("date of the data", "数据日期"),
    "synthetic": Bilingual("synthetic", "合成数据"),
    "nodes": Bilingual("nodes", "节点"),
    "relationships": Bilingual("relationships", "关系"),
    "complete": Bilingual("complete", "已完成"),
    "loaded_at": Bilingual("loaded at (UTC)", "载入时间(UTC)"),
    "earlier_loads": Bilingual("earlier loads kept", "保留的前次载入"),
    "load": Bilingual("load", "批次"),
}
_TITLE = Bilingual("Loads in the database, those that come first at the top", "数据库中的载入批次，优先者在前")
_EMPTY = Bilingual(
    "the database holds no load; next: gongjian load PATH", "数据库中尚无数据；下一步：gongjian load 路径"
)
_BROKEN = Bilingual(
    "a load broke off: repeat `gongjian load` (or unload) for what is not complete",
    "有载入中断：对未完成者重新执行 gongjian load（或 unload）",
)
_NEXT = Bilingual(
    "next: gongjian diff SOURCE~1 SOURCE~0 tells what its last load changed · gongjian loads --undo SOURCE brings back what it "
    "listed before · gongjian unload SOURCE removes it",
    "下一步：gongjian diff 来源~1 来源~0 查看最近一次载入的变化 · gongjian loads --undo 来源 恢复其上一次载入 · gongjian unload 来源 移除",
)


@click.command()
@click.option("--undo", metavar="SOURCE", help="Bring back what this source listed before its last load.")
@click.option("--precedence", metavar="A,B,…", help="Let the values of these sources stand first, in this order.")
@click.option(
    "--conflicts",
    type=OutputFile(),
    metavar="FILE",
    help="Write where sources differ to this .csv, .json or .xlsx: which property, both values, whose stands.",
)
@language_option
@output_options("text", "csv", "json", "xlsx")
def command(
    undo: str | None,
    precedence: str | None,
    conflicts: Path | None,
    language: Language,
    format_: str | None,
    output: Path | None,
) -> None:
    """List what is loaded; undo a load, or change whose values stand.

    A source that was loaded once is removed when its load is undone. Undoing also mends what broke off.

    \b
    gongjian loads
    gongjian loads --undo street-office
    """  # noqa: D301 -- the \b is the character by which click knows lines that are not to be filled
    from graphmodel.cli.output import choose_format, write_table  # noqa: PLC0415 -- `--help` needs no driver
    from graphmodel.store import connection_settings, open_session  # noqa: PLC0415
    from graphmodel.store.loads import read_loads  # noqa: PLC0415

    chosen = choose_format(format_, output)
    with progress_shown() as progress, open_session(connection_settings(progress=progress)) as session:
        if undo is not None or precedence is not None or conflicts is not None:
            _change(session, undo, named_sources(precedence), conflicts, progress)
        loads = read_loads(session)
    notes = [] if loads else [_EMPTY.in_language(language)]
    if any(not item.complete for item in loads):
        notes.append(_BROKEN.in_language(language))
    if loads:
        notes.append(_NEXT.in_language(language))
    headers = {name: title.in_language(language) for name, title in _COLUMNS.items()}
    write_table(
        _frame(loads), format_=chosen, output=output, title=_TITLE.in_language(language), headers=headers, notes=notes
    )


def _change(
    session: Session, undo: str | None, precedence: Sequence[str], conflicts: Path | None, progress: Progress
) -> None:
    from graphmodel.store.loads import declare_precedence, read_loads  # noqa: PLC0415 -- as above
    from graphmodel.store.settle import settle  # noqa: PLC0415
    from graphmodel.store.write import undo_load  # noqa: PLC0415
    from loaders.resolve.recognition import Recognition  # noqa: PLC0415

    recognition = Recognition(at=datetime.now(UTC), progress=progress)
    if precedence:
        declare_precedence(session, precedence)
    if undo is not None:
        known = [item.source for item in read_loads(session)]
        if undo not in known:
            raise no_source(undo, known)
        done = undo_load(session, undo, combiner=recognition, progress=progress)
        back = undo in {item.source for item in read_loads(session)}
        what = Bilingual("as before its last load", "已恢复到上一次载入") if back else Bilingual("removed", "已移除")
        nodes, relationships = f"{done.removed_nodes:,}", f"{done.removed_relationships:,}"
        note(
            Bilingual(
                f"{undo!r} is {what.en}: wrote {done.written:,}, removed {nodes} nodes and {relationships} relationships",
                f"{undo!r} {what.zh}：写入 {done.written:,} 项，移除 {nodes} 个节点、{relationships} 条关系",
            )
        )
    else:
        done = settle(session, combiner=recognition, progress=progress)
    recognition.keep(session)
    tell_conflicts(done.combined.conflicts, conflicts)


def no_source(source: str, known: Sequence[str]) -> InputError:
    """Return the error of a source that the database does not hold."""
    there = list(map(repr, known))
    return InputError(
        Bilingual(
            f"found no source {source!r} in the database; it holds {', '.join(there) or 'nothing'}",
            f"数据库中没有来源 {source!r}；现有：{'、'.join(there) or '无'}",
        )
    )


def _frame(loads: Sequence[LoadRecord]) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415 -- help must not wait for it

    rows = [
        {
            "source": item.source,
            "precedence": item.rank,
            "title": item.title,
            "as_of": item.as_of,
            "synthetic": item.synthetic,
            "nodes": item.nodes,
            "relationships": item.relationships,
            "complete": item.complete,
            "loaded_at": None if item.loaded_at is None else f"{item.loaded_at:%Y-%m-%d %H:%M:%S}",
            "earlier_loads": len(item.earlier),
            "load": item.load,
        }
        for item in loads
    ]
    return pd.DataFrame(rows, columns=list(_COLUMNS))
