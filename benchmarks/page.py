"""The planner's page on the Jinniu case, in a real Chromium: processor time of its server from a choice until it is seen, again and the first time."""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import psutil
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.measure import Row
from graphmodel.page.choice import Choice
from graphmodel.page.shelf import Shelf
from loaders.cases import jinniu
from loaders.write import write_dataset

STREETS, COMMUNITY = ("510106032", "510106024", "510106025"), "510106032001"
OWN, YEAR_END, OTHER = date(2022, 6, 30), date(2021, 12, 31), date(2022, 5, 15)
PATIENCE = 1_800_000
"""Milliseconds after which something is held to be broken."""

_PAUSE, _IDLE = 0.6, 0.03
# The system counts processor time in hundredths of a second.
_TICK = 0.01

_CHOOSE = "address => { for (const part of document.querySelector('#body').children) part.dataset.old = ''; go(address, true); }"
_SEEN = """() => document.querySelector('#body').ariaBusy === 'false' && !document.querySelector('#body > [data-old], .working')
    && document.querySelector('.frame')?.ariaBusy !== 'true' && [...document.images].every(image => image.complete)"""


def looks() -> dict[str, Choice]:
    """Return what is looked at, one after the other."""
    first, second, third = STREETS
    found = {"rates of the district": Choice(), "rates of a street": Choice(place=first)}
    found |= {"rates of a community": Choice(place=COMMUNITY), "gaps of the district": Choice(tab="gaps")}
    found |= {
        "gaps of a street, high ones": Choice(tab="gaps", place=first, severity="high"),
        "gaps of a community": Choice(tab="gaps", place=COMMUNITY),
        "alliances of the district": Choice(tab="alliances"),
        "alliances of a street": Choice(tab="alliances", place=second),
        "links of the district": Choice(tab="links"),
        "links of a street": Choice(tab="links", place=first),
        "links of a street in one layer": Choice(tab="links", place=first, layer="culture"),
        "recommended in the district": Choice(tab="recommended"),
        "recommended in a street": Choice(tab="recommended", place=first),
        "recommended in another street": Choice(tab="recommended", place=second),
        "recommended in a community": Choice(tab="recommended", place=COMMUNITY),
        "network of a street": Choice(tab="network", place=first),
        "network of another street": Choice(tab="network", place=third),
        "network of a community": Choice(tab="network", place=COMMUNITY),
        "network of the district": Choice(tab="network"),
        "chart of coverage": Choice(tab="charts", place=first),
    }
    for day, name in ((YEAR_END, "the end of the year before"), (OTHER, "a day within a month")):
        found |= {f"rates of a street at {name}": Choice(place=first, date=day)}
        found |= {f"gaps of a street at {name}": Choice(tab="gaps", place=first, date=day)}
        found |= {f"links of a street at {name}": Choice(tab="links", place=first, date=day)}
    return found


@dataclass(frozen=True)
class Served:
    """A page that is served: where, by which process, and the processor seconds until it first answered."""

    address: str
    process: psutil.Process
    first: float

    def spent(self) -> float:
        """Return the processor seconds of the server, without those of what works ahead."""
        times = self.process.cpu_times()
        return float(times.user + times.system)

    def ahead(self) -> psutil.Process:
        """Return the process that works ahead, as soon as it is there."""
        while not (found := self.process.children()):
            time.sleep(0.2)
        return found[0]

    def rest(self) -> None:
        """Wait until the server has nothing to do."""
        before = -1.0
        while self.spent() - before > _IDLE:
            before = self.spent()
            time.sleep(_PAUSE)


@contextmanager
def served(tables: Path) -> Iterator[Served]:
    """Serve tables as a user does."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from graphmodel.cli import main; main()", "serve", "--from", str(tables)]
    started = subprocess.Popen(
        [*command, "--port", str(port), "--no-browser"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        found = Served(f"http://127.0.0.1:{port}", psutil.Process(started.pid), 0.0)
        while not _answers(found.address):
            time.sleep(0.02)
        yield Served(found.address, found.process, found.spent())
    finally:
        started.terminate()
        started.wait()


def _answers(address: str) -> bool:
    parts = urlsplit(address)
    connection = HTTPConnection(parts.hostname or "", parts.port)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status == HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()


def look(page: Page, server: Served, choice: Choice) -> float:
    """Return the processor seconds of the server from a choice until it is seen."""
    server.rest()
    before = server.spent()
    page.evaluate(
        "address => { document.getElementById('body').ariaBusy = 'true'; go(address, true); }", choice.address
    )
    page.wait_for_function(_SEEN)
    return max(server.spent() - before, _TICK)


def opened(browser: Browser, server: Served) -> Page:
    """Open the page and wait until its data are there."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.set_default_timeout(PATIENCE)
    page.goto(f"{server.address}/?tab=check")
    page.wait_for_selector("#heading")
    return page


def on_demand(browser: Browser, tables: Path, size: str) -> tuple[list[Row], dict[str, float]]:
    """Measure every look with nothing but what the server itself keeps, and return the first times too."""
    with served(tables) as server:
        page = opened(browser, server)
        # Without it all is worked out when it is asked for.
        server.ahead().terminate()
        found = [Row("first page after the start", size, server.first)]
        first = {name: look(page, server, choice) for name, choice in looks().items()}
        for name, choice in looks().items():
            found.append(Row(f"{name}", size, look(page, server, choice), first[name], "the first time"))
        return found, first


def from_the_shelf(browser: Browser, tables: Path, size: str, first: dict[str, float]) -> list[Row]:
    """Measure first looks at what was worked out ahead."""
    wanted: dict[str, Callable[[Shelf], bool]] = {
        "recommended in another street": lambda shelf: shelf.has(("recommended", OWN, STREETS[1], None)),
        "network of another street": lambda shelf: shelf.has(("network", OWN, STREETS[2])),
        "rates of a street at the end of the year before": lambda shelf: shelf.has(("rates", YEAR_END)),
        "gaps of a street at the end of the year before": lambda shelf: shelf.has(("gaps", YEAR_END)),
        "links of a street at the end of the year before": lambda shelf: shelf.has(("links", YEAR_END)),
    }
    with served(tables) as server:
        page = opened(browser, server)
        shelf = Shelf(Path(server.ahead().cmdline()[-1]))
        while not all(is_there(shelf) for is_there in wanted.values()):
            time.sleep(1)
        return [
            Row(
                f"{name}, the first time, worked out ahead",
                size,
                look(page, server, looks()[name]),
                first[name],
                "worked out when asked for",
            )
            for name in wanted
        ]


def run() -> list[Row]:
    """Measure on the case, from its tables."""
    dataset = jinniu.generate()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        tables = Path(folder, "tables")
        write_dataset(dataset, tables)
        size = f"{sum(len(records) for records in dataset.tables.values()):,} rows"
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        rows, first = on_demand(browser, tables, size)
        rows += from_the_shelf(browser, tables, size, first)
        browser.close()
    return rows
