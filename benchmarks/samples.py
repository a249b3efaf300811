"""A plain large dataset for throughput: synthetic, no structure."""

from __future__ import annotations

from datetime import date

import numpy as np

from graphmodel.graph import About, Dataset, Records
from graphmodel.schema import BY_NAME


def throughput_dataset(nodes: int, *, seed: int = 1) -> Dataset:
    """Return about ``nodes`` nodes and three times as many relationships."""
    random = np.random.default_rng(seed)
    streets = [f"510106{number:03}" for number in range(1, 21)]
    enterprises = [f"E{number:07}" for number in range(nodes * 9 // 10)]
    organizations = [f"O{number:07}" for number in range(nodes // 10)]
    rows = nodes * 2 - len(organizations)
    table = {
        "places": {
            "place_id": ["510106", *streets],
            "name": ["合成区", *(f"合成街道{number}" for number in range(20))],
            "level": ["district", *["street"] * 20],
            "parent_id": [None, *["510106"] * 20],
        },
        "party_organizations": {
            "org_id": organizations,
            "name": [f"合成党支部{number}" for number in range(len(organizations))],
            "kind": ["branch"] * len(organizations),
            "place_id": [streets[number] for number in random.integers(0, 20, len(organizations))],
            "parent_org_id": [None, *organizations[:1] * (len(organizations) - 1)],
            "formal_members": random.integers(3, 50, len(organizations)).tolist(),
        },
        "enterprises": {
            "unit_id": enterprises,
            "name": [f"合成企业{number}有限公司" for number in range(len(enterprises))],
            "kind": ["private"] * len(enterprises),
            "place_id": [streets[number] for number in random.integers(0, 20, len(enterprises))],
            "industry": [f"行业{number}" for number in random.integers(0, 40, len(enterprises))],
            "employees": random.integers(1, 500, len(enterprises)).tolist(),
        },
        "coverage": {
            "org_id": [organizations[number] for number in random.integers(0, len(organizations), rows)],
            "covered_id": [enterprises[number] for number in random.integers(0, len(enterprises), rows)],
            "kind": ["organization"] * rows,
            "since": [date(2015 + number % 9, 1 + number % 12, 1) for number in range(rows)],
        },
    }
    return Dataset(
        About("throughput", as_of=date(2024, 6, 30), synthetic=True),
        {name: Records(BY_NAME[name], columns) for name, columns in table.items()},
    )
