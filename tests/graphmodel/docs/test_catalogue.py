"""The catalogue of the Chinese help is whole and current, and names commands, options and files as the English does."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from graphmodel.docs import catalogue

# What a user types or sees on a disk: options, commands, variables, endings and names of files.
_NAMES = re.compile(r"(?<![\w-])--?[a-z][\w-]*|`[a-z][^`]*`|\b[A-Z]+_[A-Z_]+\b|[\w-]*\.[a-z]{2,5}\b|\d+")


def messages() -> list[Message]:
    return [message for message in catalogue.kept() if message.id]


def singular(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def test_every_text_has_its_translation_and_none_is_stale() -> None:
    assert catalogue.faults() == []
    assert len(messages()) > 200


def test_clicks_own_texts_are_among_them() -> None:
    texts = {singular(message) for message in messages()}
    assert {"Usage:", "Options", "No such option {name!r}.", "Invalid value for {param_hint}: {message}"} <= texts


@pytest.mark.parametrize("message", messages(), ids=lambda message: singular(message)[:40])
def test_names_and_placeholders_are_those_of_the_english_text(message: Message) -> None:
    said = message.string if isinstance(message.string, str) else "".join(message.string or ())
    texts = [message.id] if isinstance(message.id, str) else message.id
    places = {place for text in texts for place in re.findall(r"\{[^}]*\}|%\(\w+\)s", text)}
    assert set(re.findall(r"\{[^}]*\}|%\(\w+\)s", said)) <= places
    if message.context is None and "{" not in singular(message):
        # A word that stands for a value is translated: `gongjian gaps -o FILE.json`.
        names = {name for name in _NAMES.findall(singular(message)) if not re.search(r"[A-Z]+\.[a-z]+", name)}
        assert {name for name in names if name not in said} == set()


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("SOURCE", "COMPILED"):
        path = getattr(catalogue, name)
        shutil.copy(path, tmp_path)
        monkeypatch.setattr(catalogue, name, tmp_path / path.name)
    return tmp_path / catalogue.SOURCE.name


def test_what_is_missing_stale_or_not_compiled_is_told_and_brought_up_to_date(copied: Path) -> None:
    text = copied.read_text(encoding="utf-8")
    text = text.replace('msgid "Do not ask."', 'msgid "Do not ask, ever."').replace("写入此文件。", "写到此文件。")
    copied.write_text(text, encoding="utf-8")
    assert catalogue.faults() == [
        "gongjian.po has no translation of 'Do not ask.'",
        "gongjian.po translates 'Do not ask, ever.', which nothing says",
        "gongjian.mo is not made of gongjian.po",
    ]
    catalogue.update()
    assert catalogue.faults() == ["gongjian.po has no translation of 'Do not ask.'"]
    assert "写到此文件。" in copied.read_text(encoding="utf-8")
