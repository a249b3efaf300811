from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from graphmodel.errors import QueryError
from graphmodel.store.queries import ParameterType, book_folder, load_book, parse_query, query_book

CHINESE = re.compile("[\u4e00-\u9fff]{2}")
ENGLISH = re.compile(r"\b(?:found|expected|which|did you mean|see|the)\b")
HEADER = """\
// name: members
// title: Members | 成员
// description: Who is a member. | 谁是
//   成员。
// param alliance: Alliance | The alliance | 联盟
// column id: Id | 编码
"""
BODY = """\
MATCH (m:Stakeholder)-[r:MEMBER_OF {role: 'lead'}]->(a:Entity:Alliance {id: $alliance})
WHERE coalesce(r.since, a.established_on) IS NULL AND a.kind IN ['other', 'joint_conference']
RETURN m.id AS id
"""


def parse(header: str = HEADER, body: str = BODY) -> None:
    parse_query(header + body, where="alliances/members.cypher")


def test_a_header_says_what_a_query_takes_and_gives() -> None:
    query = parse_query(HEADER + BODY, where="alliances/members.cypher")
    assert (query.name, query.folder) == ("members", "alliances")
    assert query.title == ("Members", "成员")
    assert query.description.zh == "谁是成员。"
    assert [(item.name, item.type, item.label) for item in query.parameters] == [
        ("alliance", ParameterType.ID, "Alliance")
    ]
    assert [(item.name, item.meaning) for item in query.columns] == [("id", ("Id", "编码"))]
    assert query.cypher.startswith("MATCH")


def check_refused(message: str, **given: str) -> None:
    """Hold that a query is refused with a message that begins so, with the same line in Chinese."""
    with pytest.raises(QueryError) as told:
        parse(**given)
    assert str(told.value).startswith(f"alliances/members.cypher:{message}")
    in_chinese = told.value.in_language("zh")
    assert in_chinese.startswith(f"alliances/members.cypher:{message.partition(':')[0]}：")
    assert CHINESE.search(in_chinese)
    assert not ENGLISH.search(in_chinese)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("// name: members\n", "", "1: found no name in the header"),
        ("// title: Members | 成员\n", "", "1: found no title in the header"),
        ("// title: Members | 成员", "// title: Members", "2: found 'Members', expected `English | 中文`"),
        ("// name: members", "// name: Members", "1: found 'Members', expected lower-case words"),
        ("// name: members", "// name: others", "1: found the name 'others' in the file members.cypher"),
        ("// column id: Id | 编码\n", "", "1: found no result columns"),
        ("// column id: Id | 编码", "// column Id: Id | 编码", "6: found 'Id', expected a lower-case name"),
        ("// column id:", "// result id:", "6: found 'result id: Id | 编码', expected `name:`"),
        ("// column id: Id | 编码\n", "// column id: Id | 编码\n" * 2, "7: found a second 'column id'"),
        ("Alliance | The", "Aliance | The", "5: found the type 'Aliance', expected text, date"),
        ("Alliance | The", "alliances.place_id | The", "5: found the type 'alliances.place_id'"),
        ("Alliance | The", "Alliance = data | The", "5: found the default 'data' of alliance, which only a date"),
        ("Alliance | The", "count = some | The", "5: found alliance='some', expected a whole number, 0 or more"),
        ("Alliance | The", "Alliance = | The", "5: found 'Alliance = | The alliance | 联盟', expected `type | English"),
    ],
)
def test_a_malformed_header_is_told_with_its_line(old: str, new: str, message: str) -> None:
    assert old in HEADER
    check_refused(message, header=HEADER.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("$alliance", "$other", "7: found $other, which the header does not declare"),
        ("{id: $alliance}", "", "5: found the parameter alliance, which the query does not use"),
        ("m.id AS id", "m.id AS member", "9: found the result columns member, but the header declares id"),
        ("m.id AS id", "m.id", "9: found the result column `m . id` without a name"),
        ("RETURN m.id AS id", "FINISH", "7: found no RETURN"),
        (":Stakeholder", ":Stakeholders", "7: found the label 'Stakeholders', which the schema does not have; did you"),
        (":Entity:Alliance", ":Need:Alliance", "7: found the labels Need and Alliance together, which no node has"),
        ("MEMBER_OF", "MEMBERS_OF", "7: found the relationship type 'MEMBERS_OF', which the schema does not have"),
        ("[r:MEMBER_OF {role: 'lead'}]->", "[r]->", "7: found a relationship without a type"),
        ("-[r:MEMBER_OF {role: 'lead'}]->", "<-[r:MEMBER_OF]-", "7: found MEMBER_OF between nodes that it never joins"),
        ("r.since", "r.sinse", "8: found the property 'sinse', which the schema does not have; did you mean since?"),
        ("r.since", "a.since", "8: found the property 'since', which the schema does not have"),
        ("role: 'lead'", "rolle: 'lead'", "7: found the property 'rolle'"),
        ("role: 'lead'", "role: 'leader'", "7: found role compared with 'leader', expected one of lead, member"),
        ("'joint_conference'", "'conference'", "8: found kind compared with 'conference', expected one of"),
        ("WHERE", "SET a.kind = 'other' WITH * WHERE", "8: found SET, but the book only reads"),
        ("coalesce(r.since,", "coalesce(date(),", "8: found date(), which differs from run to run"),
        ("IS NULL", "IS NULL)", "8: found ')' without its opening bracket"),
        ("(m:Stake", "((m:Stake", "7: found '(' that is never closed"),
        ("'lead'", "'lead", '8: found "\'", which begins nothing in Cypher'),
    ],
)
def test_a_body_that_the_schema_or_the_header_contradicts_is_told_with_its_line(
    old: str, new: str, message: str
) -> None:
    assert old in BODY
    check_refused(message, body=BODY.replace(old, new))


