"""The interactive view in Chromium without a graphics card: processor time of one drawing while the case is dragged.

A drawing is timed over all processes of the browser; how many frames a second that makes depends on what else the machine does. An optional
`python -m benchmarks.interactive FILE…` times pages that are there already, which compares two versions on one machine.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.measure import Row, table
from graphmodel.charts.interactive import interactive_view
from graphmodel.graph import build_graph
from loaders.cases.jinniu import generate

# Draws a circle with the mouse held for three seconds, a step at every frame; returns how often the page drew.
DRAG = """() => new Promise((done) => {
  const mouse = document.querySelector(".sigma-mouse"), box = mouse.getBoundingClientRect();
  let x = box.left + box.width / 2, y = box.top + box.height / 2, drawings = 0, step = 0;
  const tell = (type) => mouse.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true, clientX: x, clientY: y, button: 0, buttons: 1 }));
  const count = () => { drawings++; }, begin = performance.now();
  gongjian.renderer.on("afterRender", count);
  tell("mousedown");
  const move = () => {
    step++;
    x += 3 * Math.cos(step / 20);
    y += 3 * Math.sin(step / 20);
    tell("mousemove");
    if (performance.now() - begin < 3000) return requestAnimationFrame(move);
    tell("mouseup");
    gongjian.renderer.off("afterRender", count);
    done(drawings);
  };
  requestAnimationFrame(move);
})"""
FRAMES = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def run() -> list[Row]:
    """Time the case folded up, with all streets open, and one street."""
    graph = build_graph(generate())
    with tempfile.TemporaryDirectory() as folder:
        rows = []
        for scope in (None, "510106032"):
            view = interactive_view(graph, scope=scope)
            path = view.save(Path(folder) / f"{scope}.html")
            size = f"{view.stakeholders:,} stakeholders, {view.pairs:,} pairs, {len(view.html.encode()) / 1e6:.1f} MB"
            rows += timed(path, "the case" if scope is None else "one street", size)
        return rows


def timed(path: Path, name: str, size: str) -> list[Row]:
    """Return a row for a page as it opens and, where that opens more, one with all streets open."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        page = browser.new_page(viewport={"width": 1300, "height": 800})
        page.goto(path.as_uri())
        page.wait_for_selector("body[data-ready]")
        rows = [Row(f"{name}, as it opens", size, dragged(browser, page))]
        before = page.evaluate("gongjian.renderer.getGraph().order")
        page.locator("#open-all").click()
        if page.evaluate("gongjian.renderer.getGraph().order") > before:
            rows.append(Row(f"{name}, all streets open", size, dragged(browser, page)))
        browser.close()
    return rows


def dragged(browser: Browser, page: Page) -> float:
    """Return the seconds of processor time that one drawing takes while the picture is dragged."""
    page.evaluate(FRAMES)
    # What opening left to do is not dragging.
    page.wait_for_timeout(1500)
    before = busy(browser)
    drawings: int = page.evaluate(DRAG)
    return (busy(browser) - before) / drawings


def busy(browser: Browser) -> float:
    """Return the seconds of processor time that the processes of the browser have taken."""
    session = browser.new_browser_cdp_session()
    told = session.send("SystemInfo.getProcessInfo")
    session.detach()
    return float(sum(process["cpuTime"] for process in told["processInfo"]))


if __name__ == "__main__":
    sys.stdout.write(table([row for file in sys.argv[1:] for row in timed(Path(file), Path(file).stem, "")]) + "\n")
