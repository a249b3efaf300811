"""``gongjian export`` and ``gongjian import`` as a user types them."""

from __future__ import annotations

import json
from pathlib import Path

import networkx as nx
import pytest
from click.testing import CliRunner, Result

from graphmodel.cli import gongjian
from graphmodel.errors import InputError
from graphmodel.exchange import known_formats
from graphmodel.graph import build_graph
from loaders import load

TABLES = {
    "about": "key,value\nas_of,2022-06-30\ntitle,台账\nsynthetic,yes\n",
    "places": "place_id,name,level,parent_id\n510106,金牛区,district,\n510106032,抚琴街道,street,510106\n",
    "party_organizations": "org_id,name,kind,place_id\nP1,街道党工委,working_committee,510106032\n",
    "enterprises": "unit_id,name,place_id\nE1,甲公司,510106032\nE2,乙公司,510106\nE3,丙公司,510106\n",
    "projects": "project_id,title,status,layer,started_on,funds_yuan\nX1,义诊,done,culture,2022-03,1200.5\n",
    "project_participants": "project_id,participant_id,role\nX1,P1,initiator\nX1,E1,partner\nX1,E2,partner\n",
    "links": "from_id,to_id,layer\nE1,E2,safety\nE1,E2,culture\n",
}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(gongjian, list(arguments), catch_exceptions=False)


def test_without_arguments_the_formats_are_listed() -> None:
    for language in ("zh", "en"):
        output = run("export", "--lang", language).output
        assert all(name in output for name in known_formats())


def test_tables_through_a_file_are_the_same_tables(tables: Path, tmp_path: Path) -> None:
    file = tmp_path / "net.graphml"
    assert run("export", "--from", str(tables), "-o", str(file)).exit_code == 0
    assert run("import", str(file), "-o", str(tmp_path / "back")).exit_code == 0
    assert load(tmp_path / "back").load == load(tables).load


def test_the_network_of_links_is_exported_with_weights(tables: Path, tmp_path: Path) -> None:
    file = tmp_path / "links.gexf"
    result = run("export", "--from", str(tables), "--network", "links", "-o", str(file), "--lang", "en")
    assert result.exit_code == 0
    found = nx.read_gexf(file)
    assert found.number_of_edges() > 0
    assert all(weight > 0 for *_, weight in found.edges(data="weight"))


def test_a_scope_is_a_part(tables: Path, tmp_path: Path) -> None:
    graph = build_graph(load(tables))
    file = tmp_path / "part.json"
    assert run("export", "--from", str(tables), "--scope", "510106032", "-o", str(file)).exit_code == 0
    assert 0 < len(nx.node_link_graph(json.loads(file.read_text(encoding="utf-8")), edges="edges")) < len(graph)


def test_a_graph_of_others_becomes_plain_tables(tmp_path: Path) -> None:
    nx.write_graphml(nx.karate_club_graph(), tmp_path / "karate.graphml")
    result = run("import", str(tmp_path / "karate.graphml"), "-o", str(tmp_path / "raw"))
    assert result.exit_code == 0
    assert "gongjian map" in result.stderr
    assert {path.name for path in (tmp_path / "raw").iterdir()} >= {"nodes.csv", "edges.csv"}


@pytest.mark.parametrize("name", known_formats())
def test_what_was_exported_is_imported_and_read_as_tables(tables: Path, tmp_path: Path, name: str) -> None:
    file = tmp_path / f"net{known_formats()[name].suffix}"
    assert run("export", "--from", str(tables), "--to", name, "-o", str(file)).exit_code == 0
    result = run("import", str(file), "--as", name, "-o", str(tmp_path / "back"))
    assert result.exit_code == 0
    if name == "ucinet":  # it holds ties without their kind
        assert "do not say of what kind they are" in result.stderr
        assert "gongjian map" in result.stderr
        assert len(run("map", str(tmp_path / "back"), "-o", str(tmp_path / "mapping.toml")).output) > 0
    else:
        assert "gongjian check" in result.stderr
        written = {path.stem for path in (tmp_path / "back").glob("*.csv")}
        assert written == {path.stem for path in tables.glob("*.csv")} | {"about"}
        assert load(tmp_path / "back").load == load(tables).load or not known_formats()[name].lossless


def test_a_folder_with_files_is_left_alone(tables: Path) -> None:
    with pytest.raises(InputError, match="expected a new or empty folder"):
        run("import", "whatever.gexf", "-o", str(tables))
    with pytest.raises(InputError, match="say where with -o"):
        run("export", "--to", "gexf")


def test_a_scope_may_be_named(tables: Path, tmp_path: Path) -> None:
    for scope in ("510106032", "抚琴街道"):
        assert (
            run("export", "--from", str(tables), "--scope", scope, "-o", str(tmp_path / f"{scope}.json")).exit_code == 0
        )
    assert (tmp_path / "510106032.json").read_bytes() == (tmp_path / "抚琴街道.json").read_bytes()