@pytest.mark.parametrize(
    "body",
    [
        "MATCH (a:Alliance {id: $alliance}) RETURN a.id AS id UNION MATCH (n:Need {id: $alliance}) RETURN n.id AS id",
        "MATCH (u:Enterprise|SocialOrganization {id: $alliance})<-[:COVERS {kind: 'work'}]-() RETURN u.id AS id",
        "MATCH (p:Place {id: $alliance})<-[:PART_OF*0..]-(c:Compound) WITH c AS x RETURN DISTINCT x.id AS id LIMIT 3",
        "MATCH (p:Place {id: $alliance})<-[:PART_OF]-+(c:Compound) RETURN c.id AS id",
        "MATCH (s {id: $alliance})-[:BUILDS_WITH]-{1,3}(t:Stakeholder) RETURN t.id AS id",
        "MATCH (l:Load) WHERE l.source = $alliance RETURN toString(l.as_of) + 'x:y' AS id // a note: with $sign",
        "WITH {anything: $alliance} AS map RETURN map AS id",
        "MATCH (n:!Place&!Unit) WHERE n:Need AND n.id = $alliance RETURN duration.inDays(n.raised_on, n.expires_on).days AS id",
    ],
)
def test_what_cypher_allows_is_not_refused(body: str) -> None:
    parse(body=body)


def test_two_queries_of_one_name_are_refused(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "members.cypher").write_text(HEADER + BODY, encoding="utf-8")
    with pytest.raises(QueryError, match=r"two/members\.cypher:1: found the name 'members' also in one/"):
        load_book(tmp_path)


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="found no query files"):
        load_book(tmp_path)


def test_the_book_holds_every_file_once() -> None:
    assert sorted(query_book()) == sorted(path.stem for path in book_folder().rglob("*.cypher"))


def test_the_book_cannot_be_changed() -> None:
    book: Any = query_book()
    with pytest.raises(TypeError):
        book["mine"] = book["places"]
