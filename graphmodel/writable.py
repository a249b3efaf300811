"""Whether a file can be written: known before the work, not after it."""

from __future__ import annotations

import os
from pathlib import Path

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError

# File systems take 255 bytes; until it is whole a file has a longer name.
_LONGEST_NAME = 230


def check_writable(path: Path, *, option: str = "-o") -> None:
    """Raise `InputError` where a file cannot be written that ``option`` asks for: known before the work, not after it."""
    length = len(os.fsencode(path.name))
    if length > _LONGEST_NAME:
        msg = Bilingual(
            f"found a file name of {length} bytes, expected at most {_LONGEST_NAME}: choose a shorter one with {option}",
            f"文件名长 {length} 字节，至多 {_LONGEST_NAME} 字节：请用 {option} 另取较短的名称",
        )
        raise InputError(msg)
    folder = path.parent
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    if path.is_dir() or not folder.is_dir() or not os.access(folder, os.W_OK):
        msg = Bilingual(
            f"cannot write {path}: expected a file in a folder that may be written to; choose another with {option}",
            f"无法写入 {path}：应为可写文件夹中的文件，请用 {option} 另选",
        )
        raise InputError(msg)
