"""A client that is killed at any moment: what a repeat gives is exactly what an undisturbed load gives."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from graphmodel.graph import About, Dataset, Records, build_graph
from graphmodel.schema import BY_NAME
from graphmodel.store import Connection, open_session, read_graph, write_dataset
from graphmodel.store.loads import read_loads

pytestmark = pytest.mark.neo4j
KILLS = int(os.environ.get("GONGJIAN_TEST_KILLS", "3"))
# A process of its own, which ends itself as `kill -9` would, before or after the n-th query that it sends.
CLIENT = """
import json, os, signal, sys
import neo4j
from graphmodel.store import Connection, open_session, settle, write_dataset
from tests.graphmodel.store.test_killed import listed

settle.BATCH = 7
fatal, after, seed, *where = json.loads(sys.argv[1])
sent = 0


def counting(run):
    def counted(self, *arguments, **options):
        global sent
        sent += 1
        if sent == fatal and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        answer = run(self, *arguments, **options)
        if sent == fatal:
            answer = list(answer)
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    return counted


for kind in (neo4j.Session, neo4j.ManagedTransaction):
    kind.run = counting(kind.run)
with open_session(Connection(*where)) as session:
    write_dataset(session, listed(seed))
print(sent)
"""


def listed(seed: int) -> Dataset:
    """Return what the source lists: other places, firms and services for each seed, most of them common to two seeds."""
    chance = random.Random(seed)  # noqa: S311 -- nothing secret
    compounds = [f"C{number}" for number in range(30) if chance.random() < 0.8]
    firms = [f"E{number}" for number in range(12) if chance.random() < 0.8]
    served = [compound for compound in compounds if chance.random() < 0.7]
    tables: dict[str, dict[str, list[Any]]] = {
        "places": {
            "place_id": ["510106", *compounds],
            "name": ["金牛区", *(f"小区{name}{chance.randrange(2)}" for name in compounds)],
            "level": ["district", *["compound"] * len(compounds)],
            "parent_id": [None, *["510106"] * len(compounds)],
        },
        "enterprises": {"unit_id": firms, "name": [f"物业{name}" for name in firms]},
        "property_services": {
            "enterprise_id": [chance.choice(firms) for _ in served],
            "compound_id": served,
            "since": [date(2020 + chance.randrange(4), 1, 1) for _ in served],
        },
    }
    about = About("台账", as_of=date(2024, 6, 30))
    return Dataset(about, {name: Records(BY_NAME[name], rows) for name, rows in tables.items()})


def send(connection: Connection, seed: int, fatal: int = 0, *, after: bool = False) -> subprocess.CompletedProcess[str]:
    where = [connection.uri, connection.username, connection.password, connection.database]
    command = [sys.executable, "-c", CLIENT, json.dumps([fatal, after, seed, *where])]
    root = Path(__file__).parents[3]
    return subprocess.run(command, check=False, capture_output=True, text=True, cwd=root, timeout=300)


def test_a_client_killed_at_random_points_and_a_repeat_end_in_the_undisturbed_graph(
    empty_database: Callable[[], Connection],
) -> None:
    """Client after client dies while it replaces one load by another, each at a moment of chance; then one ends its work."""
    seed = int(os.environ.get("GONGJIAN_TEST_SEED", str(random.SystemRandom().randrange(10**6))))
    chance = random.Random(seed)  # noqa: S311 -- nothing secret
    connection = empty_database()
    with open_session(connection) as session:
        write_dataset(session, listed(1))
    queries = 25
    for _ in range(KILLS):
        done = send(connection, 2, chance.randrange(1, queries), after=chance.random() < 0.5)
        # One that had nothing left to do by then ended well.
        assert done.returncode in (-signal.SIGKILL, 0), (seed, done.stderr)
    done = send(connection, 2)
    assert done.returncode == 0, (seed, done.stderr)
    assert nx.utils.graphs_equal(read_graph(connection), build_graph(listed(2))), f"GONGJIAN_TEST_SEED={seed}"
    with open_session(connection) as session:
        (record,) = read_loads(session)
        rows = session.run("MATCH (k:KeptRows) RETURN collect(DISTINCT k.rows) AS rows").single(strict=True)["rows"]
        assert write_dataset(session, listed(2)).unchanged
    assert (record.complete, len(record.earlier)) == (True, 1)
    assert sorted(rows) == sorted([record.rows, *record.earlier]), f"GONGJIAN_TEST_SEED={seed}"


HOSTILE = (
    "E1' }) DETACH DELETE n //",
    'x"}) RETURN n; MATCH (n) DELETE n //',
    "`) MATCH (n) DETACH DELETE n",
    "$rows",
    "\\u0027 OR 1=1",
    "{id: 'x'}",
    "甲\\",
    "'=1+1",
    "E 1；，“”",
)


def test_ids_and_names_with_cypher_in_them_are_only_text(empty_database: Callable[[], Connection]) -> None:
    firms = Records(BY_NAME["enterprises"], {"unit_id": list(HOSTILE), "name": [f"名\n{text}" for text in HOSTILE]})
    ties = {"from_id": list(HOSTILE), "to_id": [*HOSTILE[1:], HOSTILE[0]], "agreement": list(HOSTILE)}
    whole = Dataset(About(HOSTILE[0]), {"enterprises": firms, "links": Records(BY_NAME["links"], ties)})
    connection = empty_database()
    with open_session(connection) as session:
        write_dataset(session, whole)
        part = Records(BY_NAME["enterprises"], {"unit_id": [HOSTILE[2]], "name": [HOSTILE[1]]})
        assert nx.utils.graphs_equal(read_graph(connection), build_graph(whole))
        write_dataset(session, Dataset(About(HOSTILE[0]), {"enterprises": part}))
    assert list(read_graph(connection).nodes(data="name")) == [(HOSTILE[2], HOSTILE[1])]
