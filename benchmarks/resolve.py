"""Recognising organizations in two ledgers of 60,000 names, against comparing every name with every other."""

from __future__ import annotations

import os
import random
import resource
import sys

from rapidfuzz import fuzz, process

from benchmarks.measure import Row, seconds
from graphmodel.graph import About, Dataset, Records
from graphmodel.schema import BY_NAME
from loaders.resolve import Resolution, resolve

NAMES = int(os.environ.get("GONGJIAN_BENCH_NAMES", "60000"))
SEED = 20240601
_SAMPLE = 50
_GIGABYTE = 1e9 if sys.platform == "darwin" else 1e6
_REGIONS = ("四川", "成都", "成都市", "绵阳", "四川省", "成都市金牛区", "德阳市", "")
_CHARACTERS = "".join(chr(0x5000 + 31 * number) for number in range(300))
_INDUSTRIES = (
    "物业管理",
    "物业",
    "商贸",
    "科技",
    "建筑工程",
    "房地产开发",
    "装饰",
    "机电设备",
    "餐饮管理",
    "广告",
    "实业",
    "物流",
)
_FORMS = ("有限公司", "有限责任公司", "公司")


def ledgers(count: int, *, seed: int = SEED) -> tuple[Dataset, Dataset]:
    """Return two ledgers of ``count`` made-up names each; of every second the other has the name as people would write it."""
    chance = random.Random(seed)  # noqa: S311 -- nothing secret
    parts = [_parts(chance) for _ in range(count)]
    others = [_rewritten(part, chance) if number % 2 else _parts(chance) for number, part in enumerate(parts)]
    return _ledger("registry", ["".join(part) for part in parts]), _ledger("street", ["".join(part) for part in others])


def _parts(chance: random.Random) -> tuple[str, str, str, str]:
    trade = "".join(chance.choices(_CHARACTERS, k=chance.choice((2, 2, 3, 4))))
    return chance.choice(_REGIONS), trade, chance.choice(_INDUSTRIES), chance.choice(_FORMS)


def _rewritten(part: tuple[str, str, str, str], chance: random.Random) -> tuple[str, str, str, str]:
    region, trade, industry, _ = part
    return chance.choice((region, region, "")), trade, industry, chance.choice((*_FORMS, ""))


def _ledger(source: str, names: list[str]) -> Dataset:
    columns = {"unit_id": [f"{source}-{number}" for number in range(len(names))], "name": names}
    return Dataset(About(source), {"enterprises": Records(BY_NAME["enterprises"], columns)})


def run() -> list[Row]:
    """Measure once: a repeat would find every name already taken apart."""
    one, other = ledgers(NAMES)
    found: list[Resolution] = []
    ours = seconds(lambda: found.append(resolve(one, other)))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _GIGABYTE
    names, others = (ledger.tables["enterprises"].columns["name"] for ledger in (one, other))
    sample = names[:_SAMPLE]
    theirs = seconds(lambda: process.cdist(sample, others, scorer=fuzz.ratio, workers=1)) * NAMES / _SAMPLE
    return [
        Row(
            f"resolve two ledgers, peak {memory:.1f} GB",
            f"2 × {NAMES:,} names, {len(found[0].merged):,} merged, {len(found[0].review):,} to review",
            ours,
            theirs,
            f"rapidfuzz.cdist of all pairs, from {_SAMPLE} rows",
        )
    ]
