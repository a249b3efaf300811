"""The report as people open it: every format, both languages, hostile names, and nothing to report."""

from __future__ import annotations

import io
import os
import re
import shutil
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import docx.table
import docx.text.paragraph
import networkx as nx
import pytest
from openpyxl import load_workbook

from graphmodel.analysis.recommendation import recommend_links
from graphmodel.errors import InputError, RenderError
from graphmodel.gaps import find_gaps
from graphmodel.graph import About, Dataset, Records, build_graph
from graphmodel.report.browser import find_browser
from graphmodel.report.document import Document, compose, write_document
from graphmodel.report.document.docx import docx_of
from graphmodel.report.document.html import html_of
from graphmodel.report.document.model import Bullets, Grid, Paragraph, Section
from graphmodel.report.document.sections import official
from graphmodel.report.document.situation import Situation
from graphmodel.report.gaps import notes_of
from graphmodel.schema import BY_NAME, Language
from loaders.cases.jinniu.case import SEED, build

STREET = "510106032"
HOSTILE = "<script>alert(1)</script>\x0b👷 שלום\u202e" + "长" * 230


@pytest.fixture(scope="module")
def graph() -> nx.MultiDiGraph:
    return build_graph(build(SEED).dataset)


@pytest.fixture(scope="module")
def document(graph: nx.MultiDiGraph) -> Document:
    return compose(graph, scope=STREET, before=find_gaps(graph, scope=STREET, as_of=date(2021, 12, 31)))


def small(name: str = "金牛区") -> nx.MultiDiGraph:
    places: dict[str, list[Any]] = {
        "place_id": ["510106", "510106032", "510106032001", "C1"],
        "name": [name, "抚琴街道", "西北街社区", "一号院"],
        "level": ["district", "street", "community", "compound"],
        "parent_id": [None, "510106", "510106032", "510106032001"],
    }
    about = About("made up", as_of=date(2024, 6, 30))
    return build_graph(Dataset(about, {"places": Records(BY_NAME["places"], places)}))


def texts_of(book: docx.document.Document) -> str:
    cells = (cell.text for table in book.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in book.paragraphs), *cells])


def test_the_report_has_what_a_meeting_needs(document: Document) -> None:
    assert [section.heading for section in document.sections] == [
        "要点",
        "覆盖情况",
        "与上次相比",
        "优先补齐的缺口",
        "联盟",
        "共建关系",
        "建议共建",
        "联合党支部组建方案",
        "官方统计表",
        "方法与说明",
    ]
    assert "抚琴街道" in document.title
    assert "2022-06-30" in document.footer
    assert document.warning is not None
    assert "合成" in document.warning


def test_its_numbers_are_those_of_the_analyses(document: Document, graph: nx.MultiDiGraph) -> None:
    found = find_gaps(graph, scope=STREET)
    assert f"{len(found):,} 处缺口" in str(document.sections[0].blocks[0])
    by_rule = next(
        block for block in document.sections[3].blocks if isinstance(block, Grid) and block.caption == "分规则的缺口数"
    )
    counts = sorted((count for count in found.counts.values() if count), reverse=True)
    shown = [int(row[2].replace(",", "")) for row in by_rule.rows]
    *first, rest = shown
    assert first == counts[: len(first)]
    assert by_rule.rows[-1][0] == f"其余 {len(counts) - len(first)} 条规则"
    assert sum(shown) == len(found)
    assert rest == sum(counts[len(first) :])
    assert len(document.sheets["缺口（合成）"]) == len(found)


def test_the_table_of_changes_adds_up_to_the_sentence_above(document: Document) -> None:
    lead, table = document.sections[2].blocks[:2]
    assert isinstance(lead, Paragraph)
    assert isinstance(table, Grid)
    assert table.headers[1:] == ("新增", "重现", "仍在", "已补齐")
    rows = [[int(cell.replace(",", "")) for cell in row[1:]] for row in table.rows]
    new, reopened, still, closed = (sum(column) for column in zip(*rows, strict=True))
    said = f"补齐 {closed:,} 处，新增 {new:,} 处，再次出现 {reopened:,} 处，仍未补齐 {still:,} 处。"
    assert lead.text.endswith(said)
    moved = [row[0] + row[1] + row[3] for row in rows if len(row) == 4][:-1]
    assert moved == sorted(moved, reverse=True)
    assert re.fullmatch(r"其余 \d+ 条规则", table.rows[-1][0])


def test_recommended_links_are_those_of_the_analysis_with_reasons(document: Document, graph: nx.MultiDiGraph) -> None:
    found = recommend_links(graph, scope=STREET, count=40)
    section = next(section for section in document.sections if section.heading == "建议共建")
    table = next(block for block in section.blocks if isinstance(block, Grid))
    first = found.recommendations[: len(table.rows)]
    assert [row[1:3] for row in table.rows] == [(found.names[item.a], found.names[item.b]) for item in first]
    assert all(row[3].startswith(item.reasons[0].zh) for row, item in zip(table.rows, first, strict=True))
    assert len(document.sheets["建议共建（合成）"]) == len(found.recommendations)


