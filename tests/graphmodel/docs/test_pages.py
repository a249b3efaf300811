from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

from graphmodel.docs import PAGES, generate, pages, stale_pages, write_pages
from graphmodel.docs.__main__ import main
from graphmodel.docs.commands_page import helps
from graphmodel.schema import NODE_TABLES, TABLES
from graphmodel.schema.properties import node_properties, properties_of_type, relationship_types
from graphmodel.store.queries import query_book


@pytest.fixture
def two_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "PAGES", {page: PAGES[page] for page in ("tables.md", "schema.svg")})


@pytest.mark.parametrize("page", PAGES)
def test_each_page_is_the_same_each_time_and_says_what_writes_it(page: str) -> None:
    text = generate(page)
    assert text == generate(page)
    assert "python -m graphmodel.docs" in text.splitlines()[0]


@pytest.mark.usefixtures("two_pages")
def test_written_pages_are_current_until_one_changes(tmp_path: Path) -> None:
    assert stale_pages(tmp_path) == ["tables.md", "schema.svg"]
    write_pages(tmp_path)
    assert stale_pages(tmp_path) == []
    with (tmp_path / "tables.md").open("a", encoding="utf-8") as file:
        file.write("by hand")
    assert stale_pages(tmp_path) == ["tables.md"]


@pytest.mark.usefixtures("two_pages")
def test_check_names_the_stale_pages_and_exits_1(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["--check", "--out", str(tmp_path)])
    assert result.exit_code == 1
    assert "not current: tables.md, schema.svg" in result.output
    assert not (tmp_path / "tables.md").exists()
    assert CliRunner().invoke(main, ["--out", str(tmp_path)]).exit_code == 0
    assert CliRunner().invoke(main, ["--check", "--out", str(tmp_path)]).exit_code == 0


def test_the_schema_page_has_every_type_and_property() -> None:
    text = generate("schema.md")
    for table in NODE_TABLES:
        assert f"### {table.label} {table.chinese}" in text
        for item in node_properties(table):
            assert f"| `{item.name}` |" in text
            assert item.column.description.zh in text
    for name in relationship_types():
        assert f"| `{name}` |" in text
        for item in properties_of_type(name):
            assert f"| `{item.name}` | {item.column.chinese} |" in text


def test_the_picture_is_an_image_with_every_type() -> None:
    root = ET.fromstring(generate("schema.svg"))  # noqa: S314 -- our own text
    words = {element.text for element in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {table.label for table in NODE_TABLES if table.label != "Place"} <= words
    assert set(relationship_types()) <= words


def test_the_tables_page_has_every_table_column_and_value() -> None:
    text = generate("tables.md")
    for table in TABLES:
        assert f"### {table.name} {table.chinese}" in text
        for column in table.read_columns:
            assert f"| `{column.name}`" in text
            assert all(f"`{value.value}` {value.chinese}" in text for value in column.values)


def test_the_queries_page_has_every_query_parameter_and_column() -> None:
    text = generate("queries.md")
    for query in query_book().values():
        part = text.split(f"### {query.name}\n")[1].split("\n### ")[0]
        assert query.title.zh in part
        names = [item.name for item in query.parameters] + [item.name for item in query.columns]
        assert all(f"| `{name}` |" in part for name in names)


def test_the_commands_page_has_the_help_of_every_command() -> None:
    text = generate("commands.md")
    for names, help_ in helps():
        assert f"## {' '.join(names)}\n" in text
        assert help_ in text
