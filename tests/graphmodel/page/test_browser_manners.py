"""How the page behaves in a real Chromium: by keyboard, on small screens, on paper, and while something is on its way."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from graphmodel.page.choice import TABS
from loaders.write import write_dataset
from tests.graphmodel.page.town import TIED, served, town

expect.set_options(timeout=20_000)
STREET = "place=510106024"


@pytest.fixture(scope="module")
def tied_page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the town with two who should build together."""
    folder = tmp_path_factory.mktemp("tied") / "tables"
    write_dataset(town(**TIED), folder)
    with served(folder) as (address, _):
        yield address.rstrip("/")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    faults: list[str] = []
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    context.close()
    assert faults == []


def shown(page: Page) -> None:
    """Wait until the chosen part is there."""
    expect(page.locator("#body")).to_have_attribute("aria-busy", "false")
    expect(page.locator("#body > *").first).to_be_visible()


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def test_recommended_links_are_read_followed_and_taken_away(page: Page, tied_page: str, tmp_path: Path) -> None:
    page.goto(f"{tied_page}/?tab=recommended&place=510106")
    row = page.locator("table.recommended tbody tr").first
    expect(row.locator("li").first).to_be_visible()
    expect(row.locator("td.number").nth(1)).to_have_text(re.compile(r"^\d+%$"))
    name = row.locator("th a")
    asked = name.inner_text()
    name.click()
    expect(page.get_by_text(f"为{asked}推荐的伙伴")).to_be_visible()
    assert "partner" in query(page)
    with page.expect_download() as started:
        page.get_by_role("link", name="下载清单（XLSX）").click()
    started.value.save_as(tmp_path / "list.xlsx")
    rows = openpyxl.load_workbook(tmp_path / "list.xlsx").worksheets[0].iter_rows(values_only=True)
    assert any(asked in (value or "") for row in rows for value in row if isinstance(value, str))
    page.get_by_role("link", name="返回此地全部建议").click()
    expect(page.get_by_text(re.compile(r"^从 .* 对尚未共建的候选中选出"))).to_be_visible()
    page.go_back()
    expect(page.get_by_text(f"为{asked}推荐的伙伴")).to_be_visible()
    page.goto(f"{tied_page}/en?tab=recommended&place=510106")
    expect(page.get_by_role("columnheader", name="Why")).to_be_visible()


def test_a_file_on_its_way_is_told(page: Page, town_page: str) -> None:
    page.goto(f"{town_page}/?{STREET}")
    told = page.locator("#making")
    expect(told).to_be_hidden()
    with page.expect_download() as started:
        page.get_by_role("link", name="XLSX").first.click()
        expect(told).to_have_text("正在生成文件，完成后浏览器会自动保存……")
    expect(told).to_have_text(f"已生成：{started.value.suggested_filename}")
    page.route("**/report*", lambda route: route.fulfill(status=400, body="<h2>未能完成</h2><p>没有此地</p>"))
    page.get_by_role("link", name="XLSX").first.click()
    expect(told).to_contain_text("没有此地")
    page.route("**/report*", lambda route: route.abort())
    page.get_by_role("link", name="XLSX").first.click()
    expect(told).to_contain_text("未能生成文件")


def test_the_report_compares_with_the_chosen_day(page: Page, town_page: str) -> None:
    page.goto(f"{town_page}/?{STREET}")
    field = page.get_by_label("变化对比自")
    expect(field).to_have_value("2023-12-31")
    field.fill("2024-03-31")
    expect(page.get_by_role("link", name="DOCX")).to_have_attribute("href", re.compile("since=2024-03-31"))
    assert query(page)["since"] == ["2024-03-31"]
    # Whoever works by keyboard is where they were.
    expect(field).to_be_focused()
    with page.expect_download() as started:
        page.get_by_role("link", name="HTML").click()
    told = Path(started.value.path()).read_text(encoding="utf-8")
    assert "2024-03-31" in told
    field.fill("2024-07-31")
    expect(page.get_by_role("alert").get_by_text("应早于截至日期")).to_be_visible()
    field.fill("")
    expect(page.get_by_role("link", name="DOCX")).to_have_attribute("href", re.compile("since=none"))
    expect(field).to_have_value("")


