"""When the category of a need and that of a resource are the same: as text, by a table of synonyms, or by likeness."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError

Floats = NDArray[np.float64]

_BETWEEN = re.compile(r"[|/、，,；;]")
_WHOLE = 100


def comparable(category: str) -> str:
    """Return a category as it is compared: after NFKC, without spaces and letter case.

    Examples
    --------
    >>> comparable(" 法律 ＡＢＣ")
    '法律abc'
    """
    return "".join(unicodedata.normalize("NFKC", category).casefold().split())


@cache
def usual_synonyms() -> Mapping[str, str]:
    """Return what each name of the table that comes with the product stands for."""
    return _table(files(__package__).joinpath("categories.toml").read_text(encoding="utf-8"), "categories.toml")


def read_synonyms(path: Path) -> Mapping[str, str]:
    """Return what each name of a table of one's own stands for.

    Parameters
    ----------
    path
        A TOML file of lines ``"category" = ["other name", …]``.

    Raises
    ------
    InputError
        If the file cannot be read, a line is no such line, or a name stands for two categories.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        msg = Bilingual(
            f"cannot read the synonyms {path}: {error}; give a TOML file in UTF-8",
            f"无法读取同义词文件 {path}（{error}）：请给出 UTF-8 编码的 TOML 文件",
        )
        raise InputError(msg) from error
    return _table(text, str(path))


def _table(text: str, name: str) -> Mapping[str, str]:
    try:
        lines = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        msg = Bilingual(
            f'cannot read the synonyms {name}: {error}; expected lines like "养老服务" = ["养老", "助老"]',
            f'无法读取同义词文件 {name}（{error}）：每行应形如 "养老服务" = ["养老", "助老"]',
        )
        raise InputError(msg) from error
    found: dict[str, str] = {}
    for category, others in lines.items():
        if not isinstance(others, list) or not all(isinstance(other, str) for other in others):
            msg = Bilingual(
                f'found {category} = {others!r} in {name}, expected a list of names: "{category}" = ["…", "…"]',
                f'{name} 中 {category} = {others!r}：应为名称列表，形如 "{category}" = ["…", "…"]',
            )
            raise InputError(msg)
        for other in (category, *others):
            meant = found.setdefault(comparable(other), comparable(category))
            if meant != comparable(category):
                msg = Bilingual(
                    f"found {other} under {meant} and under {category} in {name}, expected it once: take one of them out",
                    f"{name} 中 {other} 同时列在 {meant} 和 {category} 之下：只能列一次，请删去其中一处",
                )
                raise InputError(msg)
    return found


def likeness(
    needed: Sequence[str], offered: Sequence[str], *, synonyms: Mapping[str, str], similar: float | None
) -> Floats:
    """Return how alike categories are: 1 where they are the same, 0 where they are different.

    Parameters
    ----------
    needed, offered
        Categories, n and m of them.
    synonyms
        What a name, as `comparable` gives it, stands for.
    similar
        Where given, categories whose texts are at least so much alike (0 to 1) count as alike by that much; a text of several
        parts, separated by ``|``, ``/`` or a comma, is as alike as its best part.

    Returns
    -------
    numpy.ndarray
        Shape (n, m).

    Examples
    --------
    >>> found = likeness(["养老", "停车"], ["为老服务", "停车"], synonyms=usual_synonyms(), similar=None)
    >>> found.tolist()
    [[1.0, 0.0], [0.0, 1.0]]
    """
    left, right = ([_meant(text, synonyms) for text in texts] for texts in (needed, offered))
    same = np.array(left, dtype=object)[:, None] == np.array(right, dtype=object)[None, :]
    found = np.asarray(same, dtype=np.float64).reshape(len(needed), len(offered))
    if similar is None or not found.size:
        return found
    return np.maximum(found, _similarity(needed, offered, least=similar))


def _meant(category: str, synonyms: Mapping[str, str]) -> str:
    text = comparable(category)
    return synonyms.get(text, text)


def _similarity(needed: Sequence[str], offered: Sequence[str], *, least: float) -> Floats:
    from rapidfuzz import fuzz, process  # noqa: PLC0415 -- only those who ask for likeness pay for it

    left, left_rows = _parts(needed)
    right, right_rows = _parts(offered)
    scores = process.cdist(left, right, scorer=fuzz.WRatio, score_cutoff=least * _WHOLE, dtype=np.float64)
    found = np.zeros((len(needed), len(offered)))
    np.maximum.at(found, (left_rows[:, None], right_rows[None, :]), scores / _WHOLE)
    # Texts that are alike to the last sign are still not the same category, as the table says.
    return found


def _parts(categories: Iterable[str]) -> tuple[list[str], NDArray[np.int64]]:
    """Return the parts of categories, and of which category each is."""
    parts = [
        (part, row)
        for row, category in enumerate(categories)
        for part in (comparable(text) for text in _BETWEEN.split(category))
        if part
    ]
    return [part for part, _ in parts], np.array([row for _, row in parts], dtype=np.int64)
