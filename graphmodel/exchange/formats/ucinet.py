"""UCINET DL: a list of ties under short codes, and a codebook that says whose they are.

UCINET cuts labels at 18 characters and turns them to capitals, so names in Chinese go to the codebook.
Reference: S. Borgatti, M. Everett and L. Freeman, "UCINET 6 for Windows", the guide's chapter on DL.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from graphmodel.exchange.codebook import read_codebook, write_codebook
from graphmodel.exchange.reading import table_from_rows
from graphmodel.exchange.registry import Format, register
from graphmodel.exchange.tabular import TabularGraph
from graphmodel.schema import Bilingual


def write(table: TabularGraph, path: Path) -> None:
    """Write the ties, weighted by how many there are between the two, and the codebook."""
    width = len(str(len(table.ids)))
    codes = {id_: f"J{at:0{width}d}" for at, id_ in enumerate(table.ids, start=1)}
    ties = Counter((codes[start], codes[end]) for start, end in zip(table.starts, table.ends, strict=True))
    if not table.directed:
        # A list of ties is read as a matrix: without a direction both of its halves are filled.
        ties.update({(end, start): count for (start, end), count in ties.items() if start != end})
    lines = [f"dl n={len(codes)} format=edgelist1", "labels:", *codes.values(), "data:"]
    lines += [f"{start} {end} {count}" for (start, end), count in ties.items()]
    path.write_text("\n".join(lines) + "\n", encoding="ascii")
    write_codebook(table, list(codes.values()), path)


def read(path: Path) -> TabularGraph:
    """Read a list of ties with its labels; nodes by the codebook where it is there."""
    book = read_codebook(path)
    words = path.read_text(encoding="utf-8-sig").splitlines()
    head = words[0].lower().replace(" ", "") if words else ""
    if not head.startswith("dl") or "format=edgelist1" not in head:
        msg = f"a first line {(words or [''])[0][:40]!r}, expected 'dl n=… format=edgelist1'"
        raise ValueError(msg)
    sections: dict[str, list[str]] = {}
    found = sections.setdefault("", [])
    for line in (word.strip() for word in words[1:]):
        if line.endswith(":"):
            found = sections.setdefault(line[:-1].lower(), [])
        elif line:
            found.append(line)
    codes = [code.strip('"') for line in sections.get("labels", []) for code in line.replace(",", " ").split()]
    nodes = [book.get(code, (code, {"name": code})) for code in codes]
    ids = {code: id_ for code, (id_, _) in zip(codes, nodes, strict=True)}
    return table_from_rows(nodes, [_tie(line, ids) for line in sections.get("data", [])])


def _tie(line: str, ids: dict[str, str]) -> tuple[str, str, None, dict[str, Any]]:
    start, end, *weight = line.replace('"', "").split()
    return ids[start], ids[end], None, {"weight": float(weight[0]) if weight else 1.0}


register(
    Format(
        "ucinet",
        Bilingual("UCINET DL", "UCINET DL"),
        Bilingual(
            "ties under short codes, and a codebook with the names; ties of all kinds are counted together",
            "短码关系表与含名称的编码本；各类关系合并计数",
        ),
        ".dl",
        write,
        read,
        lossless=False,
    )
)
