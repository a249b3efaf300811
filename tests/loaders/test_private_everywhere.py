"""Invented private values, in any table, column, wording, encoding and file format: none leaves any way out."""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import io
import json
import tempfile
from pathlib import Path

import openpyxl
import xlsxwriter
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.cn import ric

import loaders
from graphmodel.cli import gongjian
from graphmodel.errors import InputError
from graphmodel.schema import TABLES, Kind, Table
from loaders import CheckResult, write_dataset

IDS = frozenset({Kind.IDENTIFIER, Kind.REFERENCE, Kind.USCC})
DIGITS = st.text(alphabet="0123456789", min_size=8, max_size=8)


@st.composite
def identity_numbers(draw: st.DrawFn) -> str:
    """Draw an identity number with a right check digit; 999 as its county is no county."""
    day = draw(st.dates(dt.date(1930, 1, 1), dt.date(2015, 12, 31)))
    body = f"{draw(st.sampled_from(['510199', '110199', '440399']))}{day:%Y%m%d}{draw(st.integers(0, 999)):03}"
    return f"{body}{ric.calc_check_digit(f'{body}0')}"


@st.composite
def cards(draw: st.DrawFn) -> str:
    body = f"62{draw(st.sampled_from(['22', '17', '28']))}99{draw(DIGITS)}{draw(DIGITS)[:4]}"
    return f"{body}{luhn.calc_check_digit(body)}"


SECRETS = st.one_of(
    identity_numbers(),
    st.builds("1{}{}".format, st.sampled_from(["38", "59", "86"]), DIGITS),
    st.builds("0{}-{}{}".format, st.sampled_from(["28", "10", "755"]), st.sampled_from("2345678"), DIGITS.map(lambda d: d[1:])),
    cards(),
    st.builds("nobody{}@example.cn".format, DIGITS),
)  # fmt: skip
AROUND = st.sampled_from(["{}", "电话{}", "{}（办公）", "见 {} 。", " {}", "证号：{}，另附"])


def exits(folder: Path, result: CheckResult) -> dict[str, str]:
    """Return every text that leaves a check: what it reports, keeps, quarantines and writes."""
    book = openpyxl.load_workbook(loaders.write_quarantine(result, folder / "q"))
    cells = [f"{cell.value}\n{cell.comment}" for sheet in book for row in sheet for cell in row]
    written = write_dataset(result.dataset, folder / "w")
    return {
        "report": json.dumps(result.to_json(), ensure_ascii=False) + str(result.problems) + str(result.ignored_columns),
        "messages": "\n".join(problem.message(language) for problem in result.problems for language in ("zh", "en")),
        "mapping": str(result.mapping),
        "quarantine": "\n".join(cells),
        "dataset": "\n".join(str(records.columns) for records in result.dataset.tables.values()),
        "files": "\n".join(path.read_text(encoding="utf-8-sig") for path in written),
    }


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    secret=SECRETS,
    around=AROUND,
    table=st.sampled_from(TABLES),
    place=st.integers(0, 40),
    where=st.sampled_from(["known", "unknown", "header", "beyond", "title", "about"]),
    form=st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16", "xlsx"]),
)
def test_no_private_value_leaves_by_any_way(
    secret: str, around: str, table: Table, place: int, where: str, form: str
) -> None:
    text = around.format(secret)
    known = [column for column in table.read_columns if column.kind not in IDS] or list(table.read_columns)
    hit = known[place % len(known)]
    is_identity = len(secret) == len("510199199001010000")  # a card has nineteen digits
    if hit.kind in IDS and not is_identity:
        return  # an id may look like a telephone number
    header = [column.name for column in table.read_columns]
    row = [f"X{number}" if column.kind in IDS else "" for number, column in enumerate(table.read_columns)]
    if where == "known":
        row[header.index(hit.name)] = text
    lines = {
        "known": [header, row],
        "unknown": [[*header, "某列"], [*row, text]],
        "header": [[*header, text], [*row, "x"]],
        "beyond": [header, [*row, text]],
        "title": [[text], header, row],
        "about": [header, row],
    }[where]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data = folder / "data"
        data.mkdir()
        write(data, table.name, lines, form)
        if where == "about":
            write(data, "about", [["key", "value"], ["title", text], ["as_of", text], [text, "x"]], "utf-8")
        output = CliRunner().invoke(gongjian, ["check", str(data), "--quarantine", str(folder / "own")])
        found = {"output": f"{output.output}{output.exception}"}
        with contextlib.suppress(InputError):
            found |= exits(folder, loaders.check(data))
    for exit_, content in found.items():
        assert secret not in content, (exit_, where, hit.name)


def write(folder: Path, name: str, lines: list[list[str]], form: str) -> None:
    if form == "xlsx":
        with xlsxwriter.Workbook(str(folder / f"{name}.xlsx")) as book:
            sheet = book.add_worksheet(name)
            for number, line in enumerate(lines):
                for index, cell in enumerate(line):
                    sheet.write_string(number, index, cell)
        return
    buffer = io.StringIO()
    csv.writer(buffer).writerows(lines)
    (folder / f"{name}.csv").write_bytes(buffer.getvalue().encode(form))
