"""The records of a workbook of Excel 97 to 2003, as far as its size and its way of counting days go.

References
----------
Microsoft, [MS-CFB] Compound File Binary File Format and [MS-XLS] Excel Binary File Format.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import islice

SIGNATURE = b"\xd0\xcf\x11\xe0"
_LAST = 0xFFFFFFFA
"""Sector numbers from here on are no sectors."""
_IN_HEADER = 109
_ENTRY = 128
_NAMES = ("Workbook", "Book")
_DATEMODE = 0x22
_FILEPASS = 0x2F
_FIRST_RECORDS = 20
"""Among so many the record of a password stands, right behind the beginning."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The stream in which a workbook of today lies when it has a password: the file around it is of the old kind."""
_DIMENSIONS = 0x0200
_STRINGS = 0xFC
_BOUNDS = {14: "<IIHH", 10: "<HHHH"}
"""How the first and the last row and column stand in the record of a sheet's dimensions, by its length."""
_UNSIGNED = 0xFFFFFFFF
_OF_ONE_CELL = frozenset({0x06, 0xFD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E})
_OF_SEVERAL_CELLS = frozenset({0xBD, 0xBE})


def counts_from_1904(content: bytes) -> bool:
    """Tell whether a workbook counts days from 1904."""
    return any(kind == _DATEMODE and body[:2] == b"\x01\x00" for kind, body in _records(content))


def wants_password(content: bytes) -> bool:
    """Tell whether a workbook, old or new, can only be opened with a password."""
    return _ENCRYPTED in content or any(kind == _FILEPASS for kind, _ in islice(_records(content), _FIRST_RECORDS))


def last_cell(content: bytes) -> tuple[int, int]:
    """Return the highest numbers of a row and a column that a cell has, each counted from 1; (0, 0) without cells."""
    rows = columns = 0
    for kind, body in _records(content):
        if kind in _OF_ONE_CELL and len(body) >= 4:  # noqa: PLR2004 -- a row and a column
            row, column = struct.unpack_from("<HH", body)
        elif kind in _OF_SEVERAL_CELLS and len(body) >= 6:  # noqa: PLR2004 -- a row, the first and the last column
            row, column = struct.unpack_from("<H", body)[0], struct.unpack_from("<H", body, len(body) - 2)[0]
        else:
            continue
        rows, columns = max(rows, row + 1), max(columns, column + 1)
    return rows, columns


def makes_false_claims(content: bytes, most_cells: int) -> bool:
    """Tell whether a damaged workbook says that it holds more cells or strings than it can.

    A reader that sets memory aside by what the workbook says would end the process.
    """
    for kind, body in _records(content):
        if kind == _DIMENSIONS and len(body) in _BOUNDS:
            first, last, left, right = struct.unpack_from(_BOUNDS[len(body)], body)
            # As unsigned numbers, like the reader: a last row above the first is very far below it.
            if ((last - first) & _UNSIGNED) * ((right - left) & _UNSIGNED) > most_cells:
                return True
        # No string is shorter than three bytes.
        if kind == _STRINGS and len(body) >= 8 and struct.unpack_from("<I", body, 4)[0] * 3 > len(content):  # noqa: PLR2004
            return True
    return False


def _records(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the kind and the body of each record of the workbook; nothing where its place cannot be found."""
    try:
        stream = _workbook_stream(content)
    except (struct.error, IndexError, ValueError):
        return
    place = 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        yield kind, stream[place + 4 : place + 4 + length]
        place += 4 + length


def _workbook_stream(content: bytes) -> bytes:
    """Put the sectors of the workbook together; a small one lies in the stream of small sectors."""
    size, small_size = (1 << power for power in struct.unpack_from("<HH", content, 30))
    directory_start, cutoff, small_start = struct.unpack_from("<I4xII", content, 48)

    def sector(number: int) -> bytes:
        return content[(number + 1) * size : (number + 2) * size]

    following = struct.unpack_from(f"<{_IN_HEADER}I", content, 76)
    next_table = struct.unpack_from("<I", content, 68)[0]
    tables = [number for number in following if number < _LAST]
    for number in range(len(content) // size):
        if next_table >= _LAST or number > len(content) // size:
            break
        entries = struct.unpack(f"<{size // 4}I", sector(next_table))
        tables.extend(entry for entry in entries[:-1] if entry < _LAST)
        next_table = entries[-1]
    chain = _integers(b"".join(map(sector, tables)))
    directory = b"".join(map(sector, _chained(directory_start, chain)))
    for place in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        length = struct.unpack_from("<H", directory, place + 64)[0]
        name = directory[place : place + max(length - 2, 0)].decode("utf-16-le", errors="replace")
        if name not in _NAMES:
            continue
        start, total = struct.unpack_from("<II", directory, place + 116)
        if total >= cutoff:
            return b"".join(map(sector, _chained(start, chain)))[:total]
        root = struct.unpack_from("<I", directory, 116)[0]
        small = b"".join(map(sector, _chained(root, chain)))
        small_chain = _integers(b"".join(map(sector, _chained(small_start, chain))))
        parts = (small[number * small_size : (number + 1) * small_size] for number in _chained(start, small_chain))
        return b"".join(parts)[:total]
    return b""


def _integers(table: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])


def _chained(start: int, chain: tuple[int, ...]) -> Iterator[int]:
    """Yield the sectors of a chain, not more than there are, so that a circle ends."""
    for _ in range(len(chain)):
        if start >= len(chain):
            return
        yield start
        start = chain[start]
