from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from graphmodel.charts.registry import charts
from graphmodel.cli import main
from graphmodel.cli.chart import INTERACTIVE, OF_CHARTS, command

TABLES = {
    "about": "key,value\nas_of,2022-06-30\ntitle,台账\nsynthetic,yes\n",
    "places": "place_id,name,level,parent_id\n510106,金牛区,district,\n510106032,抚琴街道,street,510106\n",
    "enterprises": "unit_id,name,place_id\nE1,甲公司,510106032\nE2,乙公司,510106032\n",
    "links": "from_id,to_id,layer\nE1,E2,safety\n",
}


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments], catch_exceptions=False)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_without_a_kind_all_charts_are_listed(language: str) -> None:
    lines = run("--lang", language).output.splitlines()
    assert [line.split()[0] for line in lines if not line.startswith(" ")] == sorted([*charts(), INTERACTIVE])
    options = [line.split()[0] for line in lines if line.startswith(" ")]
    assert options == [f"--{option.name}" for chart in charts().values() for option in chart.options]


def test_the_command_has_every_option_of_every_chart() -> None:
    assert set(OF_CHARTS) == {option.name for chart in charts().values() for option in chart.options}


def test_options_reach_the_chart(tables: Path, tmp_path: Path) -> None:
    drawn = [
        run("network", "--from", tables, "-o", tmp_path / f"{n}.svg", *more) and (tmp_path / f"{n}.svg").read_bytes()
        for n, more in enumerate(((), ("--color", "communities"), ("--layer", "culture")))
    ]
    assert len(set(drawn)) == 3


@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
def test_a_picture_is_written_and_its_path_told(tables: Path, tmp_path: Path, ending: str) -> None:
    path = tmp_path / "out" / f"net.{ending}"
    result = run("network", "--scope", "510106032", "--from", tables, "-o", path, "--dpi", "50")
    assert result.output == f"{path}\n"
    assert path.stat().st_size > 1000


def test_without_a_file_it_is_named_by_kind_and_place(
    tables: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("coverage", "--scope", "510106", "--from", tables, "--dpi", "50").output == "coverage-510106.png\n"
    assert (tmp_path / "coverage-510106.png").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["pie"],
            "found the chart 'pie', expected one of brokerage, chain, change, coverage, flow, gap-map, interactive, layers, network, plan, pulse, ranking, totals, what-if",
        ),
        (["totals", "--rate", "triad"], "found --rate for the chart totals, which has no options: leave it out"),
        (
            ["what-if", "--plan", "magic"],
            "found --plan magic, expected one of joint-branches, instructors, centres, remedies",
        ),
        (
            ["interactive", "--most", "3"],
            "found --most for interactive, which has no options: choose in the page itself",
        ),
        (["network", "-o", "x.jpg"], "found the ending '.jpg' in 'x.jpg', expected .png, .svg or .pdf"),
    ],
)
def test_a_wrong_request_is_told_before_data_are_read(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["chart", *arguments, "--from", "/nowhere"])
    assert capsys.readouterr().err == f"gongjian: {message}\n"


def test_characters_that_no_font_has_are_told(tables: Path, tmp_path: Path) -> None:
    (tables / "enterprises.csv").write_text(
        "unit_id,name,place_id\nE1,舞龙🐉公司,510106032\nE2,乙公司,510106032\n", encoding="utf-8"
    )
    result = run("network", "--from", tables, "-o", tmp_path / "x.png", "--dpi", "30")
    assert result.stderr == "gongjian: 〓 stands for characters that no font here has, in '舞龙〓公司'\n"
    assert result.stdout == f"{tmp_path / 'x.png'}\n"


@pytest.mark.parametrize("kind", ["network", INTERACTIVE])
def test_a_path_that_cannot_be_written_is_told_in_one_line(
    tables: Path, tmp_path: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    path = tmp_path / "file" / ("x.html" if kind == INTERACTIVE else "x.png")
    with pytest.raises(SystemExit, match="2"):
        main(["chart", kind, "--from", str(tables), "-o", str(path)])
    assert capsys.readouterr().err.startswith(f"gongjian: cannot write {path}")


def test_a_scope_without_data_is_a_friendly_picture(tables: Path, tmp_path: Path) -> None:
    """A street that exists and has nothing in it."""
    text = (tables / "places.csv").read_text(encoding="utf-8") + "510106033,空街道,street,510106\n"
    (tables / "places.csv").write_text(text, encoding="utf-8")
    for kind in charts():
        if charts()[kind].scope_level is None:
            result = run(kind, "--scope", "510106033", "--from", tables, "-o", tmp_path / f"{kind}.png", "--dpi", "30")
            assert result.exit_code == 0, kind
