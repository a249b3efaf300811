from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from graphmodel.page import panels
from graphmodel.page.analyses import Analyses
from graphmodel.page.choice import TABS, Choice
from graphmodel.page.texts import TEXTS
from graphmodel.schema import Language
from tests.graphmodel.page.town import LONG, SCRIPT


class Tags(HTMLParser):
    """What a browser would make of it: the tags, and the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("tab", [tab for tab in TABS if tab != "charts"])
def test_every_part_is_sound_html_in_both_languages(analyses: Analyses, tab: str, language: Language) -> None:
    html = panels.body(analyses, Choice(language=language, tab=tab, place="510106024", alliance="A1"))
    page = Tags(html)
    tags = [tag for tag, _ in page.tags]
    assert "script" not in tags
    assert not re.search(r"\bNone\b|\bnan\b|\{\{|Undefined", html)
    # Tables say what their rows and columns are of, and what scrolls can be reached by keyboard.
    for tag, attributes in page.tags:
        if tag == "th":
            assert attributes.get("scope") in ("row", "col", "colgroup")
        if attributes.get("class") == "scroll":
            assert attributes["tabindex"] == "0"
        if tag in ("a", "img", "link", "use"):
            assert str(attributes.get("href") or attributes.get("src")).startswith("/")
    if language == "en" and tab == "check":
        assert not re.search(r"[\u4e00-\u9fff]", page.text)


def test_names_stay_text(analyses: Analyses, tied: Analyses) -> None:
    html = panels.body(analyses, Choice(tab="gaps", place="510106024", rule="unit-should-have-own-organization"))
    assert "<b>" not in html
    assert SCRIPT in Tags(html).text
    recommended = panels.body(tied, Choice(tab="recommended"))
    assert "<b>" not in recommended
    assert SCRIPT in Tags(recommended).text
    links = panels.body(analyses, Choice(tab="links"))
    assert SCRIPT in Tags(links).text


def test_long_and_strange_names_are_whole(analyses: Analyses) -> None:
    pages = [panels.body(analyses, Choice(tab="gaps", place="510106024", page=page)) for page in range(1, 20)]
    assert any(LONG in page for page in pages)


def test_a_chart_of_another_level_says_which_place_to_choose(analyses: Analyses) -> None:
    html = panels.body(analyses, Choice(tab="charts", chart="chain", place="510106"))
    assert "此图按社区绘制" in html
    assert "<img" not in html


def test_a_chart_is_a_picture_with_its_downloads(analyses: Analyses) -> None:
    page = Tags(panels.body(analyses, Choice(tab="charts", chart="coverage", place="510106")))
    pictures = [attributes for tag, attributes in page.tags if tag == "img"]
    assert len(pictures) == 1
    assert pictures[0]["alt"]
    assert [str(a["href"]).partition("?")[0] for tag, a in page.tags if tag == "a" and "download" in a] == [
        "/download/chart.png",
        "/download/chart.svg",
        "/download/chart.pdf",
    ]


def test_every_text_is_there_in_both_languages() -> None:
    for name, text in TEXTS.items():
        assert text.en, name
        assert re.search(r"[\u4e00-\u9fff]", text.zh) or name == "other_language", name
        assert set(re.findall(r"\{\w+\}", text.en)) == set(re.findall(r"\{\w+\}", text.zh)), name
