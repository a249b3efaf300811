"""What ``gongjian gaps --official-table`` and ``--cell`` print: shared by no other command."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from graphmodel.schema import Bilingual, Language

if TYPE_CHECKING:
    import networkx as nx

    from graphmodel.gaps.parameters import Parameters


def write_official_table(
    graph: nx.MultiDiGraph,
    scope: str | None,
    parameters: Parameters,
    cell: tuple[str, str] | None,
    asked: tuple[Language, str | None, Path | None],
) -> None:
    """Write the official table of a place, or the units behind one of its cells."""
    from graphmodel.cli.output import choose_format, write_table, write_text, write_workbook  # noqa: PLC0415 -- slow to import
    from graphmodel.gaps import official_table  # noqa: PLC0415 -- likewise
    from graphmodel.gaps.official_table import COLUMNS, ROWS, TITLE  # noqa: PLC0415 -- likewise
    from graphmodel.report import official_table as shown  # noqa: PLC0415 -- likewise

    language, format_, output = asked
    chosen = choose_format(format_, output)
    table = official_table(graph, scope=scope, parameters=parameters)
    headers, notes = shown.headers_of(language), shown.notes_of(graph, table, language)
    if cell is not None:
        row, column = (
            titles[key].in_language(language).strip("　 ") for titles, key in zip((ROWS, COLUMNS), cell, strict=True)
        )
        title = f"{row} · {column}" + Bilingual(f": {table.count(*cell)}", f"：{table.count(*cell)}").in_language(
            language
        )
        frame = shown.units_frame(graph, table, language, cell=cell)
        write_table(frame, format_=chosen, output=output, title=title, headers=headers, notes=notes)
    elif chosen == "json":
        write_text(json.dumps(table.to_dict(), ensure_ascii=False, indent=1) + "\n", output)
    elif chosen == "xlsx" and output is not None:
        write_workbook(shown.sheets_of(graph, table, language), output, notes=notes)
    else:
        said = Bilingual(
            "next: --cell ROW[:COLUMN] for the units behind a cell", "下一步：--cell 行[:列] 列出该格的单位"
        )
        title, more = TITLE.in_language(language), [*notes, said.in_language(language)]
        frame = shown.table_frame(table, language)
        write_table(frame, format_=chosen, output=output, title=title, headers=headers, notes=more)