def test_numbers_are_told_in_words(document: Document) -> None:
    told = str(document.sections[-1].blocks)
    assert "应建未建 3 名正式党员" in told
    assert "unit-should-have-own-organization" not in told


def test_a_chinese_report_says_what_it_rests_on_in_chinese(document: Document, graph: nx.MultiDiGraph) -> None:
    assert document.footer == "数据日期 2022-06-30 · 范围 抚琴街道 · 来源 金牛区 · 社区以下为合成数据"
    assert document.warning == "合成数据（社区以下为合成数据）：所列内容并非真实组织的情况。"
    told = str(document.sections[-1].blocks)
    assert f"范围 抚琴街道 {STREET} · 金牛区" in told
    notes = notes_of(find_gaps(graph, scope=STREET), "zh")
    assert "应建未建 3 名正式党员" in notes[-1]
    assert "=" not in notes[-1]


def test_docx_opens_with_all_texts_tables_and_pictures(document: Document) -> None:
    book = docx.Document(io.BytesIO(docx_of(document)))
    text = texts_of(book)
    grids = [block for section in document.sections for block in section.blocks if isinstance(block, Grid)]
    assert [len(table.rows) - 1 for table in book.tables] == [len(block.rows) for block in grids]
    assert all(section.heading in text for section in document.sections)
    assert len(book.inline_shapes) == 2
    footer = book.sections[0].footer.paragraphs[0]
    assert document.footer in footer.text
    assert {"PAGE", "NUMPAGES"} <= set(re.findall(r"<w:instrText>(\w+)<", footer._p.xml))
    assert docx_of(document) == docx_of(document)


def test_on_paper_what_belongs_together_stays_together(document: Document) -> None:
    book = docx.Document(io.BytesIO(docx_of(document)))
    blocks = list(book.iter_inner_content())
    for block, after in pairwise(blocks):
        if isinstance(block, docx.text.paragraph.Paragraph):
            starts = isinstance(after, docx.table.Table) or "<pic:pic" in after._p.xml
            if starts or (block.style and block.style.name == "Heading 1"):
                assert block.paragraph_format.keep_with_next, block.text
    for table in book.tables:
        assert all("<w:cantSplit" in row._tr.xml for row in table.rows)
        assert "<w:tblHeader" in table.rows[0]._tr.xml
        kept = [all(c.paragraphs[0].paragraph_format.keep_with_next for c in row.cells) for row in table.rows]
        # A header stands with its first row, and no row stands alone on the next page.
        assert kept[0]
        assert kept[-2]
        assert not kept[-1]
    assert all(row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in book.tables[0].rows[:-1])


def test_a_long_table_may_go_on_on_the_next_page_and_a_last_one_is_followed_by_a_paragraph() -> None:
    rows = tuple((f"一个很长很长很长很长很长很长的名称 {number}", str(number)) for number in range(30))
    long = Grid("长表", ("名称", "数"), rows, frozenset({1}))
    book = docx.Document(io.BytesIO(docx_of(Document("题", "", "", None, (Section("节", (long,)),), {}, "zh"))))
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in book.tables[0].rows]
    assert [at for at, keep in enumerate(kept) if keep] == [0, 1, 29]
    assert isinstance(list(book.iter_inner_content())[-1], docx.text.paragraph.Paragraph)


@pytest.mark.parametrize(
    ("language", "caption", "row"),
    [
        ("zh", "社会组织法人单位建立党的基层组织情况", "单位数"),
        ("en", "Party organizations founded in social organizations that are legal persons (社会组织法人单位建立党的基层组织情况)", "Units"),
    ],
)  # fmt: skip
def test_the_official_table_is_in_the_readers_language_under_its_official_name(
    graph: nx.MultiDiGraph, language: Language, caption: str, row: str
) -> None:
    found = official.section(Situation(graph, STREET, date(2022, 6, 30), language, None, {}))
    assert found is not None
    table, note = found.blocks
    assert isinstance(table, Grid)
    assert isinstance(note, Paragraph)
    assert table.caption == caption
    assert table.rows[0][0] == row
    assert note.text == {"zh": "表内勾稽关系成立。", "en": "The table cross-foots."}[language]


def test_html_needs_nothing_outside_itself(document: Document) -> None:
    page = html_of(document)
    assert not re.search(r"""(?:src|href)=["'](?!data:)""", page)
    assert "http" not in page.split("base64,")[0]
    assert page.count("<h2>") == len(document.sections)
    # On paper every page says what it is of.
    assert "@bottom-left" in page
    assert page.count("data:image/png") == 2
    short = [block.is_short for section in document.sections for block in section.blocks if isinstance(block, Grid)]
    assert 0 < page.count('<table class="short">') == sum(short) < len(short) == page.count("<table")


