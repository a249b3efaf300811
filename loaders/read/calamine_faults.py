"""What calamine does with a damaged workbook: it raises errors of many kinds, and where its own code fails it panics."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from python_calamine import CalamineError, PasswordError

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from loaders.read.archive_guard import reason_of
from loaders.values.text import shortened, visible

_PANIC = "PanicException"


@contextmanager
def faults_told(what: Bilingual, file: str, *, quiet: bool) -> Iterator[None]:
    """Turn every fault of the reader into an `InputError` of one line.

    A panic prints what only developers of the reader can use on the process's standard error; with ``quiet`` that is kept
    away. ``quiet`` is for old workbooks, the only ones on which panics were met.
    """
    try:
        if quiet:
            with _silenced():
                yield
        else:
            yield
    except PasswordError as error:
        raise locked(file) from error
    except (CalamineError, OSError, ValueError, MemoryError) as error:
        raise _damaged(what, file, error) from error
    except BaseException as error:
        # A panic is no Exception, and its class has no public name.
        if type(error).__name__ == _PANIC:
            raise _damaged(what, file, error) from error
        raise


def locked(file: str) -> InputError:
    """Return the error that tells of a password on a workbook."""
    msg = Bilingual(f"found a password on {file}: save a copy without it", f"{file} 设有密码：请另存一份不带密码的副本")
    return InputError(msg)


def _damaged(what: Bilingual, file: str, error: BaseException) -> InputError:
    reason = reason_of(error)
    en, zh = (shortened(visible(part)) for part in what)
    msg = Bilingual(
        f"found a damaged {en} in {file} ({reason}): open it in a spreadsheet and save it again as .xlsx",
        f"{file} 的{zh}已损坏（{reason}）：请用表格软件打开，再另存为 .xlsx",
    )
    return InputError(msg)


@contextmanager
def _silenced() -> Iterator[None]:
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)
