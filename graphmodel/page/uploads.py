"""Tables that were dropped on the page: kept in a temporary folder only while they are checked."""

from __future__ import annotations

import re
import tempfile
from collections.abc import AsyncIterator, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.page.texts import TEXTS
from graphmodel.schema import Language

if TYPE_CHECKING:
    from loaders import CheckResult

MEGABYTES = 64
"""What the files may have together."""

MOST_FILES = 60
"""As many as there are tables, and some."""

_LONGEST_NAME = 200
_CHUNK = 1 << 20


class Upload(Protocol):
    """A file that was sent, as the framework gives it."""

    filename: str | None

    async def read(self, size: int = ...) -> bytes:
        """Return the next bytes."""
        ...


def file_name(name: str | None) -> str:
    r"""Return the name under which a file is kept: its own, without a path and without what no file's name holds.

    Examples
    --------
    >>> [file_name(name) for name in ("企业.xlsx", "../../etc/passwd", "C:\\tables\\企业.csv", ".hidden.csv", "", None)]
    ['企业.xlsx', 'passwd', '企业.csv', 'hidden.csv', 'table', 'table']
    """
    last = re.split(r"[/\\]", name or "")[-1]
    clean = re.sub(r"[\x00-\x1f\x7f:*?\"<>|]", "", last).lstrip(". ")
    stem, dot, ending = clean.rpartition(".")
    short = stem.encode()[: _LONGEST_NAME - 8].decode(errors="ignore") + dot + ending[:7] if dot else clean[:60]
    return short or "table"


async def keep(uploads: Iterable[Upload], folder: Path, *, limit: int = MEGABYTES << 20) -> list[Path]:
    """Write files that were sent to a folder, each below a number of its own, and return their paths.

    Raises
    ------
    InputError
        If there is none, or they are too large together.
    """
    paths: list[Path] = []
    left = limit
    for number, upload in enumerate(uploads):
        path = folder / str(number) / file_name(upload.filename)
        path.parent.mkdir()
        with path.open("wb") as file:
            async for chunk in _chunks(upload):
                left -= len(chunk)
                if left < 0:
                    raise InputError(_too_large(limit >> 20))
                file.write(chunk)
        paths.append(path)
    if not paths:
        raise InputError(TEXTS["no_file"])
    return paths


def _too_large(megabytes: int) -> Bilingual:
    return Bilingual(*(text.format(megabytes=megabytes) for text in TEXTS["too_large"]))


async def _chunks(upload: Upload) -> AsyncIterator[bytes]:
    while chunk := await upload.read(_CHUNK):
        yield chunk


def temporary_folder() -> tempfile.TemporaryDirectory[str]:
    """Return a folder that only its owner can read, and that is gone when it is left."""
    return tempfile.TemporaryDirectory(prefix="gongjian-check-", ignore_cleanup_errors=True)


def workbook_to_correct(result: CheckResult, folder: Path, language: Language) -> bytes:
    """Return the rows that cannot be used as a workbook with the wrong cells marked; nothing where all can be used.

    Raises
    ------
    InputError
        If it cannot be written to ``folder``.
    """
    import loaders  # noqa: PLC0415 -- the first page needs no readers

    return loaders.write_quarantine(result, folder, language=language).read_bytes() if result.quarantined else b""


def checked(paths: Iterable[Path]) -> CheckResult:
    """Check tables; what an error says does not name the temporary folder."""
    import loaders  # noqa: PLC0415 -- the first page needs no readers

    given = list(paths)
    try:
        return loaders.check(given)
    except InputError as error:
        en, zh = error.message
        for path in given:
            en, zh = en.replace(str(path), path.name), zh.replace(str(path), path.name)
        raise InputError(Bilingual(en, zh)) from error
