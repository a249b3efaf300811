"""One value of a mapping's file with the place where it stands, so that every complaint names it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

from rapidfuzz import process

from graphmodel.bilingual import NOTHING, Bilingual
from graphmodel.errors import InputError


@dataclass(frozen=True, slots=True)
class TomlValue:
    """A value of the file ``file`` at ``key``, like ``tables[2].columns.name``."""

    file: str
    key: str
    value: Any

    def fail(self, expected: Bilingual, *, found: Bilingual | None = None) -> NoReturn:
        """Raise `InputError`: what was found here, and what was expected.

        In Chinese ``found`` has its verb, and ``expected`` may begin with its own: 应, 须.
        """
        what = Bilingual(repr(self.value), f"写的是 {self.value!r}") if found is None else found
        where = Bilingual(f", {self.key}", f" 的 {self.key}") if self.key else NOTHING
        # Between Chinese and Latin letters stands a blank.
        verb = "" if expected.zh.startswith(("应", "须")) else "应为 " if expected.zh[:1].isascii() else "应为"
        msg = Bilingual(
            f"mapping {self.file}{where.en}: found {what.en}, expected {expected.en}",
            f"映射文件 {self.file}{where.zh}：{what.zh}，{verb}{expected.zh}",
        )
        raise InputError(msg)

    def at(self, name: str) -> TomlValue:
        """Return the value of a key of this table."""
        plain = name.replace("_", "").replace("-", "").isalnum() and name.isascii()
        part = name if plain else f'"{name}"'
        return TomlValue(self.file, f"{self.key}.{part}" if self.key else part, self.value[name])

    def get(self, name: str) -> TomlValue | None:
        """Return the value of a key of this table, None where it is not given."""
        return self.at(name) if name in self.value else None

    def table(self, known: Iterable[str] | None = None) -> TomlValue:
        """Insist that this is a table, with no other keys than ``known``."""
        if not isinstance(self.value, dict):
            self.fail(Bilingual("a table of keys and values", "由键和值组成的表"))
        if known is not None:
            names = list(known)
            for name in self.value:
                if name not in names:
                    self.fail(one_of(name, names), found=Bilingual(f"the key {name!r}", f"有键 {name!r}"))
        return self

    def items(self) -> Iterator[tuple[str, TomlValue]]:
        """Yield the keys of this table with their values."""
        for name in self.table().value:
            yield name, self.at(name)

    def list(self) -> Iterator[TomlValue]:
        """Yield the values of this list, or this value alone; numbers count from 1."""
        if isinstance(self.value, list):
            for number, value in enumerate(self.value, start=1):
                yield TomlValue(self.file, f"{self.key}[{number}]", value)
        else:
            yield self

    def text(self, *, empty: bool = True) -> str:
        """Insist on a text; numbers, dates and yes/no are taken as they would be written in a cell."""
        value = self.value
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, (str, int, float, dt.date)) and (empty or str(value).strip()):
            return str(value)
        return self.fail(Bilingual("a text", "文字"))

    def texts(self) -> tuple[str, ...]:
        """Insist on a text or a list of texts."""
        return tuple(item.text() for item in self.list())

    def choice(self, choices: Iterable[str]) -> str:
        """Insist on one of ``choices``."""
        names = list(choices)
        if self.value not in names:
            self.fail(one_of(self.value, names))
        return str(self.value)


def one_of(found: object, names: list[str]) -> Bilingual:
    """Say what the choices are, the nearest first.

    Examples
    --------
    >>> one_of("colum", ["column", "constant"])
    Bilingual(en='column (did you mean that?) or one of constant', zh='以下之一：column（是否指它？）、constant')
    """
    near = process.extractOne(str(found), names, score_cutoff=75) if names else None
    if near is None:
        return Bilingual(f"one of {', '.join(names)}", f"以下之一：{'、'.join(names)}")
    others = [name for name in names if name != near[0]]
    return Bilingual(
        f"{near[0]} (did you mean that?)" + (f" or one of {', '.join(others)}" if others else ""),
        f"以下之一：{'、'.join((f'{near[0]}（是否指它？）', *others))}",
    )
