"""The numbers of the priority score: defaults, what ``[priority]`` in a ``rules.toml`` sets, and whether it makes sense."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from graphmodel.errors import InputError
from graphmodel.gaps.closing import Effort
from graphmodel.gaps.parameters import PRIORITY, check_number, read_rules_file
from graphmodel.gaps.rule import Parameter, Severity
from graphmodel.schema import Bilingual

_WEIGHT = Bilingual("weight", "权重")
_SHARE = Bilingual("of the highest", "（满分为1）")
_PEOPLE = Bilingual("people", "人")
_CENSUS = Bilingual(
    "Seventh National Population Census, communiqué no. 2: 2.62 people a family household",
    "第七次全国人口普查公报（第二号）：平均每个家庭户2.62人",
)


def _share(name: str, default: float) -> Parameter:
    return Parameter(name, default, _SHARE, whole=False, maximum=1)


WEIGHTS: tuple[Parameter, ...] = (
    Parameter("severity", 50, _WEIGHT, whole=False),
    Parameter("people", 30, _WEIGHT, whole=False),
    Parameter("ease", 20, _WEIGHT, whole=False),
    *map(_share, (severity.value for severity in Severity), (1.0, 0.6, 0.3)),
    *map(_share, (effort.value for effort in Effort), (1.0, 0.8, 0.6, 0.4, 0.2)),
    Parameter("people_per_household", 2.62, _PEOPLE, _CENSUS, whole=False, maximum=20),
    Parameter("people_full", 10_000, _PEOPLE, minimum=1, maximum=100_000_000),
    Parameter("people_unknown", 10, _PEOPLE),
)
"""Every number of the score: the three weights, the severities, the efforts, and how people are counted."""


def load_weights(path: str | Path) -> dict[str, float]:
    r"""Read the table ``[priority]`` of a ``rules.toml``.

    Returns
    -------
    dict
        What the file sets; every other number keeps its default.

    Raises
    ------
    InputError
        If the file cannot be read, or sets a number or a value that there is not.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "rules.toml")
    ...     _ = path.write_text("[priority]\nease = 40\n", encoding="utf-8")
    ...     load_weights(path)
    {'ease': 40}
    """
    return check_weights(read_rules_file(path).get(PRIORITY, {}))


def check_weights(weights: Any) -> dict[str, float]:
    """Return the numbers as given, once every name and value is known to be right; else raise `InputError`."""
    if not isinstance(weights, Mapping):
        msg = Bilingual(
            f"found {PRIORITY} = {weights!r} in the rules; expected a table with numbers such as ease = 20",
            f"规则文件中 {PRIORITY} = {weights!r}：应为一个表，其中写数值，例如 ease = 20",
        )
        raise InputError(msg)
    known = {parameter.name: parameter for parameter in WEIGHTS}
    for name in weights:
        if name not in known:
            msg = Bilingual(
                f"found no number {name!r} in [{PRIORITY}]; it has {', '.join(known)}",
                f"[{PRIORITY}] 没有参数 {name!r}：可用的有 {'、'.join(known)}",
            )
            raise InputError(msg)
    return {name: check_number(PRIORITY, known[name], value) for name, value in weights.items()}


def resolve_weights(overrides: Mapping[str, float] | None = None) -> dict[str, float]:
    """Return every number of the score: its default, or what ``overrides`` sets.

    Raises
    ------
    InputError
        If a name or value is wrong, or all three weights are 0.
    """
    weights = {parameter.name: parameter.default for parameter in WEIGHTS} | check_weights(overrides or {})
    if not any(weights[name] for name in ("severity", "people", "ease")):
        msg = Bilingual(
            f"found severity, people and ease all 0 in [{PRIORITY}]; expected at least one weight above 0",
            f"[{PRIORITY}] 中 severity、people、ease 都是 0：至少应有一个权重大于 0",
        )
        raise InputError(msg)
    return weights
