"""Broken and hostile files: one clear line or rows that are all accounted for; never a traceback, never a silent loss."""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
import xlwt
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import loaders
from graphmodel.errors import InputError
from loaders import CheckResult, write_dataset
from loaders.read import read_sheets

HOSTILE = (
    "E1' }) DETACH DELETE n //",
    'x"}) RETURN n; MATCH (n) DELETE n //',
    "`) MATCH (n) DETACH DELETE n",
    "$rows",
    "\\u0027 OR 1=1",
    "{id: 'x'}",
    '=cmd|"/c calc"!A1',
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "'=quoted",
    "''=twice",
    "a\tb",
    "🏢甲",
)


def book(rows: list[list[Any]], name: str = "企业") -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"strings_to_formulas": False}) as workbook:
        sheet = workbook.add_worksheet(name)
        for line, row in enumerate(rows):
            sheet.write_row(line, 0, row)
    return buffer.getvalue()


def archive(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in members.items():
            packed.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return buffer.getvalue()


def changed(content: bytes, member: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a workbook with one of its parts changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            data = source.read(item)
            target.writestr(item.filename, change(data) if item.filename == member else data)
    return buffer.getvalue()


GOOD: list[list[Any]] = [["单位编码", "单位名称"], ["E1", "甲"], ["E2", "乙"]]
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
BROKEN: dict[str, tuple[str, bytes]] = {
    "a truncated archive": ("data.zip", archive(企业_dot_csv=b"unit_id,name\nE1,x\n" * 50)[:-40]),
    "an archive cut in the middle": ("data.zip", archive(企业_dot_csv=b"unit_id,name\nE1,x\n" * 50)[:60]),
    "an archive of nothing": ("data.zip", archive()),
    "an archive that says it is encrypted": (
        "data.zip",
        archive(企业_dot_csv=b"unit_id,name\n").replace(
            b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"
        ),
    ),
    "an archive that is a bomb": ("data.zip", archive(企业_dot_csv=b"0" * (20 << 20))),
    "a truncated workbook": ("企业.xlsx", book(GOOD)[:-200]),
    "a workbook without sheets": ("企业.xlsx", archive(x=b"y")),
    "a workbook whose sheet is no XML": ("企业.xlsx", changed(book(GOOD), SHEET, lambda _: b"<worksheet")),
    "a workbook whose sheet is cut": ("企业.xlsx", changed(book(GOOD), SHEET, lambda data: data[: len(data) // 2])),
    "a workbook with a bomb of strings": (
        "企业.xlsx",
        changed(
            book(GOOD), STRINGS, lambda data: data.replace(b"</sst>", b"<si><t>a</t></si>" * 1_200_000 + b"</sst>")
        ),
    ),
    "a workbook with a cell far away": (
        "企业.xlsx",
        changed(
            book([*GOOD, ["E3", "丙"]]),
            SHEET,
            lambda data: data.replace(b'"B4"', b'"XFD1048576"').replace(b'r="4"', b'r="1048576"'),
        ),
    ),
    "a workbook with a cell that is nowhere": (
        "企业.xlsx",
        changed(book(GOOD), SHEET, lambda data: data.replace(b'"A2"', b'"ZZZZZ99999999999"')),
    ),
    "a workbook that refers to itself in XML": (
        "企业.xlsx",
        changed(
            book(GOOD),
            STRINGS,
            lambda data: data.replace(
                b"<sst", b'<!DOCTYPE s [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;">]><sst', 1
            ).replace("甲".encode(), b"&b;"),
        ),
    ),
    "a workbook whose string is not there": (
        "企业.xlsx",
        changed(book(GOOD), SHEET, lambda data: data.replace(b"<v>3</v>", b"<v>99999</v>")),
    ),
    "a cell that says it is far away in a row that is not": (
        "企业.xlsx",
        changed(book(GOOD), SHEET, lambda data: data.replace(b'"B3"', b'"XFD1048576"')),
    ),
    "an old workbook cut": ("企业.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600),
    "a text that is a workbook": ("企业.csv", book(GOOD)),
    "a workbook that is a text": ("企业.xlsx", b"unit_id,name\nE1,x\n"),
    "bytes of chance": ("企业.csv", bytes((number * 7919 + number // 3) % 256 for number in range(4000))),
    "zeros": ("企业.csv", b"\x00" * 5000),
    "a mark and nothing": ("企业.csv", b"\xff\xfe"),
    "half a character": ("企业.csv", "unit_id,name\nE1,甲".encode("utf-16")[:-1]),
    "a quotation mark that never closes": ("企业.csv", b'unit_id,name\nE1,"x\n' + b"E2,y\n" * 10_000),
    "only quotation marks": ("企业.csv", b'"' * 10_001),
    "no header": ("企业.csv", b"1,2,3\n4,5,6\n"),
    "ten thousand columns of no header": ("企业.csv", b",".join(b"c%d" % number for number in range(10_000)) + b"\n"),
}


def checked(path: Path) -> CheckResult | None:
    """Check a file; None where it is refused, which is then one clear line."""
    try:
        return loaders.check(path, as_of="2022")
    except InputError as error:
        lines = error.message
    assert all(line.isprintable() and len(line) < 1000 for line in lines)
    return None


def is_accounted_for(result: CheckResult) -> None:
    for name, counts in result.counts.items():
        assert counts.read == counts.accepted + counts.merged + counts.quarantined, name
        records = result.dataset.tables[name]
        assert counts.accepted == len(records) or not records.columns
    wrong = {(p.table, p.file, p.sheet, p.row) for p in result.problems if p.severity == "error"}
    assert len(wrong) == result.quarantined
    assert all(problem.message(language) for problem in result.problems for language in ("zh", "en"))


@pytest.mark.parametrize("what", BROKEN)
def test_it_is_one_clear_line_or_every_row_is_accounted_for(tmp_path: Path, what: str) -> None:
    name, content = BROKEN[what]
    path = tmp_path / name
    path.write_bytes(content)
    result = checked(path)
    if result is not None:
        is_accounted_for(result)


@pytest.mark.parametrize(
    "what",
    [
        "a truncated archive",
        "an archive that is a bomb",
        "a workbook with a cell far away",
        "a workbook with a bomb of strings",
    ],
)
def test_these_are_refused(tmp_path: Path, what: str) -> None:
    name, content = BROKEN[what]
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError):
        loaders.check(tmp_path, as_of="2022")


def test_at_the_command_line_too(tmp_path: Path) -> None:
    """In a process of its own: a fault below Python would end it without an exception."""
    name, content = BROKEN["a workbook with a cell far away"]
    (tmp_path / name).write_bytes(content)
    script = "import sys; from graphmodel.cli import main; main(sys.argv[1:])"
    command = [sys.executable, "-c", script, "check", str(tmp_path)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=120)
    assert done.returncode == 2
    assert done.stderr.startswith("gongjian: found a cell in row 1,048,576")


def test_a_far_cell_in_one_direction_is_read(tmp_path: Path) -> None:
    (tmp_path / "企业.xlsx").write_bytes(book([*GOOD, [*[""] * 5000, "x"]]))
    counts = loaders.check(tmp_path, as_of="2022").counts["enterprises"]
    assert (counts.read, counts.accepted) == (3, 2)


def test_ten_thousand_columns(tmp_path: Path) -> None:
    header = ",".join(["unit_id", "name", *(f"列{number}" for number in range(10_000))])
    (tmp_path / "企业.csv").write_text(f"{header}\nE1,甲{',x' * 10_000}\nE2,乙\n", encoding="utf-8")
    result = loaders.check(tmp_path, as_of="2022")
    assert result.counts["enterprises"].accepted == 2
    assert len(result.ignored_columns) == 10_000


def test_a_very_long_line(tmp_path: Path) -> None:
    """A line without end, scaled down: one cell of megabytes, and one that is wrong is quoted in short."""
    text = f"unit_id,name,employees\nE1,{'长' * 1_500_000},3\nE2,乙,{'9' * 3_000_000}\n"
    (tmp_path / "企业.csv").write_text(text, encoding="utf-8")
    result = loaders.check(tmp_path, as_of="2022")
    counts = result.counts["enterprises"]
    assert (counts.accepted, counts.quarantined) == (1, 1)
    assert all(len(problem.message("zh")) < 1000 for problem in result.problems)
    loaders.write_quarantine(result, tmp_path / "q")


def test_parents_in_a_circle(tmp_path: Path) -> None:
    text = "编码,名称,层级,上级编码\nA,a,网格,B\nB,b,网格,C\nC,c,网格,A\nD,d,网格,D\nE,e,片区,A\nF,f,网格,E\n"
    (tmp_path / "区划.csv").write_text(text, encoding="utf-8")
    counts = loaders.check(tmp_path, as_of="2022").counts["places"]
    assert (counts.accepted, counts.quarantined, counts.consequences) == (4, 2, 1)


def test_files_of_other_kinds_are_told(tmp_path: Path) -> None:
    (tmp_path / "企业.csv").write_text("unit_id,name\nE1,甲\n", encoding="utf-8")
    (tmp_path / "更多.ods").write_bytes(b"x")
    (tmp_path / "data.zip").write_bytes(
        archive(
            社会组织_dot_csv="unit_id,name\nS1,乙\n".encode(),
            inner_dot_zip=archive(企业_dot_csv=b"unit_id,name\nE9,x\n"),
        )
    )
    result = loaders.check(tmp_path, as_of="2022")
    assert [(problem.code, problem.file) for problem in result.problems] == [
        ("unknown_file", "更多.ods"),
        ("unknown_file", "data.zip/inner.zip"),
    ]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_hostile_texts_come_back_and_are_no_formula(tmp_path: Path, form: Any) -> None:
    """Ids and names with quotes, Cypher and formulas survive writing and reading; a spreadsheet computes none of them."""
    source = tmp_path / "a"
    source.mkdir()
    rows = [["单位编码", "单位名称", "行业"], *([text, f"企业{text}", text] for text in HOSTILE)]
    (source / "企业.xlsx").write_bytes(book(rows))
    before = loaders.check(source, as_of="2022").dataset
    files = write_dataset(before, tmp_path / "b", format=form)
    after = loaders.check(tmp_path / "b", as_of="2022").dataset
    assert after.tables["enterprises"].columns == before.tables["enterprises"].columns
    sheet = next(sheet for sheet in read_sheets(files) if (sheet.name or sheet.stem) == "enterprises")
    cells = [cell for row in sheet.rows() for cell in row]
    if form == "csv":
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    else:
        written = openpyxl.load_workbook(files[0])["enterprises"]
        assert all(cell.data_type in {"s", "n"} for row in written for cell in row)


def test_hostile_cells_are_no_formula_in_the_quarantine(tmp_path: Path) -> None:
    rows = [["单位编码", "单位名称", "从业人数"], *([f"E{number}", text, text] for number, text in enumerate(HOSTILE))]
    (tmp_path / "企业.xlsx").write_bytes(book(rows))
    result = loaders.check(tmp_path, as_of="2022")
    assert result.counts["enterprises"].quarantined == len(HOSTILE)
    sheet = openpyxl.load_workbook(loaders.write_quarantine(result, tmp_path / "q"))["企业"]
    assert all(cell.data_type == "s" for row in sheet for cell in row if cell.value is not None)


CELLS = (
    st.sampled_from(
        ["", "E1", "E2", "甲", "2022-06", "3", "三", "=1+1", "合计", "无", "x|y", "E\nF", "a\x00b", "510106", *HOSTILE]
    )
    | st.text(max_size=8)
    | st.text(alphabet="\",;\t\r\n'=+-@ \x00\ufeff", max_size=6)
)
HEADERS = st.sampled_from(
    [
        "unit_id",
        "name",
        "单位编码",
        "单位名称",
        "行业",
        "从业人数",
        "统一社会信用代码",
        "序号",
        "联系电话",
        "x",
        "",
        "name",
    ]
)
TABLES = st.sampled_from(["企业", "places", "党组织", "links", "项目", "覆盖"])


@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(
    rows=st.lists(st.lists(CELLS, max_size=8), max_size=8),
    header=st.lists(HEADERS, min_size=2, max_size=8),
    table=TABLES,
    encoding=st.sampled_from(["utf-8", "gb18030", "utf-16"]),
    separator=st.sampled_from([",", ";", "\t"]),
    quoted=st.booleans(),
)
def test_whatever_a_text_file_holds(
    rows: list[list[str]], header: list[str], table: str, encoding: str, separator: str, *, quoted: bool
) -> None:
    """Rows as people and programs write them, quoted or not: rows read are accepted, merged or quarantined."""

    def written(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"' if quoted else cell

    text = "\n".join(separator.join(map(written, row)) for row in [header, *rows])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"{table}.csv")
        path.write_bytes(text.encode(encoding, errors="replace"))
        result = checked(path)
        if result is None:
            return
        is_accounted_for(result)
        quarantine = loaders.write_quarantine(result, Path(folder, "q"))
        if result.quarantined:
            again = loaders.check([path, quarantine], as_of="2022")
            is_accounted_for(again)
            # The copies stand for their originals, so nothing is lost and nothing new is accepted.
            for name, counts in again.counts.items():
                assert counts.accepted == result.counts[name].accepted


@settings(max_examples=150)
@given(
    content=st.binary(max_size=400),
    name=st.sampled_from(["企业.csv", "企业.xlsx", "企业.xls", "data.zip"]),
    begins_well=st.booleans(),
)
@example(content=b"PK\x05\x06" + b"\x00" * 18, name="data.zip", begins_well=False)
@example(content=b"PK\x05\x06" + b"\x00" * 18, name="企业.xlsx", begins_well=False)
@example(content=b"", name="企业.csv", begins_well=False)
def test_whatever_bytes_a_file_holds(content: bytes, name: str, *, begins_well: bool) -> None:
    start = {"企业.csv": b"unit_id,name\n", "企业.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"}.get(name, b"PK\x03\x04")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(start + content if begins_well else content)
        result = checked(path)
        if result is not None:
            is_accounted_for(result)


def old_book() -> bytes:
    workbook = xlwt.Workbook(encoding="utf-8")
    sheet = workbook.add_sheet("企业")
    for line, row in enumerate([*GOOD, ["E3", 12.5]]):
        for index, cell in enumerate(row):
            sheet.write(line, index, cell)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


BOOKS = {"企业.xlsx": book([*GOOD, ["E3", 12.5, True]]), "企业.xls": old_book()}


@pytest.mark.parametrize(
    ("record", "offset", "number"),
    [(b"\x00\x02\x0e\x00", 5, 0x9B), (b"\x00\x02\x0e\x00", 11, 0xFF), (b"\xfc\x00", 11, 0x3F)],
    ids=["a first row below the last", "a last row far away", "more strings than bytes"],
)
def test_an_old_workbook_that_claims_more_than_it_holds_is_refused(
    tmp_path: Path, record: bytes, offset: int, number: int
) -> None:
    """A reader that believed it would ask for terabytes and end the process below Python."""
    content = bytearray(BOOKS["企业.xls"])
    content[content.index(record) + offset] = number
    (tmp_path / "企业.xls").write_bytes(bytes(content))
    with pytest.raises(InputError, match="says that it holds more than it can"):
        loaders.check(tmp_path, as_of="2022")


@settings(max_examples=200)
@example(name="企业.xls", place=1591, byte=155, cut=False)
@given(name=st.sampled_from(sorted(BOOKS)), place=st.integers(0, 6000), byte=st.integers(0, 255), cut=st.booleans())
def test_a_workbook_with_a_byte_changed(name: str, place: int, byte: int, *, cut: bool) -> None:
    content = bytearray(BOOKS[name])
    place %= len(content)
    if cut:
        del content[place:]
    else:
        content[place] = byte
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(bytes(content))
        result = checked(path)
        if result is not None:
            is_accounted_for(result)
