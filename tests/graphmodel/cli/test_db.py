from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from graphmodel.cli import main
from graphmodel.store.settings import Connection


def gongjian(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    return int(ended.value.code or 0)


@pytest.fixture
def foreign(neo4j_server: Connection, monkeypatch: pytest.MonkeyPatch) -> Connection:
    monkeypatch.setenv("NEO4J_URI", neo4j_server.uri)
    monkeypatch.setenv("NEO4J_USERNAME", neo4j_server.username)
    monkeypatch.setenv("NEO4J_PASSWORD", neo4j_server.password)
    return neo4j_server


@pytest.mark.neo4j
def test_start_status_stop_and_reset(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("NEO4J_URI", raising=False)
    monkeypatch.setenv("GONGJIAN_DATA_DIR", str(tmp_path))

    assert gongjian("db", "status") == 0
    assert "stopped" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []

    assert gongjian("db", "start") == 0
    assert "bolt://127.0.0.1:" in capsys.readouterr().out
    assert gongjian("db", "status") == 0
    shown = dict(line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines())
    assert shown["state"].startswith("running")
    assert shown["data"] == str(tmp_path / "neo4j")
    assert (shown["nodes"], shown["relationships"]) == ("0", "0")
    secret = (tmp_path / "neo4j" / "password").read_text(encoding="utf-8").strip()
    assert secret not in str(shown)

    assert gongjian("db", "stop") == 0
    assert "stopped" in capsys.readouterr().out
    monkeypatch.setattr(sys, "stdin", io.StringIO("n\n"))
    assert gongjian("db", "reset") == 130
    assert (tmp_path / "neo4j" / "data").exists()
    assert gongjian("db", "reset", "--yes") == 0
    assert not (tmp_path / "neo4j").exists()


@pytest.mark.neo4j
def test_shell_answers_a_pipe(
    foreign: Connection, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert foreign.uri
    monkeypatch.setattr(
        sys, "stdin", io.StringIO("RETURN '联盟; 一' AS name, 1 AS n; // next\nRETURN date('2022-01-01') AS d")
    )
    assert gongjian("db", "shell") == 0
    assert capsys.readouterr().out.split() == ["name", "n", "联盟;", "一", "1", "d", "2022-01-01"]


@pytest.mark.neo4j
def test_shell_ends_at_a_statement_that_is_wrong(
    foreign: Connection, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert foreign.uri
    monkeypatch.setattr(sys, "stdin", io.StringIO("RETRUN 1; RETURN 2;"))
    assert gongjian("db", "shell") == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "Invalid input 'RETRUN'" in told.err
    assert len(told.err.splitlines()) == 1


@pytest.mark.neo4j
def test_status_of_a_server_of_the_users_own(foreign: Connection, capsys: pytest.CaptureFixture[str]) -> None:
    assert gongjian("db", "status") == 0
    shown = capsys.readouterr().out
    assert "not managed by gongjian" in shown
    assert foreign.uri in shown


@pytest.mark.parametrize("verb", ["start", "stop", "reset"])
def test_server_of_the_users_own_is_left_alone(
    verb: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NEO4J_URI", "bolt://db.example.org:7687")
    assert gongjian("db", verb) == 2
    assert "found NEO4J_URI=bolt://db.example.org:7687" in capsys.readouterr().err
