"""Rows against the rules of the tables: within a row, between rows, between tables."""

from __future__ import annotations

from collections.abc import Mapping

from loaders.map.rows import Rows
from loaders.validate.dependents import quarantine_dependents
from loaders.validate.duplicates import merge_equal, settle_ids
from loaders.validate.references import check_targets
from loaders.validate.self_employed import leave_out_own_names
from loaders.validate.within import check_within, key_column

__all__ = ["validate"]


def validate(tables: Mapping[str, Rows], *, keep_person_names: bool = False) -> None:
    """Decide for every row of all tables whether it is accepted, merged or quarantined, and say why.

    The order matters: what is wrong with a row itself comes first, so that a row that cannot stand claims no id; then
    ids; then what depends on quarantined rows; equal ties are merged last, among those that are accepted.
    """
    for rows in tables.values():
        if not keep_person_names:
            leave_out_own_names(rows)
        check_within(rows)
    check_targets(tables)
    standing = settle_ids(tables)
    quarantine_dependents(tables, standing)
    for rows in tables.values():
        if key_column(rows.table) is None:
            merge_equal(rows)
