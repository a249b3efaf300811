from __future__ import annotations

from pathlib import Path

import pytest

from graphmodel.errors import InputError
from graphmodel.gaps import RULES, load_parameters
from graphmodel.gaps.parameters import check_parameters, resolve_parameters


def write(folder: Path, text: str) -> Path:
    path = folder / "rules.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_numbers_are_read_by_rule(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "[unit-should-have-own-organization]\nmembers = 2\n\n[compound-outside-15-minutes]\nminutes = 10\ndetour = 1.5\n",
    )
    assert load_parameters(path) == {
        "unit-should-have-own-organization": {"members": 2},
        "compound-outside-15-minutes": {"minutes": 10, "detour": 1.5},
    }


def test_an_empty_file_changes_nothing(tmp_path: Path) -> None:
    assert resolve_parameters(load_parameters(write(tmp_path, ""))) == resolve_parameters()


def test_a_byte_order_mark_is_no_harm(tmp_path: Path) -> None:
    assert load_parameters(write(tmp_path, "\ufeff[need-unclaimed]\ndays = 30\n")) == {"need-unclaimed": {"days": 30}}


def test_what_a_file_does_not_set_keeps_its_default() -> None:
    resolved = resolve_parameters({"cadence-overdue": {"day": 7}})
    assert resolved["cadence-overdue"] == {"day": 7, "week": 10, "month": 35, "quarter": 100, "year": 400}
    assert resolved["alliance-dormant"] == {"days": 183}


def test_the_defaults_are_within_their_own_range() -> None:
    defaults = {rule.id: rule.defaults for rule in RULES.values() if rule.parameters}
    assert check_parameters(defaults) == defaults


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[alliance-dorment]\ndays = 1\n", "did you mean alliance-dormant"),
        ("[alliance-dormant]\nday = 1\n", "it has days"),
        ("[term-expired]\ndays = 1\n", "it has none"),
        ("[alliance-dormant]\ndays = '9'\n", "whole number of days from 0 to 100000"),
        ("[alliance-dormant]\ndays = 9.5\n", "expected a whole number"),
        ("[alliance-dormant]\ndays = true\n", "expected a whole number"),
        ("[alliance-dormant]\ndays = -1\n", "from 0"),
        ("[alliance-dormant]\ndays = 100001\n", "to 100000"),
        ("[compound-outside-15-minutes]\ndetour = 0.9\n", "from 1 to"),
        ("[compound-outside-15-minutes]\nminutes = nan\n", "expected a number of minutes"),
        ("[compound-outside-15-minutes]\nminutes = inf\n", "expected a number of minutes"),
        ("alliance-dormant = 9\n", "expected a table with days"),
        ("[alliance-dormant\n", "not to be TOML"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        load_parameters(write(tmp_path, text))


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot read"):
        load_parameters(tmp_path / "none.toml")
    (tmp_path / "gbk.toml").write_bytes("# 规则\n".encode("gb18030"))
    with pytest.raises(InputError, match="UTF-8"):
        load_parameters(tmp_path / "gbk.toml")
