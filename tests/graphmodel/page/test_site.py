from __future__ import annotations

import gzip
import io
import re
from pathlib import Path
from urllib.parse import urlsplit

import openpyxl
import pytest

from tests.graphmodel.page.town import EVERY_ADDRESS, get, served

BOUNDARY = "----town"


def sent(*files: tuple[str, bytes], field: str = "tables") -> tuple[bytes, dict[str, str]]:
    """Return the body and the header of a form with files."""
    parts = [
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n\r\n'.encode()
        + content
        + b"\r\n"
        for name, content in files
    ]
    return b"".join(parts) + f"--{BOUNDARY}--\r\n".encode(), {
        "Content-Type": f"multipart/form-data; boundary={BOUNDARY}"
    }


def check(address: str, *files: tuple[str, bytes], language: str = "zh") -> tuple[int, str]:
    body, headers = sent(*files)
    status, _, answer = get(f"{address}/check?lang={language}", method="POST", body=body, **headers)
    return status, answer.decode()


def test_the_page_says_its_language_and_names_no_other_host(town_page: str) -> None:
    for path, language in (("/", "zh-CN"), ("/en", "en-US")):
        status, headers, body = get(town_page + path)
        assert status == 200
        assert f'<html lang="{language}"' in body.decode()
        assert "default-src 'self'" in headers["content-security-policy"]
        # Addresses that are only names (namespaces of SVG) are never fetched.
        hosts = {urlsplit(found).hostname for found in re.findall(r"https?://[^\s\"'`<>\\)]+", body.decode())}
        assert hosts <= {"www.w3.org", "127.0.0.1"}


def test_the_chinese_page_is_found_under_its_language_too(town_page: str) -> None:
    status, headers, _ = get(f"{town_page}/zh?tab=gaps&place=510106024")
    assert (status, headers["location"]) == (307, "/?tab=gaps&place=510106024")
    assert get(f"{town_page}/zh")[1]["location"] == "/"


def test_styles_script_mark_and_font_come_from_here(town_page: str) -> None:
    for path in ("/static/page.css", "/static/page.js", "/favicon.ico"):
        assert get(town_page + path)[0] == 200
    assert get(town_page + "/static/font.otf")[2].startswith(b"OTTO")


def test_the_list_is_downloaded_under_its_name(town_page: str) -> None:
    status, headers, body = get(f"{town_page}/download/gaps.xlsx?place=510106024&lang=en")
    assert status == 200
    assert headers["content-disposition"].endswith("gaps-510106024-2024-06-30.xlsx")
    assert "first things first" in openpyxl.load_workbook(io.BytesIO(body), read_only=True).sheetnames


def test_the_network_comes_packed_to_those_who_unpack_it(town_page: str) -> None:
    _, _, plain = get(f"{town_page}/network.html?place=510106024")
    status, headers, packed = get(f"{town_page}/network.html?place=510106024", accept_encoding="gzip, deflate")
    assert (status, headers["content-encoding"]) == (200, "gzip")
    assert gzip.decompress(packed) == plain
    assert plain.startswith(b"<!doctype html>")
    assert get(f"{town_page}/network.html?place=x", accept_encoding="gzip")[0] == 400


def test_what_cannot_be_made_is_said(town_page: str) -> None:
    status, _, body = get(f"{town_page}/download/gaps.xlsx?place=%3Cb%3E")
    assert status == 400
    assert "&lt;b&gt;" in body.decode()
    assert get(f"{town_page}/download/chart.exe?chart=coverage")[0] == 400


def test_a_table_with_an_error_is_told(town_page: str) -> None:
    status, answer = check(town_page, ("企业.csv", "编码,名称\nE1,甲\nE2,\n".encode()))
    assert status == 200
    assert "1 行须改正后才能使用" in answer
    assert "企业.csv 第 3 行" in answer
    assert "下载待改正的行" in answer
    assert "data-book" not in check(town_page, ("企业.csv", "编码,名称\nE1,甲\n".encode()))[1]
    assert "Every row can be used" in check(town_page, ("企业.csv", "编码,名称\nE1,甲\n".encode()), language="en")[1]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("企业.xlsx", b"PK no workbook"),
        ("a.exe", b"MZ"),
        ("企业.csv", b""),
        ("企业.zip", b"PK\3\4"),
        ("企业.csv", b"\0\1"),
    ],
)
def test_what_is_no_table_is_told_in_words(town_page: str, name: str, content: bytes) -> None:
    status, answer = check(town_page, (name, content))
    assert status in (200, 400)
    assert "Traceback" not in answer
    assert "gongjian-check-" not in answer


@pytest.mark.parametrize(
    ("language", "file", "place"),
    [
        ("zh", "a.exe 不是可以读取的表格", "没有编码为 &#39;nix&#39; 的地点：请在页面上选择"),
        (
            "en",
            "found a.exe, which is no kind of table",
            "found no place with the code &#39;nix&#39;: choose one on the page",
        ),
    ],
)
def test_what_is_refused_is_said_in_the_language_of_the_page(
    town_page: str, language: str, file: str, place: str
) -> None:
    status, answer = check(town_page, ("a.exe", b"MZ"), language=language)
    assert status == 400
    assert file in answer
    status, _, body = get(f"{town_page}/download/gaps.xlsx?place=nix&lang={language}")
    assert status == 400
    assert place in body.decode()


def test_names_in_a_table_stay_text(town_page: str) -> None:
    _, answer = check(town_page, ("企业.csv", "编码,名称,从业人员\nE1,甲,<script>x</script>\n".encode()))
    assert "&lt;script&gt;" in answer
    assert "<script>" not in answer


def test_a_form_without_files_or_too_large_is_refused(town_page: str) -> None:
    body, headers = sent(("a.csv", b"x"), field="other")
    assert get(f"{town_page}/check", method="POST", body=body, **headers)[0] == 400
    assert get(f"{town_page}/check", method="POST", body=b"", content_length=str(200 << 20))[0] == 413


def test_beyond_this_machine_a_token_is_asked_for(town_folder: Path) -> None:
    with served(town_folder, "--host", EVERY_ADDRESS) as (address, _):
        parts = urlsplit(address)
        token = parts.query.removeprefix("token=")
        assert len(token) >= 20
        here = f"http://127.0.0.1:{parts.port}"
        assert get(here)[0] == 401
        assert get(f"{here}/static/page.css")[0] == 401
        status, headers, _ = get(f"{here}/?token={token}")
        assert status == 303
        cookie = headers["set-cookie"].partition(";")[0]
        assert get(here, cookie=cookie)[0] == 200
        assert get(here, cookie=cookie, host="evil.example")[0] == 421
