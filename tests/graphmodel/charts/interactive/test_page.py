from __future__ import annotations

import base64
import hashlib
import json
import re

from hypothesis import given
from hypothesis import strategies as st

from graphmodel.charts.interactive.page import json_in_html, page

PAGE = page({"name": "</script><b>"}, title="甲<乙", language="zh")


@given(st.text())
def test_no_text_can_end_the_data_or_be_changed_by_the_way(text: str) -> None:
    written = json_in_html({"name": text})
    assert "<" not in written
    assert "&" not in written
    assert json.loads(written) == {"name": text}


def test_a_lone_surrogate_becomes_a_question_mark() -> None:
    assert json.loads(json_in_html({"name": "a\ud800"})) == {"name": "a?"}


def test_every_script_may_run_by_its_checksum_and_nothing_may_be_loaded() -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', PAGE)
    assert policy is not None
    scripts = re.findall(r"<script>(.*?)</script>", PAGE, re.DOTALL)
    assert len(scripts) == 3
    for script in scripts:
        assert base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() in policy[1]
    assert "default-src 'none'" in policy[1]
    assert "connect-src" not in policy[1]
    assert "http" not in policy[1]


def test_the_page_names_no_address_to_load_from() -> None:
    assert not re.findall(r"""(?:src|href|url)\s*[=(]\s*["']?(?:https?:)?//""", PAGE)
    assert "sourceMappingURL" not in PAGE
    assert "<title>甲&lt;乙</title>" in PAGE


def test_the_licences_of_others_go_with_their_scripts() -> None:
    assert PAGE.count("Permission is hereby granted, free of charge") == 2
