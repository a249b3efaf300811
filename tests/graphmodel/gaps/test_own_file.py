from __future__ import annotations

from pathlib import Path

import pytest

from graphmodel.errors import InputError
from graphmodel.gaps import find_gaps, load_parameters
from graphmodel.gaps.own import Reach, reach_of
from graphmodel.gaps.own_file import load_own_rules
from graphmodel.gaps.weights import load_weights
from tests.graphmodel.gaps.worlds import world

GOOD = """
[alliance-dormant]
days = 92

[priority]
ease = 1

[own.nobody-here]
title = { en = "Nobody here", zh = "无人开展" }
severity = "high"
level = "zone"
table = "activities"
column = "layer"
values = ["safety", "culture"]
organizations = 2
days = 30
remedy = "Ask {nearby} for {lacks}."
"""


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_rules_of_ones_own_stand_beside_numbers_and_weights(tmp_path: Path) -> None:
    path = write(tmp_path / "rules.toml", GOOD)
    (rule,) = load_own_rules(path)
    assert (rule.id, rule.severity, rule.title.zh) == ("nobody-here", "high", "无人开展")
    assert reach_of(rule) == Reach("zone", "activities", "layer", ("safety", "culture"), 30)
    assert rule.defaults == {"organizations": 2, "days": 30}
    assert rule.remedy.en == rule.remedy.zh == "Ask {nearby} for {lacks}."
    assert load_parameters(path) == {"alliance-dormant": {"days": 92}}
    assert load_weights(path) == {"ease": 1}


NEEDED = '[own.x]\ntitle = "t"\nlevel = "zone"\ntable = "projects"\ncolumn = "category"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("own = 3", "found own = 3 in the rules; expected a table for each rule"),
        ("[own]\nx = 3", "found own.x = 3; expected a table with title, level"),
        ('[own.term-expired]\ntitle = "t"', "'term-expired' that there is already"),
        ('[own.X]\ntitle = "t"', "'X' that is no id"),
        (NEEDED.replace('level = "zone"\n', ""), r"found no key 'level' in \[own.x\]"),
        (NEEDED + "weight = 3", r"found the unknown key 'weight' in \[own.x\]"),
        (NEEDED.replace("zone", "region"), "own.x.level = 'region'; expected one of district"),
        (NEEDED.replace("projects", "needs"), "own.x.table = 'needs'; expected one of projects, activities"),
        (NEEDED.replace("category", "categry"), "own.x.column = 'categry'; expected one of title"),
        (NEEDED + "values = []", r"own.x.values = \[\]; expected a list of texts"),
        (NEEDED.replace("category", "layer") + 'values = ["peace"]', "own.x.values = 'peace'; expected one of safety"),
        (NEEDED + "organizations = 0", "own.x.organizations = 0; expected a whole number from 1"),
        (NEEDED + "days = 1.5", "own.x.days = 1.5; expected a whole number"),
        (NEEDED.replace("projects", "resources") + "days = 3", "own.x.days, but resources have no date"),
        (NEEDED + 'severity = "grave"', "own.x.severity = 'grave'; expected one of high"),
        (NEEDED + 'remedy = "Ask {who}"', "own.x.remedy = 'Ask {who}'; in braces expected one of name"),
        (NEEDED + 'remedy = "Ask {"', "in braces expected one of name"),
        (NEEDED.replace('"t"', "3"), "own.x.title = 3; expected a text"),
        (NEEDED.replace('"t"', '{ en = "t" }'), "own.x.title = {'en': 't'}; expected a text"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InputError, match=said) as error:
        load_own_rules(write(tmp_path / "rules.toml", text))
    assert "\n" not in str(error.value)


def test_an_unknown_rule_is_told_apart_from_ones_own(tmp_path: Path) -> None:
    own = load_own_rules(write(tmp_path / "rules.toml", GOOD))
    with pytest.raises(InputError, match="found no rule 'nobody-her'; did you mean nobody-here"):
        find_gaps(world(places=[{"place_id": "Z", "level": "zone"}]), rules=["nobody-her"], own=own)
