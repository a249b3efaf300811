from __future__ import annotations

from pathlib import Path

import pytest

from graphmodel.errors import InputError
from graphmodel.gaps import load_parameters
from graphmodel.gaps.weights import WEIGHTS, check_weights, load_weights, resolve_weights


def test_one_file_holds_rules_and_priority(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text("[priority]\npeople = 80\nhigh = 0.9\n\n[need-unclaimed]\ndays = 30\n", encoding="utf-8")
    assert load_weights(path) == {"people": 80, "high": 0.9}
    assert load_parameters(path) == {"need-unclaimed": {"days": 30}}
    assert resolve_weights(load_weights(path))["people"] == 80


def test_a_file_without_priority_keeps_the_defaults(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text("", encoding="utf-8")
    assert resolve_weights(load_weights(path)) == {parameter.name: parameter.default for parameter in WEIGHTS}


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ({"gravity": 1}, "no number 'gravity'"),
        ({"high": 2}, "priority.high = 2; expected a number"),
        ({"people": -1}, "priority.people = -1"),
        ({"people": True}, "priority.people = True"),
        (3, "expected a table"),
    ],
)
def test_a_wrong_number_is_refused(weights: object, message: str) -> None:
    with pytest.raises(InputError, match=message):
        check_weights(weights)


def test_at_least_one_weight_must_count() -> None:
    with pytest.raises(InputError, match="at least one weight"):
        resolve_weights({"severity": 0, "people": 0, "ease": 0})
