"""What is refused is told in Chinese with the same names and values, in each of its forms."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from graphmodel.gaps import find_gaps
from graphmodel.gaps.acknowledgement import acknowledge, named_finding, withdraw
from graphmodel.gaps.catalogue import choose
from graphmodel.gaps.change import compare_gaps
from graphmodel.gaps.each import find_gaps_each
from graphmodel.gaps.own_file import load_own_rules
from graphmodel.gaps.parameters import check_parameters, load_parameters
from graphmodel.gaps.weights import resolve_weights
from tests.graphmodel.gaps.worlds import AS_OF, LADDER, ago, world
from tests.refusals import refusal_in_chinese

GRAPH = world(places=LADDER, enterprises=[{"unit_id": f"E{at}", "party_members": 3} for at in range(2)])
REPORT = find_gaps(GRAPH, rules=["unit-should-have-own-organization"])
GAP = REPORT.findings[0]


def _acknowledged(*, reason: str = "搬迁", role: str = "街道党建办", until: date = AS_OF) -> object:
    return acknowledge(GAP, reason=reason, role=role, on=AS_OF, until=until)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: _acknowledged(reason=" "), "没有填写理由：请说明为何暂不补齐这处缺口"),
        (lambda: _acknowledged(role=""), "没有填写确认单位：请写明由哪个部门或岗位确认"),
        (lambda: _acknowledged(until=ago(1)), "最后一天 2024-06-29 早于第一天 2024-06-30"),
        (lambda: withdraw([], "f" * 10, on=AS_OF), "缺口 ffffffffff 在 2024-06-30 没有有效的确认"),
        (lambda: named_finding(REPORT.findings, "x:y"), "'x:y' 不对应任何现有缺口：请给出"),
        (lambda: named_finding([GAP, GAP], GAP.id), f"'{GAP.id}' 对应 2 处缺口：请给出"),
        (lambda: choose(["缺业委"]), "没有规则 '缺业委'：是否指 缺业委会"),
        (lambda: choose(["qqqq"]), "没有规则 'qqqq'：用 `gongjian gaps --list` 查看全部 "),
        (lambda: check_parameters({"term-expired": 3}), "参数中 term-expired = 3：应为一个表，可填 （无）"),
        (
            lambda: check_parameters({"alliance-dormant": {"weeks": 3}}),
            "规则 alliance-dormant 没有参数 'weeks'：它的参数为 days",
        ),
        (
            lambda: check_parameters({"alliance-dormant": {"days": 0.5}}),
            "alliance-dormant.days = 0.5：应为 0 至 100000 的整数（单位：天）",
        ),
        (
            lambda: resolve_weights({"severity": 0, "people": 0, "ease": 0}),
            "[priority] 中 severity、people、ease 都是 0：至少应有一个权重大于 0",
        ),
        (lambda: list(find_gaps_each(GRAPH, level="zone")), "层级 'zone' 不可用：应为 district、street、community 之一"),
        (lambda: list(find_gaps_each(world(), level="street")), "数据中没有层级为 'street' 的地点"),
        (lambda: list(find_gaps_each(GRAPH, level="district", scope="S")), "'S' 内没有层级为 'district' 的地点"),
        (lambda: compare_gaps(find_gaps(GRAPH, scope="S"), REPORT), "几份报告的范围不同（'S'、全部）"),
        (lambda: compare_gaps(REPORT, find_gaps(GRAPH, as_of=ago(3))), "数据日期 2024-06-30 的报告排在 2024-06-27 的前面"),
    ],
)  # fmt: skip
def test_what_is_refused_is_told_in_chinese(call: Callable[[], object], said: str) -> None:
    assert said in refusal_in_chinese(call)


NEEDED = '[own.x]\ntitle = "t"\nlevel = "zone"\ntable = "projects"\ncolumn = "category"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("own = 3", "规则文件中 own = 3：每条规则应写一个表，例如 [own.nobody-here]"),
        ("[own]\nx = 3", "own.x = 3：应为一个表，至少含 title、level、table、column"),
        ('[own.term-expired]\ntitle = "t"', "规则 'term-expired' 与已有规则重名"),
        ('[own.X]\ntitle = "t"', "规则 'X' 不能作规则 id"),
        (NEEDED.replace('level = "zone"\n', ""), "[own.x] 缺少键 'level'"),
        (NEEDED + "colour = 3\n", "[own.x] 中有无法识别的键 'colour'"),
        (NEEDED.replace("zone", "moon"), "own.x.level = 'moon'：应为 district、street"),
        (NEEDED + 'remedy = "Ask {whom}."\n', "own.x.remedy = 'Ask {whom}.'：花括号内应为 name、place"),
        ("own = ", "不符合 TOML 格式（"),
    ],
)
def test_rules_of_ones_own_are_told_in_chinese_what_is_wrong(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(text, encoding="utf-8")
    assert said in refusal_in_chinese(lambda: load_own_rules(path))


def test_a_rules_file_that_is_not_there_is_told_in_chinese(tmp_path: Path) -> None:
    path = tmp_path / "none.toml"
    said = refusal_in_chinese(lambda: load_parameters(path))
    assert said == f"无法读取规则文件 '{path}'（文件夹或文件不存在）：请给出 rules.toml 的路径"
