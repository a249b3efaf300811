"""The published figures, counted from the tables without the gap rules."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from graphmodel.graph import Dataset
from loaders.cases.jinniu import generate

JINNIU = "510106"
CARRIERS = {"zone", "commercial_building", "business_district", "market"}


def table(dataset: Dataset, name: str) -> pd.DataFrame:
    records = dataset.tables[name]
    frame = pd.DataFrame({key: pd.Series(list(values), dtype=object) for key, values in records.columns.items()})
    return frame.where(frame.notna(), None)


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return generate()


@pytest.fixture(scope="module")
def places(dataset: Dataset) -> pd.DataFrame:
    frame = table(dataset, "places").set_index("place_id", drop=False)
    parents = frame["parent_id"].to_dict()

    def top(place: str) -> str:
        while parents[place] is not None:
            place = parents[place]
        return place

    return frame.assign(top=[top(place) for place in frame.index])


@pytest.fixture(scope="module")
def inside(places: pd.DataFrame) -> set[str]:
    return set(places.index[places["top"] == JINNIU])


@pytest.fixture(scope="module")
def organizations(dataset: Dataset, inside: set[str], places: pd.DataFrame) -> pd.DataFrame:
    frame = table(dataset, "party_organizations")
    at = frame[frame["dissolved_on"].isna() & frame["unit_id"].isna() & frame["place_id"].isin(inside)]
    return at.assign(level=places.loc[at["place_id"], "level"].to_numpy())


def covered(dataset: Dataset, kinds: set[str]) -> set[str]:
    rows = table(dataset, "coverage")
    dissolved = table(dataset, "party_organizations").set_index("org_id")["dissolved_on"]
    as_of = dataset.about.as_of
    live = np.array(
        [
            (since is None or since <= as_of) and (until is None or until >= as_of) and dissolved[org] is None
            for org, since, until in zip(rows["org_id"], rows["since"], rows["until"], strict=True)
        ]
    )
    return set(rows[live & rows["kind"].isin(kinds)]["covered_id"])


def test_chain_of_organizations(organizations: pd.DataFrame) -> None:
    working = organizations[organizations["kind"] == "working_committee"]
    assert (working["level"] == "street").sum() == 13
    assert (organizations["level"] == "community").sum() == 90
    assert (organizations["level"] == "compound").sum() == 665
    assert organizations[organizations["level"] == "community"]["place_id"].nunique() == 90
    assert organizations[organizations["level"] == "compound"]["place_id"].nunique() == 665


def test_compounds(places: pd.DataFrame, inside: set[str]) -> None:
    here = places[places.index.isin(inside)]
    assert (here["level"] == "compound").sum() == 2069
    assert (here["old_compound"] == True).sum() == 1500  # noqa: E712 -- unknown is not false
    assert (here["demonstration"] == True).sum() == 57  # noqa: E712 -- likewise


def test_two_coverages_of_compounds(
    dataset: Dataset, places: pd.DataFrame, inside: set[str], organizations: pd.DataFrame
) -> None:
    compounds = set(places.index[places["level"] == "compound"]) & inside
    assert compounds <= set(organizations["place_id"]) | covered(dataset, {"organization", "work"})


def test_every_carrier_has_organization_coverage(
    dataset: Dataset, places: pd.DataFrame, inside: set[str], organizations: pd.DataFrame
) -> None:
    carriers = set(places.index[places["level"].isin(CARRIERS)]) & inside
    assert carriers <= set(organizations["place_id"]) | covered(dataset, {"organization"})


def test_social_organizations(dataset: Dataset, inside: set[str]) -> None:
    frame = table(dataset, "social_organizations")
    operating = frame["operating_status"].isna() | (frame["operating_status"] == "operating")
    assert (operating & frame["place_id"].isin(inside)).sum() == 1859


def test_projects(dataset: Dataset, inside: set[str]) -> None:
    frame = table(dataset, "projects")
    begun = np.array([day is None or day <= dataset.about.as_of for day in frame["started_on"]])
    counted = frame[begun & (frame["status"] != "cancelled") & frame["place_id"].isin(inside)]
    assert len(counted) > 3500
    assert sum(funds for funds in counted["funds_yuan"] if funds is not None) == 128_000_000
    assert counted["layer"].notna().sum() == 1575


def test_requests(dataset: Dataset, inside: set[str]) -> None:
    frame = table(dataset, "requests")
    here = frame[frame["place_id"].isin(inside)]
    assert len(here) > 1500
    assert here["resolved_on"].notna().sum() > 1300
    assert max(here["raised_on"]) <= dataset.about.as_of


def test_published_totals_carry_the_figures(dataset: Dataset) -> None:
    frame = table(dataset, "published_totals")
    district = frame[frame["place_id"] == JINNIU].set_index("figure")
    assert len(district) == 14
    assert district.loc["funds_yuan", "value"] == 128_000_000
    assert district.loc["projects", "relation"] == "more_than"
    assert district["source"].notna().all()
    assert frame[frame["place_id"] != JINNIU]["source"].str.startswith("合成").all()
