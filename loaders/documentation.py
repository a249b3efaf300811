"""The page of problems, made from their catalogue."""

from __future__ import annotations

from loaders.problems import PROBLEM_KINDS, ProblemKind

_HEAD = """# Problems in tables · 表格中的问题

`gongjian check` 与 `gongjian load` 在表格中能发现的问题。问题编号（如 `bad_count`）固定不变。**错误**：该行连同原因隔离，改好后可再载入。
**提醒**：只作说明，该行已接受，不影响退出码。花括号中的内容会换成实际的列、值与表。

What `gongjian check` and `gongjian load` can find in a table. The codes are stable. An **error** quarantines its row: the
row is kept apart with its reason and can be mended and loaded again. A **warning** is only told; it does not change
the exit code. Words in braces are filled in.

Generated from `loaders/problems/catalogue.py`; do not edit.
"""


def errors_page() -> str:
    """Return ``docs/errors.md``: every kind of problem with both titles, its message and an example.

    Examples
    --------
    >>> "## Errors" in errors_page()
    True
    """
    parts = [_HEAD]
    for severity, title in (("error", "Errors · 错误"), ("warning", "Warnings · 提醒")):
        parts.append(f"## {title}\n")
        parts.extend(_section(kind) for kind in PROBLEM_KINDS if kind.severity == severity)
    return "\n".join(parts)


def _section(kind: ProblemKind) -> str:
    return (
        f"### `{kind.code}` · {kind.title.en} · {kind.title.zh}\n\n"
        f"- {kind.message.en}\n"
        f"- {kind.message.zh}\n"
        f"- Example: {kind.example}\n"
    )
