"""UCINET DL: a list of ties under short codes, and a codebook that says whose they are.

UCINET cuts labels at 18 characters and turns them to capitals, so names in Chinese go to the codebook.
Reference: S. Borgatti, M. Everett and L. Freeman, "UCINET 6 for Windows", the guide's chapter on DL.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from graphmodel.errors import InputError
from graphmodel.exchange.codebook import read_codebook, write_codebook
from graphmodel.exchange.reading import table_from_rows
from graphmodel.exchange.registry import Format, register
from graphmodel.exchange.tabular import TabularGraph
from graphmodel.exchange.weights import edge_weights, shown, summed
from graphmodel.schema import Bilingual


def write(table: TabularGraph, path: Path) -> None:
    """Write the ties, weighted by the sum of their weights, else by how many there are between the two, and the codebook."""
    width = len(str(len(table.ids)))
    codes = [f"J{at:0{width}d}" for at in range(1, len(table.ids) + 1)]
    number = {id_: at for at, id_ in enumerate(table.ids, start=1)}
    ends = ((number[start], number[end]) for start, end in zip(table.starts, table.ends, strict=True))
    ties = summed(zip(ends, edge_weights(table), strict=True))
    if not table.directed:
        # A list of ties is read as a matrix: without a direction both of its halves are filled.
        turned = (((end, start), weight) for (start, end), weight in ties.items() if start != end)
        ties = summed([*ties.items(), *turned])
    # Some readers take nothing after n on its line, and where labels are listed, only their numbers below.
    lines = [f"dl n={len(codes)}", "format = edgelist1", "labels:", *codes, "data:"]
    lines += [f"{start} {end} {shown(weight)}" for (start, end), weight in ties.items()]
    path.write_text("\n".join(lines) + "\n", encoding="ascii")
    write_codebook(table, codes, path)


def read(path: Path) -> TabularGraph:
    """Read a list of ties with its labels; nodes by the codebook where it is there."""
    book = read_codebook(path)
    words = path.read_text(encoding="utf-8-sig").splitlines()
    # The head may stand on one line or on several, up to the first section.
    first = next((at for at, word in enumerate(words) if word.strip().endswith(":")), len(words))
    head = "".join(words[:first]).lower().replace(" ", "").replace(",", "")
    if not head.startswith("dl") or "format=edgelist1" not in head:
        first_line = (words or [""])[0][:40]
        msg = Bilingual(
            f"found {path}, which does not read as UCINET DL: its first line is {first_line!r}, expected 'dl n=… format=edgelist1'",
            f"无法把 {path} 作为 UCINET DL 读取：第一行是 {first_line!r}，应为 'dl n=… format=edgelist1'",
        )
        raise InputError(msg)
    sections: dict[str, list[str]] = {}
    found = sections.setdefault("", [])
    for line in (word.strip() for word in words[first:]):
        if line.endswith(":"):
            found = sections.setdefault(line[:-1].lower(), [])
        elif line:
            found.append(line)
    codes = [code for line in sections.get("labels", []) for code in _labels(line)]
    if "labelsembedded" in head + "".join(sections).replace(" ", ""):
        codes = list(dict.fromkeys(end for line in sections.get("data", []) for end in _words(line)[:2]))
    nodes = [book.get(code, (code, {"name": code})) for code in codes]
    ids = {str(at): id_ for at, (id_, _) in enumerate(nodes, start=1)}
    # Others write labels in place of numbers; one that is a number itself stands for its label.
    ids |= {code: id_ for code, (id_, _) in zip(codes, nodes, strict=True)}
    return table_from_rows(nodes, [_tie(line, ids) for line in sections.get("data", [])])


def _tie(line: str, ids: dict[str, str]) -> tuple[str, str, None, dict[str, Any]]:
    start, end, *weight = _words(line)
    return ids[start], ids[end], None, {"weight": float(weight[0]) if weight else 1.0}


def _labels(line: str) -> list[str]:
    return [label.strip(' "') for label in line.split(",") if label.strip()] if "," in line else _words(line)


def _words(line: str) -> list[str]:
    """Return the words of a line; what stands in quotation marks is one.

    Examples
    --------
    >>> _words('"party branch" J2 1')
    ['party branch', 'J2', '1']
    """
    return [quoted or bare for quoted, bare in re.findall(r'"([^"]*)"|(\S+)', line.replace(",", " "))]


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
