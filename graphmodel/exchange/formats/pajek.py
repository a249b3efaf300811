"""Pajek: a network with its relations, a partition by kind (``.clu``), a vector of degrees (``.vec``) and a codebook.

Reference: V. Batagelj and A. Mrvar, "Pajek: Reference Manual".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graphmodel.errors import InputError
from graphmodel.exchange.codebook import main_label, read_codebook, write_codebook
from graphmodel.exchange.reading import table_from_rows
from graphmodel.exchange.registry import Format, register
from graphmodel.exchange.tabular import TabularGraph
from graphmodel.exchange.weights import edge_weights, shown, summed
from graphmodel.schema import Bilingual

_SECTION = re.compile(
    r"\*(?P<kind>arcs|edges|vertices|arcslist|edgeslist|matrix|network)\b\s*(?::?\s*(?P<number>\d+))?(?:\s+\"(?P<name>[^\"]*)\")?",
    re.IGNORECASE,
)
_VERTEX = re.compile(r'(\d+)(?:\s+(?:"([^"]*)"|(\S+)))?')
_RELATION = "related"


def write(table: TabularGraph, path: Path) -> None:
    """Write network, partition, vector and codebook; vertices are numbered from 1 in the order of the nodes."""
    number = {id_: at for at, id_ in enumerate(table.ids, start=1)}
    lines = [f"*Vertices {len(table.ids)}"]
    lines += [f'{number[id_]} "{_label(label)}"' for id_, label in zip(table.ids, table.labels, strict=True)]
    ties: dict[str, list[tuple[tuple[int, int], float]]] = {}
    for (start, end, _, values), weight in zip(table.edge_rows(), edge_weights(table), strict=True):
        relation = str(values.get("relationship", _RELATION))
        ties.setdefault(relation, []).append(((number[start], number[end]), weight))
    section = "Arcs" if table.directed else "Edges"
    for at, (relation, pairs) in enumerate(ties.items(), start=1):
        # Other readers of this format know no relations; where there is but one without a name, they need not.
        lines.append(f"*{section}" if set(ties) == {_RELATION} else f'*{section} :{at} "{_label(relation)}"')
        lines += [f"{start} {end} {shown(weight)}" for (start, end), weight in summed(pairs).items()]
    _write(path, lines)
    kinds = [main_label(values) for _, values in table.node_rows()]
    codes = {kind: at for at, kind in enumerate(dict.fromkeys(kinds), start=1)}
    _write(path.with_suffix(".clu"), [f"*Vertices {len(kinds)}", *(str(codes[kind]) for kind in kinds)])
    degrees = Counter([*table.starts, *table.ends])
    _write(path.with_suffix(".vec"), [f"*Vertices {len(kinds)}", *(str(degrees[id_]) for id_ in table.ids)])
    write_codebook(table, [str(at) for at in number.values()], path)


def _label(text: str) -> str:
    """Return a label as Pajek reads it: of one line, without its quotation mark."""
    return " ".join(text.replace('"', "\u2033").split()) or "-"


def _write(path: Path, lines: list[str]) -> None:
    # Pajek takes a file for Unicode only by its mark.
    path.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")


def read(path: Path) -> TabularGraph:
    """Read a network: vertices by the codebook where it is there, ties with their relation and weight."""
    book = read_codebook(path)
    nodes: list[tuple[str, dict[str, Any]]] = []
    names: dict[str, str] = {}
    ties: list[tuple[str, str, str, dict[str, Any]]] = []
    directed = True
    for kind, relation, line in _lines(path):
        if kind == "vertices":
            found = _VERTEX.match(line)
            if found is not None:
                code, label = found[1], found[2] or found[3] or found[1]
                id_, values = book.get(code, (code, {"name": label}))
                names[code] = id_
                nodes.append((id_, values))
        else:
            directed = directed and kind == "arcs"
            start, end, *weight = line.split()
            values = {"relationship": relation, "weight": float(weight[0]) if weight else 1.0}
            ties.append((names[start], names[end], relation, values))
    return table_from_rows(nodes, ties, directed=directed)


def _lines(path: Path) -> Iterator[tuple[str, str, str]]:
    """Yield each line with the section and relation that it stands in."""
    kind, relation = "", _RELATION
    for raw in path.read_text(encoding="utf-8-sig").splitlines():
        line = raw.strip()
        section = _SECTION.match(line)
        if section is not None:
            kind, relation = section["kind"].lower(), section["name"] or _RELATION
            if kind not in ("arcs", "edges", "vertices", "network"):
                msg = Bilingual(
                    f"found {path}, which does not read as Pajek: it has a section *{kind}, expected *Vertices, *Arcs or *Edges",
                    f"无法把 {path} 作为 Pajek 读取：其中有一节 *{kind}，应为 *Vertices、*Arcs 或 *Edges",
                )
                raise InputError(msg)
        elif line and not line.startswith("%") and kind != "network":
            yield kind, relation, line


register(
    Format(
        "pajek",
        Bilingual("Pajek", "Pajek"),
        Bilingual(
            "network, partition, vector and codebook; parallel ties become weights, ties lose their other values",
            "网络、分类、向量与编码本；平行边合并为权重，边的其他属性不保留",
        ),
        ".net",
        write,
        read,
        lossless=False,
    )
)
