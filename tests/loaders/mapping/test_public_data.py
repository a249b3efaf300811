"""The example mappings on the data they were written for, counted against what the files themselves hold."""

from __future__ import annotations

import csv
import lzma
import os
import shutil
import subprocess
import sys
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

import loaders
from graphmodel.gaps import find_gaps
from graphmodel.graph import build_graph
from loaders import CheckResult

ROOT = Path(__file__).parents[3]
DATA = ROOT.parent / "shared" / "data"
MAPPINGS = ROOT / "examples" / "mappings"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(
        not DATA.is_dir() and not os.environ.get("CI"),
        reason=f"the public data are not beside the repository, in {DATA}",
    ),
]
NOT_FIRMS = {"私人承办物业": 345, "业主自筹物业": 248, "小区物管处": 103, "街道办事处（委员会）代管物业": 98}


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def as_id(cell: str) -> str:
    """Ids are read in compatibility form: a no-break space is a space."""
    return unicodedata.normalize("NFKC", cell).strip()


@cache
def checked(mapping: str, *files: str) -> CheckResult:
    return loaders.check([DATA / file for file in files], mapping=MAPPINGS / f"{mapping}.toml")


@pytest.mark.parametrize(
    ("file", "streets", "communities"),
    [("jinniu_510106", 13, 90), ("shifang_510682", 10, 124), ("danling_511424", 5, 50)],
)
def test_the_division_codes_of_three_districts(file: str, streets: int, communities: int) -> None:
    result = checked("divisions", f"divisions/{file}_2023.csv")
    places = result.dataset.records("places")
    assert places is not None
    assert Counter(places.column("level")) == {"district": 1, "street": streets, "community": communities}
    assert result.problems == ()
    graph = build_graph(result.dataset)
    assert graph.number_of_edges() == streets + communities


def test_the_division_codes_of_the_nation_in_bounded_memory(tmp_path: Path) -> None:
    """What `check` needs grows by the accepted columns alone: 664,034 rows within 500 MB."""
    with (
        lzma.open(DATA / "divisions" / "divisions_2023_5level.csv.xz") as packed,
        (tmp_path / "divisions_2023.csv").open("wb") as file,
    ):
        shutil.copyfileobj(packed, file, 1 << 20)
    script = (
        "import sys, resource, pathlib, loaders\n"
        "result = loaders.check(sys.argv[1], mapping=sys.argv[2])\n"
        # The kernel's ru_maxrss remembers the process that started this one; VmHWM speaks of this program alone.
        "status = pathlib.Path('/proc/self/status')\n"
        "lines = status.read_text().splitlines() if status.exists() else []\n"
        "peak = [int(line.split()[1]) for line in lines if line.startswith('VmHWM')]\n"
        "peak = peak[0] if peak else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "print(result.counts['places'].accepted, len(result.problems), peak)\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path), str(MAPPINGS / "divisions.toml")]
    answer = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT, timeout=300).stdout
    accepted, problems, kilobytes = map(int, answer.split())
    # All but the 31 provinces and the 342 prefectures, of which the 4 without counties stay.
    assert (accepted, problems) == (664_034 - 31 - 342 + 4, 0)
    assert kilobytes < 500_000


@pytest.mark.parametrize(("district", "count"), [("jinniu", 3637), ("shifang", 402), ("danling", 78)])
def test_registered_enterprises(district: str, count: int) -> None:
    result = checked("enterprises", f"enterprises/{district}_enterprises_1978_2004.csv")
    assert result.quarantined == 0
    assert result.counts["enterprises"].accepted == count


JINNIU = (
    "divisions/jinniu_510106_2023.csv",
    "compounds/jinniu_compounds_2017.csv",
    "enterprises/jinniu_enterprises_1978_2004.csv",
)


def test_jinniu_in_one_graph() -> None:
    result = checked("jinniu", *JINNIU)
    assert result.quarantined == 0
    assert result.counts["places"].accepted == 104 + 1515
    assert result.by_code()["bad_uscc"] == 4
    compounds, enterprises = rows(JINNIU[1]), rows(JINNIU[2])
    firms = {row["property_firm"] for row in compounds} - {*NOT_FIRMS, ""}
    registered = {row["name"] for row in enterprises}
    assert (len(enterprises), len(firms), len(firms & registered)) == (3637, 184, 21)
    # A firm that is registered is one node with its credit code, not two.
    assert result.counts["enterprises"].accepted == 3637 + 184 - 21
    assert result.counts["property_services"].accepted == 316
    graph = build_graph(result.dataset)
    served = {end for _, end, data in graph.edges(data=True) if data["type"] == "SERVICES"}
    assert len(served) == 316