def test_pdf_is_printed_where_a_browser_is(document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if shutil.which("chromium") or os.environ.get("GONGJIAN_REQUIRE_CHROMIUM"):
        content = write_document(document, tmp_path / "r.pdf").read_bytes()
        assert content.startswith(b"%PDF")
        assert 4 <= len(re.findall(rb"/Type\s*/Page\b", content)) <= 8
    monkeypatch.setattr(shutil, "which", lambda _: None)
    # Browsers that are not on the path are found where they are kept.
    kept = tmp_path / "Microsoft" / "Edge" / "Application" / "msedge.exe"
    kept.parent.mkdir(parents=True)
    kept.touch()
    monkeypatch.setenv("ProgramFiles", str(tmp_path))
    assert find_browser() == str(kept)
    monkeypatch.delenv("ProgramFiles")
    with pytest.raises(RenderError, match=r"write \.html and print it"):
        write_document(document, tmp_path / "other.pdf")
    assert not (tmp_path / "other.pdf").exists()


def test_the_workbook_has_a_sheet_for_each_list(document: Document, tmp_path: Path) -> None:
    book = load_workbook(write_document(document, tmp_path / "r.xlsx"))
    lists = {"优先次序", "联盟", "变化", "共建关系", "建议共建", "方案"}
    assert {f"{name}（合成）" for name in lists} <= set(book.sheetnames)
    # Each sheet of made-up data says so, whatever becomes of the others; the last tells it in a sentence.
    assert [name for name in book.sheetnames if not name.endswith("（合成）")] == [book.sheetnames[-1]]
    # Read by people: no column is called what the program calls it.
    for sheet in book:
        assert not any(isinstance(cell.value, bool) for row in sheet.iter_rows(max_row=9) for cell in row), sheet.title
        for cell in sheet[1]:
            assert not re.fullmatch(r"[a-z_]+", str(cell.value)), (sheet.title, cell.value)
    assert book["缺口（合成）"].max_row == len(document.sheets["缺口（合成）"]) + 1


def test_names_that_are_markup_stay_text(tmp_path: Path) -> None:
    hostile = compose(small(HOSTILE))
    page = html_of(hostile)
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    # No name turns the direction of the sentence that it stands in, nor of the foot of a page.
    assert not re.search("\u202e|\\\\202e", page)
    assert "\u202e" not in texts_of(docx.Document(io.BytesIO(docx_of(hostile))))
    # Sources also stand in the style, for the foot of each page on paper.
    assert html_of(replace(hostile, footer='"}</style><i>')).count("</style>") == 1
    assert "<script>alert(1)</script>\ufffd👷" in docx.Document(io.BytesIO(docx_of(hostile))).paragraphs[0].text
    write_document(hostile, tmp_path / "r.xlsx")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_scope_with_little_data_is_a_short_report(language: Language) -> None:
    document = compose(small(), scope="510106032001", language=language)
    headings = [section.heading for section in document.sections]
    assert headings[0] in ("要点", "At a glance")
    assert headings[-1] in ("方法与说明", "Method and caveats")
    assert document.warning is None
    assert "nan" not in html_of(document).lower().replace("finance", "")


@pytest.mark.parametrize(
    ("language", "tables"),
    [("zh", "未给：党组织、业主委员会"), ("en", "Not given: party organizations, owners committees")],
)
def test_what_rests_on_tables_that_were_not_given_is_marked(language: Language, tables: str) -> None:
    document = compose(small(), scope="510106032001", language=language)
    blocks = document.sections[0].blocks
    _, told, note, rates = blocks[:4]
    assert isinstance(told, Bullets)
    assert isinstance(note, Paragraph)
    assert isinstance(rates, Grid)
    assert "_" not in note.text
    assert all("*" in item for item in told.items)
    # Without a unit nothing is counted of units; of the one compound both rates are marked.
    assert [header.endswith("*") for header in rates.headers] == [False] * 5 + [True, True]
    assert "owners_committees" not in html_of(document)
    assert note.text.startswith("* ")
    assert tables in note.text


def test_where_all_tables_are_given_nothing_is_marked(document: Document) -> None:
    assert "未给" not in html_of(document)
    assert "*" not in str([block for block in document.sections[0].blocks if not isinstance(block, Paragraph)])


def test_english_is_english(graph: nx.MultiDiGraph) -> None:
    document = compose(graph, scope="510106032001", language="en")
    assert document.title.endswith("coverage gaps and co-building")
    assert {"At a glance", "Gaps to close first", "Method and caveats"} <= {s.heading for s in document.sections}


def test_a_report_of_all_data_shows_its_one_district_once_and_its_streets() -> None:
    rates = next(block for block in compose(small()).sections[0].blocks if isinstance(block, Grid))
    assert [row[0] for row in rates.rows] == ["金牛区", "抚琴街道"]


def test_what_cannot_be_written_is_told(document: Document, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"expected a name that ends in \.docx"):
        write_document(document, tmp_path / "r.odt")
    (tmp_path / "file").write_text("", encoding="utf-8")
    for ending in (".docx", ".html", ".xlsx"):
        with pytest.raises(InputError, match="cannot write"):
            write_document(document, tmp_path / "file" / f"r{ending}")
    with pytest.raises(InputError):
        compose(small(), scope="nowhere")
