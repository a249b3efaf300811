from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from graphmodel.cli import gongjian


def test_a_template_is_written_and_checks_clean(tmp_path: Path) -> None:
    runner = CliRunner()
    for form in ("csv", "xlsx"):
        folder = tmp_path / form
        result = runner.invoke(gongjian, ["template", str(folder), "--format", form, "--lang", "en"])
        assert result.exit_code == 0
        assert runner.invoke(gongjian, ["check", str(folder)]).exit_code == 0