def test_the_real_gaps_of_property_service() -> None:
    graph = build_graph(checked("jinniu", *JINNIU).dataset)
    report = find_gaps(graph, rules=["compound-without-property-service"])
    subjects = {finding.subject for finding in report.findings}
    found = Counter(row["property_firm"] for row in rows(JINNIU[1]) if f"小区-{row['compound_id']}" in subjects)
    assert found == {**NOT_FIRMS, "": 405}
    assert len(subjects) == 1199


def test_what_jinniu_cannot_know_is_said() -> None:
    graph = build_graph(checked("jinniu", *JINNIU).dataset)
    absent = set(graph.graph["absent_tables"])
    assert {"party_organizations", "owners_committees", "coverage", "meetings"} <= absent
    (about,) = graph.graph["sources"].values()
    told = {"物业一栏为空": 405, "业主自筹": 248, "私人承办": 345, "小区物管处": 103, "街道办代管": 98}
    found = Counter(row["property_firm"] for row in rows(JINNIU[1]))
    assert {count: found[name] for name, count in NOT_FIRMS.items()} == {n: n for n in NOT_FIRMS.values()}
    assert found[""] == told["物业一栏为空"]
    assert all(str(count) in about["note"] and words in about["note"] for words, count in told.items())


def test_who_does_what_where_is_a_coverage_table() -> None:
    result = checked("ebola_3w", "networks/ebola_3w/ebola_3w_2014.csv")
    assert result.quarantined == 0
    kinds = {"Coordination": "organization", "Funding": "organization"}
    kinds |= {"Social Mobilisation": "activity", "Psychological Support": "activity"}
    told = rows("networks/ebola_3w/ebola_3w_2014.csv")
    cells = {(as_id(row["organisation"]), as_id(row["pcode"]), kinds.get(row["activity"], "work")) for row in told}
    graph = build_graph(result.dataset)
    assert {
        (start, end, data["kind"]) for start, end, data in graph.edges(data=True) if data["type"] == "COVERS"
    } == cells
    counts = result.counts["coverage"]
    assert (counts.read, counts.accepted) == (1201, len(cells))
    assert result.counts["party_organizations"].accepted == 128
    assert result.counts["places"].accepted == 56 + 3


def test_katrina_has_hierarchy_and_dated_ties() -> None:
    folder = "networks/katrina"
    names = ("lineage.edges.csv", "lineage.nodes.csv", "combined.nodes.csv", "by_date.edges.csv")
    result = checked("katrina", *(f"{folder}/{name}" for name in names))
    arcs = rows(f"{folder}/lineage.edges.csv")
    graph = build_graph(result.dataset)
    reports = [pair for *pair, data in graph.edges(data=True) if data["type"] == "REPORTS_TO"]
    links = Counter(str(data["since"]) for *_, data in graph.edges(data=True) if data["type"] == "BUILDS_WITH")
    assert len(graph) == 1837
    # Six units have two owners: the second is quarantined, not forgotten.
    assert len(reports) == len({row["target"] for row in arcs}) == 1440
    assert result.by_code()["duplicate_id"] == result.quarantined == 6
    assert links == Counter(row["date"] for row in rows(f"{folder}/by_date.edges.csv"))


def test_cordis_projects_have_participants() -> None:
    file = "networks/cordis_h2020/slice_EE.csv"
    result = checked("cordis_h2020", file)
    told = rows(file)
    assert result.quarantined == 0
    assert result.counts["projects"].accepted == len({row["rcn"] for row in told}) == 590
    units = ("enterprises", "public_institutions", "social_organizations")
    assert sum(result.counts[name].accepted for name in units) == len({row["pic"] for row in told}) == 221
    participants = result.dataset.records("project_participants")
    assert participants is not None
    assert Counter(participants.column("role")) == {"initiator": 166, "partner": 562}
