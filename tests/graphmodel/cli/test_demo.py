"""``gongjian demo``: the main job, for real, in a process of its own on a server of its own."""

from __future__ import annotations

import csv
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from graphmodel.cli import gongjian
from graphmodel.store import server
from loaders.cases import jinniu

pytestmark = pytest.mark.neo4j
ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[subprocess.CompletedProcess[str], Path]]:
    folder = tmp_path_factory.mktemp("demo")
    environ = {**os.environ, "GONGJIAN_DATA_DIR": str(folder / "data"), "MPLBACKEND": "agg"}
    environ.pop("NEO4J_URI", None)
    command = [sys.executable, "-c", "from graphmodel.cli import main; main()", "--lang", "zh", "demo"]
    command += ["--out", str(folder / "out")]
    yield subprocess.run(command, capture_output=True, text=True, check=False, env=environ), folder / "out"
    server.stop(folder / "data" / "neo4j")


def test_it_ends_well_and_shows_findings_rates_and_what_to_do_next(
    done: tuple[subprocess.CompletedProcess[str], Path],
) -> None:
    result, _ = done
    assert result.returncode == 0, result.stderr
    assert result.stderr == ""
    findings = [line for line in result.stdout.splitlines() if line.strip()[:3] in {f"{n}. " for n in range(1, 6)}]
    assert len(findings) == 5
    assert "100.0% (2069/2069" in result.stdout
    assert "合成" in result.stdout
    assert "接着可试：" in result.stdout
    assert "try next" not in result.stdout


def test_the_workbook_holds_every_gap_that_was_planted(done: tuple[subprocess.CompletedProcess[str], Path]) -> None:
    _, out = done
    book = openpyxl.load_workbook(out / "gaps.xlsx", read_only=True)
    assert book.sheetnames == [
        "缺口（合成）",
        "规则（合成）",
        "各地覆盖率（合成）",
        "社会组织党建统计表（合成）",
        "表内单位（合成）",
        "说明 notes",
    ]
    rows = book["缺口（合成）"].iter_rows(values_only=True)
    header = next(rows)
    rule, subject = header.index("规则"), header.index("对象编码")
    found = {(row[rule], row[subject]) for row in rows}
    planted = {(name, item) for name, subjects in jinniu.ground_truth().items() for item in subjects}
    assert found == planted
    with (out / "ground_truth.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {(row["rule"], row["subject"]) for row in csv.DictReader(file)} == planted


def test_links_charts_and_tables_are_where_it_says(done: tuple[subprocess.CompletedProcess[str], Path]) -> None:
    result, out = done
    for line in ("gaps.xlsx", "links.csv", "charts/coverage.png", "charts/network.png", "charts/chain.png"):
        assert str(out / line) in result.stdout
    with (out / "links.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    layers = {row["layer"] for row in rows}
    assert {row["data"] for row in rows} == {"synthetic"}
    assert {"safety", "culture", "activity", "environment", "mediation"} <= layers
    for picture in (out / "charts").iterdir():
        assert picture.read_bytes().startswith(b"\x89PNG")
    assert (out / "tables" / "enterprises.csv").stat().st_size > 1_000_000


def tour(page: str) -> dict[str, list[str]]:
    """Return the commands that a page shows with their output."""
    text = (ROOT / page).read_text(encoding="utf-8")
    blocks = re.findall(r"```console\n\$ gongjian (.*?)\n(.*?)```", text, re.DOTALL)
    return {command: output.splitlines() for command, output in blocks if output and not output.startswith("$")}


@pytest.mark.parametrize("command", tour("README.md"))
def test_the_tour_of_the_readme_is_what_its_commands_print(
    done: tuple[subprocess.CompletedProcess[str], Path], command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, out = done
    monkeypatch.setenv("GONGJIAN_DATA_DIR", str(out.parent / "data"))
    monkeypatch.delenv("NEO4J_URI", raising=False)
    result = CliRunner().invoke(gongjian, shlex.split(command))
    assert result.exit_code == 0, result.output
    printed = [" ".join(line.split()) for line in result.output.splitlines()]
    for line in tour("README.md")[command]:
        shown = ".*".join(re.escape(" ".join(part.split())) for part in line.split("…"))
        assert any(re.fullmatch(shown, found) for found in printed), line


def test_the_chinese_readme_shows_the_same_figures() -> None:
    english, chinese = tour("README.md"), tour("README.zh-CN.md")
    assert len(chinese) >= 3
    for command, lines in chinese.items():
        figures = re.findall(r"[0-9][0-9.,]*", " ".join(lines))
        assert set(figures) <= set(re.findall(r"[0-9][0-9.,]*", " ".join(english[command.replace("zh", "en")]))), (
            command
        )
