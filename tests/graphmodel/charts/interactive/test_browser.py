"""The page in a real Chromium: opened from a file, with the network blocked."""

from __future__ import annotations

import io
import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, expect

from graphmodel.charts.interactive import interactive_view
from graphmodel.schema import Language
from tests.graphmodel.charts.interactive.made_up import (
    ARABIC,
    AS_OF,
    EMOJI,
    LONG,
    SCRIPT,
    add,
    hostile_graph,
    street_graph,
    together,
)

Open = Callable[..., Page]


@pytest.fixture
def open_view(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Return a function that opens the view of a graph; whatever is requested or complained of fails the test."""
    context = browser.new_context(viewport={"width": 1300, "height": 800}, offline=True, reduced_motion="reduce")
    context.set_default_timeout(15_000)
    requested: list[str] = []
    complaints: list[str] = []

    def opened(graph: nx.MultiDiGraph, *, scope: str | None = None, language: Language = "zh") -> Page:
        path = interactive_view(graph, scope=scope, language=language).save(tmp_path / "view.html")
        page = context.new_page()
        page.on("request", lambda request: requested.append(request.url))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        # What the driver of the graphics card says is not the page's doing.
        page.on("console", lambda told: complaints.append(told.text) if "GL Driver Message" not in told.text else None)
        page.goto(path.as_uri())
        page.wait_for_selector("body[data-ready]")
        return page

    yield opened
    context.close()
    outside = [url for url in requested if not url.startswith(("file:", "blob:", "data:"))]
    assert outside == []
    assert complaints == []


@pytest.fixture
def page(open_view: Open) -> Page:
    """Return the view of two streets, both open."""
    return open_view(street_graph())


def options(page: Page) -> Locator:
    return page.locator("#results [role=option]")


def status(page: Page) -> str:
    return page.locator("#status").inner_text()


def click_node(page: Page, node: str) -> None:
    """Click the mark of a stakeholder, or of the closed street in which it lies."""
    box = page.locator("#graph").bounding_box()
    assert box is not None
    at = page.evaluate("id => gongjian.pixelOf(gongjian.keyOf(id))", node)
    # The renderer looks up what lies under the pointer when the pointer moves.
    page.mouse.move(box["x"] + at["x"] - 3, box["y"] + at["y"])
    page.mouse.move(box["x"] + at["x"], box["y"] + at["y"])
    page.mouse.click(box["x"] + at["x"], box["y"] + at["y"])


def test_it_opens_from_a_file_without_a_network_and_draws(page: Page) -> None:
    expect(page.locator("h1")).to_have_text("4 个主体结成 3 对共建关系，4 个主体有覆盖缺口")
    assert status(page) == "显示 4 / 4 个主体，3 对关系"
    expect(page.locator("footer")).to_contain_text("数据日期 2022-06-30")
    expect(page.locator("footer .alarm")).to_have_text("合成数据")
    expect(page.locator("#message")).to_be_hidden()
    assert page.evaluate("gongjian.renderer.getGraph().order") == 4


def test_a_name_is_found_by_characters_pinyin_initials_and_id(page: Page) -> None:
    for typed in ("纺织", "qingsong", "Qing song", "qsfz", "fangzhi", "E1"):
        page.get_by_role("combobox", name="查找").fill(typed)
        expect(options(page).first).to_contain_text("青松纺织")
        page.keyboard.press("Enter")
        expect(page.locator("#details h2")).to_have_text("青松纺织")
        page.keyboard.press("Escape")


def test_a_street_is_found_by_the_sound_that_it_has_in_its_word(page: Page) -> None:
    page.get_by_role("combobox", name="查找").fill("chongqing")
    expect(options(page)).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator("#details h2")).to_have_text("重庆路街道")


def test_what_is_not_there_is_said(page: Page) -> None:
    page.get_by_role("combobox", name="查找").fill("没有这一个")
    expect(page.locator("#results")).to_have_text("没有找到")
    page.keyboard.press("Enter")
    expect(page.locator("#details")).to_be_hidden()


def test_the_keyboard_alone_finds_chooses_and_closes(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("d")
    page.keyboard.press("ArrowDown")
    second = options(page).nth(1)
    expect(second).to_have_attribute("aria-selected", "true")
    name = second.evaluate("item => item.firstChild.textContent")
    page.keyboard.press("Enter")
    expect(page.locator("#details h2")).to_have_text(name)
    page.keyboard.press("Escape")
    expect(page.locator("#details")).to_be_hidden()
    page.locator("#stage").focus()
    before = page.evaluate("gongjian.renderer.getCamera().getState().x")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("gongjian.renderer.getCamera().getState().x") > before


def test_a_click_tells_facts_partners_gaps_and_remedies(page: Page) -> None:
    click_node(page, "E1")
    details = page.locator("#details")
    expect(details.locator("h2")).to_have_text("青松纺织")
    for text in (
        "试验区 › 东风街道",
        "从业人数",
        "1,200",
        "民营",
        "共建伙伴 (2)",
        "东风街道党工委",
        "文化联建 2",
        "最近 2022-03-01",
    ):
        expect(details).to_contain_text(text)
    expect(details.locator(".gap").filter(has_text="应建未建").first).to_contain_text("在青松纺织单独组建党组织")
    details.get_by_role("button", name="东风街道党工委").click()
    expect(details.locator("h2")).to_have_text("东风街道党工委")


def test_filters_by_layer_kind_gap_and_street(page: Page) -> None:
    page.locator("#layers label", has_text="文化联建").locator("input").uncheck()
    assert status(page) == "显示 4 / 4 个主体，2 对关系"
    page.locator("#layers label", has_text="平安联创").locator("input").uncheck()
    assert status(page) == "显示 0 / 4 个主体，0 对关系"
    expect(page.locator("#message")).to_contain_text("没有主体符合筛选条件")
    for box in page.locator("#layers input").all():
        box.check()
    page.locator("#kinds label", has_text="党组织").locator("input").uncheck()
    assert status(page) == "显示 2 / 4 个主体，1 对关系"
    page.locator("#kinds label", has_text="党组织").locator("input").check()
    page.locator("#streets label", has_text="重庆路街道").locator("input").uncheck()
    assert status(page) == "显示 3 / 4 个主体，2 对关系"
    page.locator("#streets label", has_text="重庆路街道").locator("input").check()
    rule = page.locator("#gap option", has_text="应建未建").get_attribute("value")
    page.locator("#gap").select_option(rule)
    assert status(page) == "显示 1 / 4 个主体，0 对关系"
    assert page.evaluate("gongjian.renderer.getGraph().nodes()") == [page.evaluate("gongjian.keyOf('E1')")]


def test_who_is_chosen_is_drawn_though_no_filter_lets_it_pass(page: Page) -> None:
    page.locator("#kinds label", has_text="企业").locator("input").uncheck()
    page.get_by_role("combobox", name="查找").fill("青松")
    page.keyboard.press("Enter")
    assert page.evaluate("gongjian.renderer.getGraph().hasNode(gongjian.keyOf('E1'))")
    page.keyboard.press("Escape")
    assert not page.evaluate("gongjian.renderer.getGraph().hasNode(gongjian.keyOf('E1'))")


def test_a_street_is_folded_up_and_unfolded(page: Page) -> None:
    row = page.locator("#streets > .row", has_text="东风街道")
    row.get_by_role("button").click()
    # Three stakeholders become one mark, their pairs with others one line.
    assert page.evaluate("[gongjian.renderer.getGraph().order, gongjian.renderer.getGraph().size]") == [2, 1]
    assert status(page) == "显示 4 / 4 个主体，3 对关系"
    click_node(page, "PO1")
    expect(page.locator("#details h2")).to_have_text("东风街道")
    expect(page.locator("#details")).to_contain_text("3 个主体")
    page.locator("#details").get_by_role("button", name="展开").click()
    assert page.evaluate("gongjian.renderer.getGraph().order") == 4
    page.get_by_role("button", name="全部折叠").click()
    assert page.evaluate("gongjian.renderer.getGraph().order") == 2
    page.get_by_role("button", name="全部展开").click()
    assert page.evaluate("gongjian.renderer.getGraph().order") == 4


def test_only_the_street_of_the_scope_is_open_at_first(open_view: Open) -> None:
    page = open_view(street_graph(), scope="11")
    assert page.evaluate("gongjian.keyOf('S1')").startswith("g")
    assert page.evaluate("gongjian.keyOf('E1')").startswith("n")


def test_the_language_is_switched_and_every_text_with_it(page: Page) -> None:
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("h1")).to_have_text("4 stakeholders build together in 3 pairs; with coverage gaps: 4")
    assert status(page) == "4 of 4 stakeholders, 3 pairs"
    click_node(page, "E1")
    for text in ("Partners (2)", "culture 2", "enterprises", "employees", "Unit should have its own organization"):
        expect(page.locator("#details")).to_contain_text(text)
    words = page.evaluate(
        "[...document.querySelectorAll('[data-t], legend, button')].map(e => e.textContent).join(' ')"
    )
    assert not {"筛选", "展开", "折叠", "缺口", "主体"} & {
        word for word in ("筛选", "展开", "折叠", "缺口", "主体") if word in words
    }
    page.get_by_role("button", name="中文").click()
    expect(page.locator("h1")).to_contain_text("个主体")


def test_it_opens_in_the_language_asked_for(open_view: Open) -> None:
    expect(open_view(street_graph(), language="en").locator("#status")).to_have_text("4 of 4 stakeholders, 3 pairs")


def test_the_picture_is_saved_as_png_and_svg(page: Page) -> None:
    with page.expect_download() as png:
        page.get_by_role("button", name="存为 PNG").click()
    assert png.value.suggested_filename == "interactive.png"
    image = Image.open(io.BytesIO(Path(png.value.path()).read_bytes()))
    colors = {color for _, color in image.convert("RGB").getcolors(10_000_000) or ()}
    assert image.width > 1500
    # Paper, title, both layers, and marks of a high and a medium gap.
    assert {(255, 255, 255), (31, 41, 51), (0, 114, 178), (170, 51, 119), (154, 42, 14), (221, 114, 48)} <= colors
    with page.expect_download() as svg:
        page.get_by_role("button", name="存为 SVG").click()
    root = ET.parse(svg.value.path()).getroot()  # noqa: S314 -- our own picture
    texts = {element.text for element in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {
        "4 个主体结成 3 对共建关系，4 个主体有覆盖缺口",
        "东风街道党工委",
        "平安联创",
        "合成数据",
    } <= texts


def test_names_with_markup_stay_text_everywhere(open_view: Open) -> None:
    page = open_view(hostile_graph())
    page.get_by_role("combobox", name="查找").fill("</script>")
    expect(options(page).nth(1)).to_contain_text(SCRIPT)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#details h2")).to_contain_text(SCRIPT)
    with page.expect_download() as svg:
        page.get_by_role("button", name="存为 SVG").click()
    root = ET.parse(svg.value.path()).getroot()  # noqa: S314 -- our own picture
    assert not list(root.iter("{http://www.w3.org/2000/svg}script"))
    with page.expect_download() as png:
        page.get_by_role("button", name="存为 PNG").click()
    assert Path(png.value.path()).read_bytes().startswith(b"\x89PNG")
    assert page.evaluate("window.hurt") is None
    assert page.locator("img").count() == 0


def test_long_names_emoji_and_right_to_left_are_told_whole(open_view: Open) -> None:
    page = open_view(hostile_graph())
    for node, name in (("H2", LONG), ("H3", EMOJI), ("H4", ARABIC)):
        page.get_by_role("combobox", name="查找").fill(node)
        page.keyboard.press("Enter")
        heading = page.locator("#details h2")
        expect(heading).to_have_text(name)
        panel, box = page.locator("#details").bounding_box(), heading.bounding_box()
        assert panel is not None
        assert box is not None
        assert box["x"] + box["width"] <= panel["x"] + panel["width"]
        assert heading.evaluate("h => getComputedStyle(h).direction") == ("rtl" if name == ARABIC else "ltr")


def test_nothing_to_draw_is_said_and_breaks_nothing(open_view: Open) -> None:
    page = open_view(nx.MultiDiGraph(as_of=AS_OF))
    expect(page.locator("#message")).to_contain_text("没有可画的")
    assert status(page) == "显示 0 / 0 个主体，0 对关系"
    page.get_by_role("combobox", name="查找").fill("某")
    expect(page.locator("#results")).to_have_text("没有找到")
    page.get_by_role("button", name="English").click()
    expect(page.locator("#message")).to_contain_text("nothing to draw")


def test_stakeholders_without_ties_are_shown_where_no_one_has_any(open_view: Open) -> None:
    graph = nx.MultiDiGraph(as_of=AS_OF)
    add(graph, "E1", "Enterprise", "孤单工厂", "P", employees=900, party_members=5)
    graph.add_node("P", labels=("Place", "Street"), name="东风街道", level="street")
    page = open_view(graph)
    assert status(page) == "显示 1 / 1 个主体，0 对关系"


# Writes down, at every drawing, how many pixels have a line, and whether a mark is found under the middle of node E0.
WATCH = """() => {
  window.drawings = [];
  const { renderer, pixelOf, keyOf } = gongjian, lines = renderer.getCanvases().edges, copy = document.createElement("canvas");
  renderer.on("afterRender", () => {
    copy.width = lines.width; copy.height = lines.height;
    const context = copy.getContext("2d", { willReadFrequently: true });
    context.drawImage(lines, 0, 0);
    const inked = context.getImageData(0, 0, copy.width, copy.height).data.filter((value, at) => at % 4 === 3 && value > 0).length;
    drawings.push({ inked, found: renderer.getNodeAtPosition(pixelOf(keyOf("E0"))) });
  });
}"""


AT_REST = """() => new Promise((done, fail) => {
  const look = () => (drawings.length > 1 && drawings.at(-1).inked > 0 ? done() : setTimeout(look, 50));
  setTimeout(() => fail(new Error("the lines did not come back")), 20000);
  look();
})"""


def crowd(count: int) -> nx.MultiDiGraph:
    """Return a street in which each of so many builds with each other one, two at a time."""
    graph = nx.MultiDiGraph(as_of=AS_OF, synthetic=True)
    graph.add_node("P", labels=("Place", "Street"), name="东风街道", level="street")
    for number in range(count):
        add(graph, f"E{number}", "Enterprise", f"第{number}厂", "P", employees=9)
    for a, b in itertools.combinations(range(count), 2):
        together(graph, f"p{a}-{b}", "culture", f"E{a}", f"E{b}")
    return graph


def drag(page: Page) -> None:
    box = page.locator("#graph").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    for step in range(1, 6):
        page.mouse.move(box["x"] + 20 + 8 * step, box["y"] + 20)
        page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.mouse.up()


def zoom(page: Page) -> None:
    page.locator("#zoom-in").click()


def wheel(page: Page) -> None:
    page.locator("#graph").hover()
    page.mouse.wheel(0, -200)


def test_many_lines_are_hidden_while_the_picture_moves_and_come_back_at_rest(open_view: Open) -> None:
    page = open_view(crowd(113))
    assert page.evaluate("gongjian.renderer.getGraph().size") > 6000
    page.evaluate(WATCH)
    for move in (drag, zoom, wheel):
        page.evaluate("drawings.length = 0")
        move(page)
        page.evaluate(AT_REST)
        drawings = page.evaluate("drawings")
        assert any(drawing["inked"] == 0 for drawing in drawings)
        # The last drawing, at rest, has what the pointer may find.
        assert drawings[-1]["found"] == page.evaluate("gongjian.keyOf('E0')")


def test_few_lines_stay_while_the_picture_moves(page: Page) -> None:
    page.evaluate(WATCH.replace("E0", "E1"))
    drag(page)
    drawings = page.evaluate("drawings")
    assert len(drawings) > 1
    assert all(drawing["inked"] > 0 for drawing in drawings)


def test_marks_have_the_place_shape_and_colour_that_they_are_given(page: Page) -> None:
    """Every corner of a mark is written out by the page: none may go astray."""
    found = page.evaluate("""() => {
      const { renderer, pixelOf, keyOf } = gongjian, seen = {};
      renderer.once("afterRender", () => {
        const marks = renderer.getCanvases().nodes, copy = document.createElement("canvas");
        copy.width = marks.width; copy.height = marks.height;
        const context = copy.getContext("2d", { willReadFrequently: true });
        context.drawImage(marks, 0, 0);
        for (const id of ["PO1", "E1", "E2", "S1"]) {
          const { x, y } = pixelOf(keyOf(id)), [red, green, blue, alpha] = context.getImageData(Math.round(x), Math.round(y), 1, 1).data;
          const color = renderer.getNodeDisplayData(keyOf(id)).color;
          seen[id] = [`#${[red, green, blue].map((part) => part.toString(16).padStart(2, "0")).join("")}`, alpha, color];
        }
      });
      renderer.refresh();
      return seen;
    }""")
    assert set(found) == {"PO1", "E1", "E2", "S1"}
    for drawn, alpha, color in found.values():
        assert alpha == 255
        assert drawn == color


def test_without_webgl_search_and_details_still_work(browser: Browser, tmp_path: Path) -> None:
    path = interactive_view(street_graph()).save(tmp_path / "view.html")
    page = browser.new_page()
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page.goto(path.as_uri())
    page.wait_for_selector("body[data-ready]")
    expect(page.locator("#message")).to_contain_text("没有 WebGL")
    page.get_by_role("combobox", name="查找").fill("qsfz")
    page.keyboard.press("Enter")
    expect(page.locator("#details h2")).to_have_text("青松纺织")
    page.close()


def test_a_notebook_runs_it_in_its_frame(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(interactive_view(street_graph())._repr_html_())
    frame = page.frame_locator("iframe")
    expect(frame.locator("body[data-ready]")).to_be_attached()
    expect(frame.locator("#status")).to_have_text("显示 4 / 4 个主体，3 对关系")
    page.close()
