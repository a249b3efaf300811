"""ZIP archives of tables."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from loaders.read.archive_guard import ZIP_FAULTS, guard_size, reason_of


def archive_members(path: Path, *, file: str) -> Iterator[tuple[str, Callable[[], BinaryIO]]]:
    """Yield the name of each file in an archive and how to open it.

    Raises
    ------
    InputError
        If the archive is damaged, encrypted, or unpacks to more than tables do.
    """
    with path.open("rb") as stream:
        guard_size(stream, file)
    with zipfile.ZipFile(path) as archive:
        members = [item for item in archive.infolist() if not item.is_dir()]
    if any(item.flag_bits & 0x1 for item in members):
        msg = Bilingual(
            f"found a password on {file}: unpack it and give the folder", f"{file} 设有密码：请解压后给出文件夹"
        )
        raise InputError(msg)
    for item in members:
        yield f"{file}/{_name(item)}", _opener(path, item, file)


def _opener(path: Path, item: zipfile.ZipInfo, file: str) -> Callable[[], BinaryIO]:
    def open_binary() -> BinaryIO:
        try:
            with zipfile.ZipFile(path) as archive:
                return cast("BinaryIO", archive.open(item))
        except ZIP_FAULTS as error:
            msg = Bilingual(
                f"found a damaged archive {file} ({reason_of(error)}): pack it again, or give the unpacked folder",
                f"压缩包 {file} 已损坏（{reason_of(error)}）：请重新打包，或给出解压后的文件夹",
            )
            raise InputError(msg) from error

    return open_binary


def _name(item: zipfile.ZipInfo) -> str:
    """Return a member's name; Chinese archivers write it in GBK without saying so."""
    name = item.filename
    utf8_flag = 0x800
    if not item.flag_bits & utf8_flag:
        raw = name.encode("cp437", errors="replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    return str(PurePosixPath(name.replace("\\", "/")))
