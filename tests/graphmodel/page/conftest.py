from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graphmodel.graph import build_graph
from graphmodel.page.analyses import Analyses
from loaders.write import write_dataset
from tests.graphmodel.page.town import TIED, get, served, town, wait_until


@pytest.fixture(scope="session")
def analyses() -> Analyses:
    return Analyses(build_graph(town()))


@pytest.fixture(scope="session")
def tied() -> Analyses:
    """Return the town with two who should build together."""
    return Analyses(build_graph(town(**TIED)))


@pytest.fixture(scope="session")
def town_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("town") / "tables"
    write_dataset(town(), folder)
    return folder


@pytest.fixture(scope="session")
def town_page(town_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the town for the whole run, and return its address without the last slash."""
    work = tmp_path_factory.mktemp("work")
    with served(town_folder, work=work) as (address, _):
        wait_until(lambda: get(f"{address}download/gaps.xlsx")[0] == 200)
        yield address.rstrip("/")
    # The framework would like to keep a folder of its own where it is started.
    assert list(work.iterdir()) == []
