"""The page as people use it, in a real Chromium."""

from __future__ import annotations

import io
import re
import signal
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.graphmodel.page.town import EVERY_ADDRESS, served

expect.set_options(timeout=20_000)


@pytest.fixture(scope="module")
def asked() -> list[str]:
    """Return the addresses that the browser asked for in all of these tests."""
    return []


@pytest.fixture
def page(browser: Browser, asked: list[str]) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    faults: list[str] = []
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    assert faults == []


def heading(page: Page, name: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def type_a_place(page: Page, address: str) -> None:
    """Open the page and type until the list of places has one left, 抚琴街道."""
    page.goto(address)
    heading(page, "金牛区")
    field = page.get_by_role("combobox", name="地点")
    field.click()
    field.fill("抚琴")
    expect(page.get_by_role("option")).to_have_count(1)


def test_a_street_is_chosen_and_its_rates_are_seen(page: Page, town_page: str) -> None:
    page.goto(town_page)
    heading(page, "金牛区")
    page.get_by_role("combobox", name="地点").click()
    page.get_by_role("option", name="西安路街道　510106024", exact=True).click()
    heading(page, "西安路街道")
    assert urlsplit(page.url).query == "place=510106024"
    tile = page.locator(".tile").first
    expect(tile).to_contain_text("25.0%")
    expect(tile).to_contain_text("5/20")
    expect(tile).to_contain_text("11.2–46.9%")
    # Down the ladder by a link, and back as in any other page.
    page.get_by_role("link", name="青羊北路社区").click()
    heading(page, "青羊北路社区")
    page.go_back()
    heading(page, "西安路街道")
    expect(page.get_by_role("combobox", name="地点")).to_have_value("西安路街道　510106024")


def test_a_place_is_found_by_typing(page: Page, town_page: str) -> None:
    type_a_place(page, town_page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    heading(page, "抚琴街道")


def test_opening_the_page_chooses_nothing(page: Page, town_page: str) -> None:
    page.goto(town_page)
    heading(page, "金牛区")
    expect(page.get_by_role("status").first).to_have_text("覆盖率 · 金牛区")
    expect(page.locator(".rates a[href*='tab=gaps']").first).to_be_visible()
    # What the page sets itself must not act as if somebody had chosen it: the choice of a visitor who is quicker would be undone.
    assert urlsplit(page.url).query == ""
    assert page.evaluate("history.length") == 2


def test_a_list_that_is_open_stays_while_data_are_read_again(page: Page, browser: Browser, town_page: str) -> None:
    type_a_place(page, town_page)
    # Somebody else asks for it; every page hears of it.
    other = browser.new_page(locale="zh-CN")
    try:
        other.goto(town_page)
        heading(other, "金牛区")
        other.get_by_role("button", name="重新读取数据").click()
        expect(other.get_by_role("button", name="重新读取数据")).to_be_enabled()
    finally:
        other.close()
    page.wait_for_timeout(1_000)
    expect(page.get_by_role("option")).to_have_count(1)
    page.get_by_role("option").click()
    heading(page, "抚琴街道")


def test_what_is_chosen_while_the_machine_is_busy_is_kept(browser: Browser, town_folder: Path) -> None:
    page = browser.new_page(locale="zh-CN")
    try:
        with served(town_folder) as (address, process):
            page.goto(address)
            heading(page, "金牛区")
            # The server does not get its turn for longer than the framework would wait by default.
            process.send_signal(signal.SIGSTOP)
            page.get_by_role("combobox", name="地点").click()
            page.get_by_role("option", name="西安路街道　510106024", exact=True).click()
            page.wait_for_timeout(7_000)
            process.send_signal(signal.SIGCONT)
            heading(page, "西安路街道")
    finally:
        page.close()


def test_an_address_is_shared(page: Page, browser: Browser, town_page: str) -> None:
    page.goto(town_page)
    heading(page, "金牛区")
    page.get_by_role("tab", name="缺口").click()
    page.get_by_role("link", name=re.compile("^高 ")).click()
    page.get_by_role("combobox", name="谁来补齐").select_option(index=1)
    expect(page.locator("a.chip[aria-current=true]")).to_contain_text("高")
    seen = page.locator("table.gaps tbody tr")
    expect(seen.first).to_be_visible()
    names = seen.all_inner_texts()
    other = browser.new_page()
    try:
        other.goto(page.url)
        expect(other.locator("table.gaps tbody tr")).to_have_count(len(names))
        assert other.locator("table.gaps tbody tr").all_inner_texts() == names
    finally:
        other.close()


def test_the_language_is_switched_in_place(page: Page, town_page: str) -> None:
    page.goto(f"{town_page}/?tab=gaps&place=510106024")
    expect(page.get_by_text("按等级、涉及人数与难易程度排序")).to_be_visible()
    page.get_by_role("link", name="English").click()
    expect(page.get_by_text("In the order in which closing them tells most")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "en-US"
    assert urlsplit(page.url).query == "tab=gaps&place=510106024"
    page.get_by_role("link", name="中文").click()
    expect(page.get_by_role("tab", name="缺口")).to_be_visible()


def test_all_is_reached_by_keyboard(page: Page, town_page: str) -> None:
    page.goto(town_page)
    heading(page, "金牛区")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    order = []
    for _ in range(9):
        page.keyboard.press("Tab")
        order.append(page.evaluate("(document.activeElement.ariaLabel ?? '') + '|' + document.activeElement.innerText"))
    assert "重新读取数据" in order[0]
    assert "English" in order[1]
    assert page.get_by_role("combobox", name="地点").count() == 1
    assert page.get_by_label("截至日期").count() == 1
    page.get_by_role("tab", name="覆盖率").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("tab", name="缺口")).to_have_attribute("aria-selected", "true")
    expect(page.locator("table.gaps")).to_be_visible()
    # What changed is said to those who do not see it.
    expect(page.locator("[role=status]:not(#making)").first).to_have_text("缺口 · 金牛区")


def test_names_with_script_stay_text(page: Page, town_page: str) -> None:
    for tab in ("gaps", "links", "alliances"):
        page.goto(f"{town_page}/?tab={tab}&place=510106024&alliance=A1&rule=unit-should-have-own-organization")
        expect(page.get_by_text("<script>window.hurt=1</script><b>甲&公司").first).to_be_visible()
        assert page.evaluate("window.hurt") is None


def test_the_list_is_downloaded_and_opens(page: Page, town_page: str, tmp_path: Path) -> None:
    page.goto(f"{town_page}/?tab=gaps&place=510106024")
    with page.expect_download() as started:
        page.get_by_role("link", name="下载清单（XLSX）").click()
    path = tmp_path / started.value.suggested_filename
    started.value.save_as(path)
    assert path.name == "gaps-510106024-2024-06-30.xlsx"
    assert openpyxl.load_workbook(path)["优先次序"]["A1"].value == "次序"


def test_a_table_with_an_error_is_checked(page: Page, town_page: str, tmp_path: Path) -> None:
    path = tmp_path / "企业.csv"
    path.write_text("编码,名称,从业人员\nE1,甲,12\nE2,乙,<script>window.hurt=1</script>\n", encoding="utf-8")
    page.goto(f"{town_page}/?tab=check")
    page.get_by_label("选择文件").set_input_files(path)
    outcome = page.locator("#outcome")
    expect(outcome).to_contain_text("1 行须改正后才能使用")
    expect(outcome).to_contain_text("企业.csv 第 3 行")
    assert page.evaluate("window.hurt") is None
    with page.expect_download() as correct:
        page.get_by_role("link", name="下载待改正的行").click()
    assert correct.value.suggested_filename == "待改正.xlsx"
    (row,) = openpyxl.load_workbook(io.BytesIO(Path(correct.value.path()).read_bytes()))["企业"].iter_rows(min_row=2)
    assert [cell.value for cell in row if cell.comment] == ["<script>window.hurt=1</script>"]
    path.write_text("编码,名称\nE1,甲\n", encoding="utf-8")
    page.get_by_label("选择文件").set_input_files(path)
    expect(outcome).to_contain_text("全部可用")
    # Dropping does as choosing does.
    page.evaluate(
        """() => {
            const data = new DataTransfer();
            data.items.add(new File(["编码,名称\\nE1,\\n"], "企业.csv"));
            document.querySelector("#drop").dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true}));
        }"""
    )
    expect(outcome).to_contain_text("1 行须改正后才能使用")


def test_another_date_is_another_result(page: Page, town_page: str) -> None:
    page.goto(f"{town_page}/?place=510106024&tab=alliances")
    expect(page.get_by_text("1 个联盟中 0 个休眠")).to_be_visible()
    page.get_by_label("截至日期").fill("2026-01-31")
    expect(page.get_by_text("1 个联盟中 1 个休眠")).to_be_visible()
    assert "date=2026-01-31" in page.url


def test_empty_places_and_damaged_addresses_are_friendly(page: Page, town_page: str) -> None:
    for query, text in (
        ("place=511424", "无对象"),
        ("place=511424&tab=gaps", "处缺口"),
        ("place=511424&tab=alliances", "这里没有现行的联盟"),
        ("place=511424&tab=links", "这里还没有共建关系"),
        ("place=%3Cscript%3E", "数据中没有这个地点"),
        ("tab=charts&chart=chain&place=510106", "此图按社区绘制"),
        ("tab=secret&date=2024-13-45&page=-1", "下级各地"),
        ("tab=gaps&severity=stranger", "没有符合所选条件的缺口"),
    ):
        page.goto(f"{town_page}/?{query}")
        expect(page.get_by_role("tabpanel").get_by_text(text).first).to_be_visible()


def test_beyond_this_machine_the_token_lets_in(browser: Browser, town_folder: Path) -> None:
    with served(town_folder, "--host", EVERY_ADDRESS, "--token", "abcDEF-123456") as (address, _):
        here = f"http://127.0.0.1:{urlsplit(address).port}"
        page = browser.new_page(locale="zh-CN")
        try:
            page.goto(f"{here}/?tab=gaps")
            expect(page.get_by_role("heading")).to_have_text("此页面需要访问令牌")
            page.get_by_label("访问令牌").fill("abcDEF-123456")
            page.get_by_role("button", name="打开").click()
            heading(page, "金牛区")
            assert "token" not in page.url
        finally:
            page.close()


def test_a_server_that_went_away_is_told(browser: Browser, town_folder: Path) -> None:
    page = browser.new_page(locale="zh-CN")
    try:
        with served(town_folder) as (address, process):
            page.goto(address)
            heading(page, "金牛区")
            process.terminate()
            process.wait(20)
            expect(page.get_by_text("请确认 gongjian serve 仍在运行")).to_be_visible(timeout=30_000)
    finally:
        page.close()


def test_a_database_without_data_is_told(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "places.csv").write_text("place_id,name,level\n", encoding="utf-8")
    page = browser.new_page(locale="zh-CN")
    try:
        with served(tmp_path) as (address, _):
            page.goto(address)
            expect(page.get_by_text("还没有数据")).to_be_visible()
            page.get_by_role("tab", name="检查表格").click()
            expect(page.get_by_text("把表格拖到这里")).to_be_visible()
            (tmp_path / "places.csv").write_text("place_id,name,level\n510106,金牛区,district\n", encoding="utf-8")
            page.get_by_role("tab", name="覆盖率").click()
            page.get_by_role("button", name="重新读取数据").click()
            expect(page.get_by_text("数据没有说明日期")).to_be_visible()
            page.get_by_label("截至日期").fill("2024-06-30")
            heading(page, "金牛区")
    finally:
        page.close()


def test_nothing_was_asked_of_any_other_machine(asked: list[str]) -> None:
    assert len(asked) > 20
    assert {urlsplit(address).hostname for address in asked if not address.startswith(("data:", "blob:"))} == {
        "127.0.0.1"
    }
