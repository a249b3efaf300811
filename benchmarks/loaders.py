"""Checking tables, against pandas that reads the same files and checks nothing, each in a process of its own: seconds of processor time, peak memory."""

from __future__ import annotations

import json
import lzma
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import Row
from benchmarks.samples import throughput_dataset
from graphmodel.graph import Dataset
from graphmodel.store import load_dataset, server
from loaders import check, write_dataset

NODES = int(os.environ.get("GONGJIAN_BENCH_LOADER_NODES", "100000"))
"""Nodes of the tables that are read as CSV; there are three rows for each, and of the larger sample three times as many."""

ROOT = Path(__file__).parents[1]
NATION = ROOT.parent / "shared" / "data" / "divisions" / "divisions_2023_5level.csv.xz"
_REPEATS = 3
_MEASURED = """
import json, pathlib, resource, sys, time
begin = time.process_time()
{job}
used = time.process_time() - begin
# The kernel's ru_maxrss remembers the process that started this one; VmHWM speaks of this program alone.
status = pathlib.Path("/proc/self/status")
lines = status.read_text().splitlines() if status.exists() else []
peak = [int(line.split()[1]) for line in lines if line.startswith("VmHWM")]
print(json.dumps([rows, used, peak[0] if peak else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]))
"""
_OURS = """
import loaders
begin = time.process_time()
found = loaders.check(sys.argv[1:], as_of="2024-06-30")
assert not found.quarantined
rows = sum(counts.read for counts in found.counts.values())
"""
_CSV = """
import pandas
begin = time.process_time()
rows = sum(len(pandas.read_csv(path, dtype=str)) for path in sys.argv[1:])
"""
_XLSX = """
import pandas
begin = time.process_time()
rows = sum(map(len, pandas.read_excel(sys.argv[1], sheet_name=None, dtype=str, engine={engine!r}).values()))
"""


@dataclass(frozen=True, slots=True)
class _Run:
    rows: int
    seconds: float
    kilobytes: int


def _measured(job: str, paths: Sequence[Path]) -> _Run:
    command = [sys.executable, "-c", _MEASURED.format(job=job), *map(str, paths)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    return _Run(*json.loads(answer.stdout))


def _beside(what: str, theirs: str, instead: str, paths: Sequence[Path], *, repeats: int = _REPEATS) -> Row:
    """Run both ways in turn and keep the median of each; memory is the most of any run."""
    ours, others = zip(*((_measured(_OURS, paths), _measured(theirs, paths)) for _ in range(repeats)), strict=True)
    fast, slow = (sorted(run.seconds for run in runs)[repeats // 2] for runs in (ours, others))
    rows = ours[0].rows
    memory = [max(run.kilobytes for run in runs) / 1000 for runs in (ours, others)]
    size = f"{rows:,} rows, {rows / fast:,.0f} rows/s, {memory[0]:,.0f} MB; pandas {memory[1]:,.0f} MB"
    return Row(what, size, fast, slow, instead)


def _used(job: Callable[[], object]) -> float:
    """Return the seconds of processor time that this process and those it waited for take for a job."""
    before = os.times()
    job()
    after = os.times()
    return sum(after[:4]) - sum(before[:4])


def _nation(folder: Path) -> list[Row]:
    """Check the nation's places by their mapping and load them into an empty database; what the server itself uses is not counted."""
    if not NATION.exists():
        return []
    file = folder / "divisions_2023.csv"
    with lzma.open(NATION) as packed, file.open("wb") as plain:
        shutil.copyfileobj(packed, plain, 1 << 20)
    found: list[Dataset] = []
    mapping = ROOT / "examples" / "mappings" / "divisions.toml"
    checking = _used(lambda: found.append(check(file, mapping=mapping).dataset))
    environ = {**os.environ, "GONGJIAN_DATA_DIR": str(folder / "data")}
    environ.pop("NEO4J_URI", None)
    try:
        loading = _used(lambda: load_dataset(found[0], environ=environ))
    finally:
        server.stop(server.data_dir(environ) / "neo4j")
    size = f"{len(found[0]):,} places"
    return [
        Row("check the nation's places", size, checking),
        Row("load them into an empty database", size, loading),
    ]


def run() -> list[Row]:
    """Measure CSV, XLSX, a sample three times as large, and the nation's places where they are there."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="gongjian-bench-") as name:
        folder = Path(name)
        csv = [path for path in write_dataset(throughput_dataset(NODES), folder / "csv") if path.stem != "about"]
        rows.append(_beside("check CSV", _CSV, "pandas.read_csv, nothing checked", csv))
        few = throughput_dataset(NODES)
        nodes = Dataset(few.about, {name: few.tables[name] for name in ("places", "enterprises")})
        book = write_dataset(nodes, folder / "xlsx", format="xlsx")
        for engine in ("openpyxl", "calamine"):
            instead = f"pandas.read_excel, {engine}{' (its default)' if engine == 'openpyxl' else ''}, nothing checked"
            rows.append(_beside("check XLSX", _XLSX.format(engine=engine), instead, book))
        large = [
            path
            for path in write_dataset(throughput_dataset(NODES * 10 // 3), folder / "large")
            if path.stem != "about"
        ]
        rows.append(
            _beside("check CSV, ten thirds as large", _CSV, "pandas.read_csv, nothing checked", large, repeats=1)
        )
        rows.extend(_nation(folder))
    return rows
