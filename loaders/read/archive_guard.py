"""What a ZIP archive or a workbook may grow to when it is unpacked."""

from __future__ import annotations

import zipfile
from typing import BinaryIO

from graphmodel.errors import InputError

LARGEST = 2 << 30
"""Bytes that one archive may unpack to."""
STEEPEST = 1000
"""A member of more than a few megabytes that unpacks to more than this times its size is no table."""
_NEGLIGIBLE = 16 << 20


def guard_size(stream: BinaryIO, file: str) -> None:
    """Raise `InputError` where an archive is damaged or unpacks to more than a table does."""
    try:
        with zipfile.ZipFile(stream) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        msg = f"found a damaged file in {file} ({error}): copy it again from where it came"
        raise InputError(msg) from error
    steep = [
        item
        for item in members
        if item.file_size > _NEGLIGIBLE and item.file_size > STEEPEST * max(item.compress_size, 1)
    ]
    if steep or sum(item.file_size for item in members) > LARGEST:
        msg = f"found {file} to unpack to more than a table does; split it into smaller files or save it as CSV"
        raise InputError(msg)
