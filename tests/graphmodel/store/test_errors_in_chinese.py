"""What the database and its server refuse is told in Chinese with the same names and values, in each of its forms."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from neo4j.exceptions import AuthError, ClientError, ServiceUnavailable, TransientError

from graphmodel.store import connection_settings
from graphmodel.store.earlier import graph_of_load
from graphmodel.store.loads import LoadRecord, check_precedence
from graphmodel.store.queries import find_query, run_query
from graphmodel.store.server.config import read_password
from graphmodel.store.server.layout import claim, home_at
from graphmodel.store.session import open_session, told
from graphmodel.store.settings import Connection
from graphmodel.store.write import undo_load
from tests.refusals import refusal_in_chinese

AT = Connection("bolt://127.0.0.1:7687", "planner", "secret")


def _server_raises(error: Exception) -> str:
    def call() -> None:
        with told(AT):
            raise error

    return refusal_in_chinese(call)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (AuthError("no"), "服务器 bolt://127.0.0.1:7687 不接受用户 'planner' 及所给密码：请把 NEO4J_USERNAME 和 "),
        (ServiceUnavailable("gone"), "服务器 bolt://127.0.0.1:7687 无法连接或中途断开：请确认它正在运行（`gongjian db status`）"),
        (ConnectionResetError(), "服务器 bolt://127.0.0.1:7687 无法连接或中途断开："),
        (ClientError("odd"), "服务器 bolt://127.0.0.1:7687 拒绝了请求："),
        (TransientError("busy"), "服务器 bolt://127.0.0.1:7687 出错："),
    ],
)  # fmt: skip
def test_what_goes_wrong_with_a_server(error: Exception, said: str) -> None:
    assert _server_raises(error).startswith(said)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: connection_settings({"NEO4J_URI": "graph"}), "NEO4J_URI='graph' 不是有效的地址，应如 bolt://127.0.0.1:7687："),
        (lambda: find_query("alliance"), "没有查询 'alliance'；是否指 alliance-bridges、"),
        (lambda: find_query("zzz"), "没有查询 'zzz'；运行 `gongjian query` 可列出全部查询"),
        (lambda: check_precedence([], ["a"]), "优先次序中的 'a' 不对：只能写数据库中的来源，每个至多一次：无"),
        (
            lambda: check_precedence([LoadRecord("a", "1"), LoadRecord("b", "1")], ["a", "b", "a"]),
            "优先次序中的 'a' 不对：只能写数据库中的来源，每个至多一次：'a'、'b'",
        ),
    ],
)  # fmt: skip
def test_what_is_asked_wrongly(call: Callable[[], object], said: str) -> None:
    assert refusal_in_chinese(call).startswith(said)


def test_a_home_that_is_none_of_ours(tmp_path: Path) -> None:
    (tmp_path / "照片.txt").write_text("x", encoding="utf-8")
    assert refusal_in_chinese(lambda: claim(home_at(tmp_path))).startswith(f"{tmp_path} 中有不属于 gongjian 的文件，")
    inside = tmp_path / "照片.txt" / "neo4j"
    assert refusal_in_chinese(lambda: claim(home_at(inside))).startswith(f"无法写入 {inside}（路径中有一段不是文件夹）")
    missing = refusal_in_chinese(lambda: read_password(home_at(tmp_path)))
    assert missing.startswith(f"无法读取密码文件 {tmp_path / 'password'}（文件夹或文件不存在）：")
    environ = {"GONGJIAN_DATA_DIR": str(tmp_path / "none")}
    assert refusal_in_chinese(lambda: connection_settings(environ, start=False)).startswith(
        "本机的 Neo4j 服务器没有运行："
    )


def test_what_an_empty_database_does_not_have(empty_database: Callable[[], Connection]) -> None:
    connection = empty_database()
    with open_session(connection) as session:
        assert "没有来源 'a'，现在没有任何来源：" in refusal_in_chinese(lambda: graph_of_load(session, "a", 1))
        assert "没有来源 'a'：运行 `gongjian loads`" in refusal_in_chinese(lambda: undo_load(session, "a"))
        undated = refusal_in_chinese(lambda: run_query(session, "dormant-alliances"))
        assert undated == "数据库没有说明数据日期：请给出 as_of=YYYY-MM-DD"
        nowhere = refusal_in_chinese(lambda: run_query(session, "places", below="抚琴"))
        assert nowhere.startswith(
            "图中没有 below='抚琴'，应为地点的编码；可用 `gongjian query find-by-name --param text=…`"
        )
    elsewhere = Connection(connection.uri, connection.username, connection.password, "nix")

    def ask() -> None:
        with open_session(elsewhere) as session:
            session.run("RETURN 1").consume()

    assert refusal_in_chinese(ask).endswith("拒绝了请求：没有这个数据库，请检查 NEO4J_DATABASE")
