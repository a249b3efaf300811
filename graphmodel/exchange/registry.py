"""The formats there are: a new one is one module in ``formats`` that registers itself."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

from graphmodel.errors import InputError
from graphmodel.exchange.tabular import TabularGraph
from graphmodel.schema import Bilingual

Writer: TypeAlias = Callable[[TabularGraph, Path], None]
Reader: TypeAlias = Callable[[Path], TabularGraph]


@dataclass(frozen=True, slots=True)
class Format:
    """A format of files.

    ``suffix`` ends the name of its file; where it is empty the format is a folder with ``files``. ``lossless`` where everything
    of our graph comes back; what is lost otherwise, ``description`` says.
    """

    name: str
    title: Bilingual
    description: Bilingual
    suffix: str
    write: Writer
    read: Reader | None
    files: tuple[str, ...] = ()
    lossless: bool = True


_FORMATS: dict[str, Format] = {}


def register(found: Format) -> Format:
    """Add a format to those there are."""
    _FORMATS[found.name] = found
    return found


@cache
def known_formats() -> Mapping[str, Format]:
    """Return every format by its name, in alphabetical order.

    Examples
    --------
    >>> [found.suffix for name, found in known_formats().items() if name.startswith("g")]
    ['', '.gexf', '.graphml']
    """
    package = importlib.import_module("graphmodel.exchange.formats")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{module.name}")
    return MappingProxyType({name: _FORMATS[name] for name in sorted(_FORMATS)})


def find_format(name: str | None, path: Path | None = None) -> Format:
    """Return the format of a name, else the one that the path's ending or, of a folder, its files say.

    Raises
    ------
    InputError
        If there is none, or nothing says which.

    Examples
    --------
    >>> find_format(None, Path("network.graphml")).name
    'graphml'
    """
    known = known_formats()
    if name is not None:
        if name not in known:
            msg = Bilingual(
                f"found the format {name!r}, expected one of {', '.join(known)}",
                f"没有格式 {name!r}：应为 {'、'.join(known)} 之一",
            )
            raise InputError(msg)
        return known[name]
    found = [] if path is None else _told_by(path)
    if len(found) != 1:
        names = [item.name for item in found]
        which = (
            Bilingual(
                f"a name that several formats have ({', '.join(names)})", f"有多种可能的格式（{'、'.join(names)}）"
            )
            if found
            else Bilingual("no format", "看不出格式")
        )
        msg = Bilingual(
            f"found {which.en} for {path}, expected one of {', '.join(known)}: say which with --to or --as",
            f"从 {path} 的名称{which.zh}：请用 --to 或 --as 指明，可用 {'、'.join(known)}",
        )
        raise InputError(msg)
    return found[0]


def _told_by(path: Path) -> list[Format]:
    if path.is_dir():
        return [
            item
            for item in known_formats().values()
            if item.files and all((path / name).is_file() for name in item.files)
        ]
    ending = path.name.lower()
    found = [item for item in known_formats().values() if item.suffix and ending.endswith(item.suffix)]
    # Of `.json` and `.kumu.json` the longer one says more.
    longest = max((len(item.suffix) for item in found), default=0)
    return [item for item in found if len(item.suffix) == longest]