def test_the_network_says_that_it_is_being_drawn_and_when_it_is(page: Page, town_page: str) -> None:
    page.goto(f"{town_page}/?tab=network&{STREET}")
    frame = page.locator(".frame")
    expect(frame).to_have_attribute("aria-busy", "false")
    expect(frame.get_by_role("status")).to_have_text("关系网络已绘制。")
    expect(page.frame_locator("iframe.network").locator("canvas").first).to_be_visible()


def test_every_part_is_reached_by_keyboard_with_focus_to_be_seen(page: Page, town_page: str) -> None:
    page.goto(f"{town_page}/?{STREET}")
    shown(page)
    page.get_by_role("tab", name="覆盖率").focus()
    for tab in TABS[1:]:
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        expect(
            page.locator(f".q-tab[aria-selected=true][name={tab}], .q-tab[aria-selected=true]").first
        ).to_be_focused()
        shown(page)
        assert query(page)["tab"] == [tab]
    page.goto(f"{town_page}/?tab=gaps&{STREET}")
    shown(page)
    select = page.get_by_role("combobox", name="缺口类型")
    select.focus()
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("rule="))
    shown(page)
    expect(select).to_be_focused()
    assert page.evaluate(outline) == "solid"


def test_every_choice_travels_with_the_address(page: Page, browser: Browser, town_page: str) -> None:
    page.goto(town_page)
    shown(page)
    page.get_by_label("截至日期").fill("2024-05-31")
    page.wait_for_url(re.compile("date=2024-05-31"))
    page.get_by_role("tab", name="共建关系").click()
    page.get_by_role("combobox", name="共建层面").select_option(label="文化联建")
    page.wait_for_url(re.compile("layer=culture"))
    shown(page)
    expect(page.locator("table tbody tr")).to_have_count(1)
    other = browser.new_page(locale="zh-CN")
    try:
        other.goto(page.url)
        shown(other)
        assert other.locator("#body").inner_text() == page.locator("#body").inner_text()
        assert other.get_by_label("截至日期").input_value() == "2024-05-31"
    finally:
        other.close()
    for tab in ("links", None):
        page.go_back()
        page.wait_for_function("tab => new URLSearchParams(location.search).get('tab') === tab", arg=tab)
    expect(page.get_by_role("tab", name="覆盖率")).to_have_attribute("aria-selected", "true")
    page.go_forward()
    expect(page.get_by_role("tab", name="共建关系")).to_have_attribute("aria-selected", "true")


def test_on_a_small_screen_nothing_sticks_out_sideways(page: Page, town_page: str) -> None:
    for number, tab in enumerate(TABS):
        page.goto(f"{town_page}/{'en' if number % 2 else ''}?tab={tab}&{STREET}")
        shown(page)
        for width in (1280, 1024, 390):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (tab, width)


def test_on_paper_there_is_what_was_chosen_and_no_control(page: Page, town_page: str) -> None:
    page.goto(f"{town_page}/?tab=gaps&{STREET}")
    shown(page)
    page.emulate_media(media="print")
    for control in (".top", ".filters", ".q-tabs", "#body select", "#body .button"):
        expect(page.locator(control).first).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("table.gaps tbody tr").first).to_be_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.scroll')).overflowX") == "visible"


def test_data_that_went_away_are_told_in_the_language_of_the_page(browser: Browser, tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    write_dataset(town(), folder)
    page = browser.new_page(locale="zh-CN")
    try:
        with served(folder) as (address, _):
            page.goto(address)
            shown(page)
            shutil.rmtree(folder)
            page.get_by_role("button", name="重新读取数据").click()
            expect(page.get_by_role("heading", name="未能完成")).to_be_visible()
            said = page.locator(".message p").first.inner_text()
            assert re.search("[\u4e00-\u9fff]", said), said
    finally:
        page.close()


def test_long_names_are_read_in_lists_and_each_list_has_its_heading(page: Page, town_page: str) -> None:
    page.goto(f"{town_page}/en?tab=charts")
    chosen = page.get_by_role("combobox", name="Chart")
    expect(chosen).to_be_visible()
    # As wide as its longest name: nothing of the chosen one is cut off.
    free = "select => { const wide = select.cloneNode(true); wide.style.maxWidth = 'none'; select.after(wide); const is = wide.offsetWidth - select.offsetWidth; wide.remove(); return is; }"
    assert chosen.evaluate(free) <= 0
    page.goto(f"{town_page}/?tab=alliances&alliance=A1")
    expect(page.get_by_role("heading", name="产业联盟的成员")).to_be_visible()
    expect(page.get_by_role("heading", name="全部联盟")).to_be_visible()
