"""A small town whose numbers are worked out by hand, and the page that shows it."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from graphmodel.graph import About, Dataset, Records
from graphmodel.schema import BY_NAME

EVERY_ADDRESS = "0.0.0.0"  # noqa: S104 -- what a page for other machines listens on
SCRIPT = "<script>window.hurt=1</script><b>甲&公司"
LONG = "长" * 255
ODD = "🐉\u202eابجد店"

TABLES: dict[str, dict[str, list[Any]]] = {
    "places": {
        "place_id": ["510106", "510106024", "510106025", "510106024001", "510106024002", "K1", "511424"],
        "name": ["金牛区", "西安路街道", "抚琴街道", "青羊北路社区", "永陵社区", "一号院", "丹棱县"],
        "level": ["district", "street", "street", "community", "community", "compound", "district"],
        "parent_id": [None, "510106", "510106", "510106024", "510106024", "510106024001", None],
    },
    "party_organizations": {
        "org_id": ["P1", "P2"],
        "name": ["西安路街道党工委", "抚琴街道党工委"],
        "kind": ["working_committee", "working_committee"],
        "place_id": ["510106024", "510106025"],
    },
    # 20 in one street, of which 5 are covered; 10 in the other, none.
    "enterprises": {
        "unit_id": [f"E{at:02d}" for at in range(30)],
        "name": [SCRIPT, LONG, ODD, *(f"企业{at}" for at in range(3, 30))],
        "place_id": ["510106024"] * 20 + ["510106025"] * 10,
        "party_members": [5] + [None] * 29,
        "employees": [900] + [10] * 29,
    },
    "coverage": {
        "org_id": ["P1"] * 5,
        "covered_id": [f"E{at:02d}" for at in range(1, 6)],
        "kind": ["organization"] * 5,
    },
    "alliances": {
        "alliance_id": ["A1", "A2"],
        "name": ["产业联盟", "沉睡联盟"],
        "kind": ["industry_alliance", "other"],
        "place_id": ["510106024", "510106025"],
    },
    "alliance_members": {
        "alliance_id": ["A1", "A1", "A2", "A2"],
        "member_id": ["E00", "E03", "E04", "E05"],
        "role": ["lead", "member", "member", "member"],
    },
    "activities": {"activity_id": ["H1"], "title": ["义诊"], "held_on": [date(2024, 5, 1)], "layer": ["culture"]},
    "activity_participants": {"activity_id": ["H1", "H1"], "participant_id": ["E00", "E03"]},
}


# One more day together: two who have a partner in common and do not build with each other.
TIED: dict[str, dict[str, list[Any]]] = {
    "activities": {
        "activity_id": ["H1", "H2"],
        "title": ["义诊", "清扫"],
        "held_on": [date(2024, 5, 1), date(2024, 6, 1)],
        "layer": ["culture", "environment"],
    },
    "activity_participants": {"activity_id": ["H1", "H1", "H2", "H2"], "participant_id": ["E00", "E03", "E03", "E06"]},
}


def town(**tables: dict[str, list[Any]]) -> Dataset:
    """Return the town as records, with some tables in place of its own."""
    about = About(as_of=date(2024, 6, 30), title="小城", source="town")
    return Dataset(about, {name: Records(BY_NAME[name], columns) for name, columns in (TABLES | tables).items()})


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def served(folder: Path, *options: str, work: Path | None = None) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run the command as a user does, from a folder of its own, and give the address that it prints."""
    command = [sys.executable, "-c", "from graphmodel.cli import main; main()", "serve", "--from", str(folder)]
    port = () if "--port" in options else ("--port", str(free_port()))
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        [*command, "--no-browser", *port, *options],
        cwd=work or folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert "http://" in line, line + process.stdout.read()
        yield line[line.index("http://") :].strip(), process
    finally:
        process.terminate()
        process.wait(timeout=20)
        if process.stdout is not None:
            process.stdout.close()


def wait_until(happens: Callable[[], bool], *, seconds: float = 60) -> None:
    """Wait for what a busy machine may take long for; the limit only ends a test that would never end."""
    end = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)


def get(address: str, *, method: str = "GET", body: bytes = b"", **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Return the status, the headers (lower case) and the body of an answer, whatever the status; redirections are not followed."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
    try:
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        connection.request(method, path or "/", body, {name.replace("_", "-"): text for name, text in headers.items()})
        answer = connection.getresponse()
        return answer.status, {name.lower(): text for name, text in answer.getheaders()}, answer.read()
    finally:
        connection.close()
