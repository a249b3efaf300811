from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from graphmodel.cli import gongjian
from graphmodel.errors import InputError
from graphmodel.graph import About, Dataset, Records
from graphmodel.schema import BY_NAME
from loaders.write import write_dataset

pytestmark = pytest.mark.usefixtures("chinese")

TABLES: dict[str, dict[str, list[Any]]] = {
    "places": {
        "place_id": ["510106", "510106024", "510106025", "510106026"],
        "name": ["金牛区", "西安路街道", "抚琴街道", "荷花池街道"],
        "level": ["district", "street", "street", "street"],
        "parent_id": [None, "510106", "510106", "510106"],
    },
    "party_organizations": {
        "org_id": ["P1"],
        "name": ["西安路街道党工委"],
        "kind": ["working_committee"],
        "place_id": ["510106024"],
    },
    "enterprises": {
        "unit_id": [f"E{at}" for at in range(40)],
        "name": [f"企业{at}" for at in range(40)],
        "place_id": ["510106024"] * 20 + ["510106025"] * 20,
        "party_members": [3] + [None] * 39,
        "employees": [900] + [10] * 39,
    },
    "coverage": {"org_id": ["P1"] * 19, "covered_id": [f"E{at}" for at in range(1, 20)], "kind": ["organization"] * 19},
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    records = {name: Records(BY_NAME[name], columns) for name, columns in TABLES.items()}
    write_dataset(Dataset(About(as_of=date(2024, 6, 30)), records), tmp_path / "tables")
    return tmp_path / "tables"


def gaps(*arguments: str | Path) -> Result:
    return CliRunner().invoke(gongjian, ["gaps", *map(str, arguments)])


def test_the_first_ones_come_with_who_can_close_them(folder: Path) -> None:
    rows = json.loads(gaps("--from", folder, "--top", "3", "--format", "json").stdout)
    assert [row["rank"] for row in rows] == [1, 2, 3]
    assert rows[0]["subject"] == "E0"
    assert rows[0]["closer_ids"] == ["P1"]
    text = gaps("--from", folder, "--top", "3").output
    assert "优先补齐：3条" in text
    assert "西安路街道党工委" in text
    assert "等级权重 50，人数权重 30，难易权重 20，等级高 1，" in text
    english = gaps("--from", folder, "--top", "3", "--lang", "en").output
    assert "severity=50, people=30, ease=20, high=1, " in english


def test_one_party_sees_its_own(folder: Path) -> None:
    for party in ("P1", "510106024"):
        text = gaps("--from", folder, "--for", party, "--format", "csv").stdout
        rows = list(csv.DictReader(io.StringIO(text)))
        assert "E0" in {row["subject"] for row in rows}
        assert not {row["subject"] for row in rows} & {f"E{at}" for at in range(20, 40)}
    assert isinstance(gaps("--from", folder, "--for", "nobody").exception, InputError)


def test_the_workbook_sums_by_who_and_where(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "first.xlsx"
    assert gaps("--from", folder, "--top", "500", "-o", target).exit_code == 0
    book = openpyxl.load_workbook(target)
    assert book.sheetnames[:4] == ["优先次序", "按责任主体", "按街道", "按社区"]
    assert "西安路街道党工委" in {row[0] for row in book["按责任主体"].iter_rows(values_only=True)}


def test_each_sheet_of_synthetic_data_says_so(folder: Path, tmp_path: Path) -> None:
    (folder / "about.csv").write_text("key,value\nas_of,2024-06-30\nsynthetic,yes\n", encoding="utf-8")
    target = tmp_path / "first.xlsx"
    assert gaps("--from", folder, "--top", "5", "-o", target).exit_code == 0
    marked = ["优先次序（合成）", "按责任主体（合成）", "按街道（合成）", "按社区（合成）"]
    assert openpyxl.load_workbook(target).sheetnames[:4] == marked


def test_weights_come_from_the_rules_file(folder: Path, tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text("[priority]\npeople = 0\nseverity = 0\n", encoding="utf-8")
    (row,) = json.loads(gaps("--from", folder, "--top", "1", "--rules", rules, "--format", "json").stdout)
    assert row["effort"] == "convene"
    rules.write_text("[priority]\nmoney = 1\n", encoding="utf-8")
    assert "no number 'money'" in str(gaps("--from", folder, "--top", "1", "--rules", rules).exception)


def test_streets_are_ranked_with_bands(folder: Path) -> None:
    rows = json.loads(gaps("--from", folder, "--rank", "organization_coverage", "--format", "json").stdout)
    assert [(row["name"], row["rank"], row["bands"]) for row in rows] == [
        ("西安路街道", 1, "a"),
        ("抚琴街道", 2, "b"),
        ("荷花池街道", None, ""),
    ]
    text = gaps("--from", folder, "--rank", "organization_coverage").output
    assert "95.0% (19/20; 76.4–99.1)" in text
    assert "1对中有1对" in text


def test_an_unknown_rate_is_told(folder: Path) -> None:
    assert "expected one of organization_coverage" in str(gaps("--from", folder, "--rank", "coverage").exception)
