"""Property firms of Jinniu's compounds against the registry of enterprises, real and in full."""

from __future__ import annotations

import csv
import io
import lzma
from collections.abc import Iterable
from pathlib import Path

import pytest

from graphmodel.graph import About, Dataset, Records
from graphmodel.schema import BY_NAME
from loaders.resolve import Outcome, Profile, resolve
from loaders.resolve.resolving import compare_all

SHARED = Path(__file__).parents[4] / "shared" / "data"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason=f"the real public data is not at {SHARED}"),
]

# Not names of firms, but what the listing says where there is none.
NO_FIRMS = ("私人承办物业", "业主自筹物业", "小区物管处", "街道办事处（委员会）代管物业")


def table(path: Path) -> list[dict[str, str]]:
    content = path.read_bytes()
    content = lzma.decompress(content) if path.suffix == ".xz" else content
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def firms() -> Dataset:
    rows = table(SHARED / "compounds" / "jinniu_compounds_2017.csv")
    names = sorted({row["property_firm"] for row in rows} - {"", *NO_FIRMS})
    return ledger("compounds", [(f"firm-{n}", name, None) for n, name in enumerate(names)])


def registry(name: str) -> Dataset:
    rows = table(SHARED / "enterprises" / name)
    return ledger("registry", [(f"unit-{n}", row["name"], row["uscc"] or None) for n, row in enumerate(rows)])


def ledger(source: str, rows: Iterable[tuple[str, str, str | None]]) -> Dataset:
    ids, names, codes = (list(column) for column in zip(*rows, strict=True))
    return Dataset(
        About(source), {"enterprises": Records(BY_NAME["enterprises"], {"unit_id": ids, "name": names, "uscc": codes})}
    )


def test_the_184_firms_against_the_enterprises_of_the_province() -> None:
    listed, registered = firms(), registry("sichuan_enterprises_1978_2004.csv.xz")
    assert len(listed) == 184
    found = resolve(registered, listed)
    known = set(registered.tables["enterprises"].columns["name"])
    identical = {name for name in listed.tables["enterprises"].columns["name"] if name in known}
    merged = [item for item in found.merged if "compounds" in item.sources]
    assert len(identical) == 54
    assert {item.names[0] for item in merged if len(item.names) == 1} == identical
    assert {item.names for item in merged if len(item.names) > 1} == {
        ("成都市佳力房地产开发有限责任公司", "成都市佳力房地产开发有限公司"),
        ("成都新和房地产开发有限公司", "成都市新和房地产开发有限公司"),
        ("成都市银杏物业管理有限责任公司", "成都银杏物业有限公司"),
        ("成都市嘉惠物业管理有限公司", "成都市嘉惠物业管理公司"),
        ("成都富强物业管理有限公司", "成都富强物业公司"),
        ("成都孺牛物业服务有限公司", "成都孺牛物业服务管理有限公司"),
        ("成都万邦物业管理有限公司", "成都万邦物业有限公司"),
    }
    asked = {
        pair.right.name for pair in found.review if (pair.left.source, pair.right.source) == ("registry", "compounds")
    }
    assert {"舜苑资产经营管理有限公司", "成都市中南物业管理公司", "斯培行物业管理公司", "成都润无声物业"} <= asked
    assert len(asked) <= 15


def test_the_184_firms_against_the_enterprises_of_the_district() -> None:
    found = resolve(registry("jinniu_enterprises_1978_2004.csv"), firms())
    assert sum(len(item.names) == 1 for item in found.merged) == 21
    assert len(found.merged) == 24


def test_names_alone_confuse_few_of_58880_registrations() -> None:
    """Of all pairs of registered names those that would be merged: each has two registrations, so each is wrong."""
    rows = table(SHARED / "enterprises" / "sichuan_enterprises_1978_2004.csv.xz")
    # Each in a ledger of its own, as if nothing were known but the name.
    profiles = [Profile(str(number), row["name"], f"ledger-{number}") for number, row in enumerate(rows)]
    wrong = [pair for pair in compare_all(profiles) if pair.outcome is Outcome.SAME]
    assert len(profiles) == 58_880
    assert len(wrong) <= 10
