from __future__ import annotations

import re
from pathlib import Path

from graphmodel.charts.registry import charts
from graphmodel.docs.gallery_page import VARIANTS, gallery_page
from graphmodel.docs.gallery_pictures import FOLDER, MOST_BYTES

PAGE = gallery_page()


def test_every_chart_and_each_of_its_options_is_on_the_page() -> None:
    for kind, chart in charts().items():
        assert f"## `{kind}`" in PAGE
        for text in (*chart.title, *chart.description, *(f"`--{option.name}`" for option in chart.options)):
            assert text in PAGE


def test_every_picture_is_there_and_light_and_none_is_left_over() -> None:
    shown = re.findall(r"\(pictures/([^)]+)\)", PAGE)
    assert sorted(shown) == sorted(f"{name}.png" for name in (*charts(), *VARIANTS))
    assert {path.name for path in FOLDER.iterdir()} >= set(shown)
    for name in shown:
        content = Path(FOLDER / name).read_bytes()
        assert content.startswith(b"\x89PNG")
        assert len(content) < MOST_BYTES
