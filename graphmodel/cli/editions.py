"""Next month's files under another name: told, with the commands that let them replace those of last month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from graphmodel.bilingual import Bilingual
from graphmodel.cli.console import note
from graphmodel.graph.repeated import Repeated, repeated_source

if TYPE_CHECKING:
    from graphmodel.graph import Combined, Dataset
    from graphmodel.store.loads import LoadRecord
    from graphmodel.store.session import Session
    from graphmodel.store.settle import Combiner


class EditionWatch:
    """A combiner that combines as another does, and sees on the way whether a new source repeats one that is there."""

    def __init__(self, combiner: Combiner, source: str) -> None:
        self.combiner = combiner
        self.source = source
        self.repeated: Repeated | None = None

    def __call__(self, session: Session | None, datasets: Sequence[Dataset], records: Sequence[LoadRecord]) -> Combined:
        """Combine; a source is new as long as it was never settled."""
        if any(record.source == self.source and not record.settled for record in records):
            own = next(item for item in datasets if item.about.source == self.source)
            self.repeated = repeated_source(own, [item for item in datasets if item is not own])
        return self.combiner(session, datasets, records)


def tell_repeated(repeated: Repeated | None, source: str, paths: Sequence[str], as_of: date | None) -> None:
    """Warn of a new source that is probably the next edition of another, and say how it becomes that."""
    if repeated is None:
        return
    dated = "" if as_of is None else f" --as-of {as_of}"
    again = f"gongjian load {' '.join(map(_quoted, paths))} --source {_quoted(repeated.source)}{dated}"
    old, unload = repeated.source, f"gongjian unload {_quoted(source)}"
    note(
        Bilingual(
            f"warning: {repeated.shared:,} of the {repeated.listed:,} ids of the new source {source!r} are listed by "
            f"{old!r} already, and now both stand together. If these files are the next edition of {old!r}, "
            f"let them replace it: `{unload}` and then `{again}`; else go on: both stand",
            f"提醒：新来源 {source!r} 的 {repeated.listed:,} 个编码中有 {repeated.shared:,} 个已在 {old!r} 中，现在两者并存。"
            f"如果这些文件是 {old!r} 的下一期，请用它们替换上一期：先 `{unload}`，再 `{again}`；如果不是，不必处理",
        )
    )


def _quoted(text: str) -> str:
    """Return an argument as every shell takes it."""
    return f'"{text}"' if any(character.isspace() for character in text) else text
