"""Names of self-employed units: a unit that is called as the person behind it is called names that person."""

from __future__ import annotations

from loaders.map.rows import Rows
from loaders.person_names import is_traders_own_name
from loaders.private import MASK

_SELF_EMPLOYED = "self_employed"
_REGISTERED_SO = "92"
"""How the credit codes of self-employed units begin, GB 32100-2015."""


def leave_out_own_names(rows: Rows) -> None:
    """Empty and report the names of self-employed units that are a person's.

    Such a row has no name then and is quarantined, unless the dataset says that these names are to be kept.
    """
    names = rows.columns.get("name")
    if rows.table.name != "enterprises" or names is None:
        return
    column = rows.table.column("name")
    for row, (name, kind, code) in enumerate(zip(names, rows.column("kind"), rows.column("uscc"), strict=True)):
        if name is None or not (kind == _SELF_EMPLOYED or (code or "").startswith(_REGISTERED_SO)):
            continue
        if is_traders_own_name(name):
            names[row] = None
            rows.report("private_value", row, column, value=MASK)
