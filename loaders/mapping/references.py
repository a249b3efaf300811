"""Columns that name rows of other sheets where ours want their ids: a lookup finds them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import PurePath

from graphmodel.schema import Column, NodeTable
from loaders.mapping.profile import Profile
from loaders.mapping.propose import Proposal

_ENOUGH = 0.5
_NAMES = ("name", "title")


@dataclass(frozen=True, slots=True)
class Register:
    """A sheet that says both the names and the ids of its rows; ``lookup`` is what a mapping calls it."""

    lookup: str
    proposal: Proposal
    match: Profile
    take: Profile

    @property
    def names(self) -> frozenset[str]:
        """The names among the first rows."""
        return frozenset(self.match.cells)


@dataclass(frozen=True, slots=True)
class Named:
    """That a column of ours is to be looked up by the names in a column of the sheet; ``share`` of them are known."""

    column: Column
    profile: Profile
    registers: tuple[Register, ...]
    share: float


def find_registers(proposals: Iterable[Proposal]) -> tuple[Register, ...]:
    """Return the sheets by which names can be looked up, called by their table and, from the second on, a number."""
    found: list[Register] = []
    for proposal in proposals:
        key = proposal.table.key if isinstance(proposal.table, NodeTable) else None
        ids = proposal.guesses.get(key or "")
        names = next((proposal.guesses[name] for name in _NAMES if name in proposal.guesses), None)
        # Codes of 12 digits are cut to their level when they are read, so that they answer for nothing as they stand.
        if ids is None or names is None or ids.profile is names.profile or ids.profile.has_division_codes():
            continue
        taken = {register.lookup for register in found}
        table = proposal.table.name
        lookup = next(
            name for number in count(1) if (name := table if number == 1 else f"{table}_{number}") not in taken
        )
        found.append(Register(lookup, proposal, names.profile, ids.profile))
    return tuple(found)


def find_named(proposal: Proposal, registers: Sequence[Register]) -> dict[str, Named]:
    """Return, by our column, which columns of a sheet hold names of what they refer to; each column serves once."""
    found = sorted(_candidates(proposal, registers), key=lambda named: -named.share)
    chosen: dict[str, Named] = {}
    used: set[int] = set()
    for named in found:
        if named.column.name not in chosen and named.profile.index not in used:
            chosen[named.column.name] = named
            used.add(named.profile.index)
    return {column.name: chosen[column.name] for column in proposal.table.read_columns if column.name in chosen}


def _candidates(proposal: Proposal, registers: Sequence[Register]) -> Iterator[Named]:
    key = (proposal.table.key,) if isinstance(proposal.table, NodeTable) else ()
    own = {proposal.guesses[name].profile.index for name in (*_NAMES, *key) if name in proposal.guesses}
    for column in proposal.table.read_columns:
        if column.reference is None:
            continue
        tables = column.reference.tables
        asked = [register for register in registers if register.proposal.table.name in tables]
        guess = proposal.guesses.get(column.name)
        profiles = _free(proposal, own) if guess is None else [guess.profile]
        for profile in profiles:
            named = _named(column, profile, asked)
            if named is not None:
                yield named


def _free(proposal: Proposal, own: set[int]) -> list[Profile]:
    """Return the columns that may name something: those not used, and texts such as an address; never the row's own name."""
    taken = {guess.profile.index for guess in proposal.guesses.values() if guess.column.reference is not None}
    texts = [guess.profile for guess in proposal.guesses.values() if guess.column.kind.value == "text"]
    free = [*(profile for profile in proposal.left if not (profile.private or profile.ordinal)), *texts]
    return [profile for profile in free if profile.index not in own | taken]


def _named(column: Column, profile: Profile, registers: Sequence[Register]) -> Named | None:
    cells = set(profile.distinct)
    hits = [(len(cells & register.names), register) for register in registers]
    known = cells & frozenset().union(*(register.names for register in registers))
    share = len(known) / len(cells) if cells else 0.0
    # Where the cells are ids as well, they need no lookup.
    ids = frozenset(cell for register in registers for cell in register.take.cells)
    if share < _ENOUGH or len(cells & ids) > len(known):
        return None
    asked = [register for number, register in sorted(hits, key=lambda hit: -hit[0]) if number]
    return Named(column, profile, tuple(asked), share)


def place_of(register: Register) -> str:
    """Return the file and the sheet of a register, for people."""
    sheet = register.proposal.sheet
    name = PurePath(sheet.file).name
    return name if sheet.name is None else f"{name} [{sheet.name}]"
