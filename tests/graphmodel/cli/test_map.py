from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from graphmodel.cli import gongjian

ROOT = Path(__file__).parents[3]
DATA = ROOT.parent / "shared" / "data"
CODES = "code,name,level,parent_code\n510106000000,金牛区,3,510100000000\n510106024000,西安路街道,4,510106000000\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "divisions.csv"
    path.write_text(CODES, encoding="utf-8")
    return path


def test_a_proposal_is_written_and_then_used(table: Path, tmp_path: Path) -> None:
    mapping = tmp_path / "m.toml"
    result = CliRunner().invoke(gongjian, ["map", str(table), "-o", str(mapping)])
    assert result.exit_code == 0, result.output
    checked = CliRunner().invoke(
        gongjian, ["check", str(table), "--mapping", str(mapping), "--as-of", "2023", "--format", "json"]
    )
    assert checked.exit_code == 0, checked.output
    assert json.loads(checked.stdout)["tables"]["places"]["accepted"] == 2


def test_check_says_what_was_read_as_what(table: Path, tmp_path: Path) -> None:
    mapping = tmp_path / "m.toml"
    CliRunner().invoke(gongjian, ["map", str(table), "-o", str(mapping)])
    result = CliRunner().invoke(gongjian, ["check", str(table), "--mapping", str(mapping), "--lang", "en"])
    assert "code → place_id" in result.output
    assert f"gongjian load {table} {mapping}" in result.output


def test_a_mapping_among_the_paths_serves_every_command_that_reads_files(table: Path, tmp_path: Path) -> None:
    mapping = tmp_path / "m.toml"
    CliRunner().invoke(gongjian, ["map", str(table), "-o", str(mapping)])
    result = CliRunner().invoke(
        gongjian, ["gaps", "--from", str(table), "--from", str(mapping), "--as-of", "2023", "--format", "json"]
    )
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["as_of"] == "2023-12-31"


def test_without_a_file_it_is_printed(table: Path) -> None:
    result = CliRunner().invoke(gongjian, ["map", str(table), "--table", "places"])
    assert 'place_id = {column = "code", code = "division"}' in result.stdout


def test_a_mapping_that_is_there_is_not_overwritten(table: Path, tmp_path: Path) -> None:
    mapping = tmp_path / "m.toml"
    mapping.write_text("# corrected by hand\n", encoding="utf-8")
    result = CliRunner().invoke(gongjian, ["map", str(table), "-o", str(mapping)])
    assert result.exit_code != 0
    assert mapping.read_text(encoding="utf-8") == "# corrected by hand\n"


@pytest.mark.shared
@pytest.mark.skipif(not DATA.is_dir() and not os.environ.get("CI"), reason=f"the public data are not in {DATA}")
def test_real_gaps_are_found_and_what_cannot_be_known_is_said() -> None:
    paths = [
        ROOT / "examples" / "mappings" / "jinniu.toml",
        DATA / "divisions" / "jinniu_510106_2023.csv",
        DATA / "compounds",
        DATA / "enterprises" / "jinniu_enterprises_1978_2004.csv",
    ]
    given = [argument for path in paths for argument in ("--from", str(path))]
    result = CliRunner().invoke(gongjian, ["--lang", "zh", "gaps", *given])
    assert result.exit_code == 0, result.output
    (line,) = (line for line in result.output.splitlines() if "compound-without-property-service" in line)
    assert "1199" in line
    # Without organizations, committees and ties no rule about them can say anything true.
    (absent,) = (line for line in result.output.splitlines() if line.startswith("缺少的表"))
    assert all(name in absent for name in ("党组织", "业主委员会", "覆盖"))
