from __future__ import annotations

import io
import sys

import click
import pytest

from graphmodel.bilingual import Bilingual
from graphmodel.cli.console import progress_shown
from graphmodel.schema import Language


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def _drawn(terminal: io.StringIO, monkeypatch: pytest.MonkeyPatch, language: Language, *, quiet: bool = False) -> str:
    for variable in ("NO_COLOR", "CI", "TTY_COMPATIBLE"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", terminal)
    settings = {"language": language, "quiet": quiet}
    with click.Context(click.Command("gaps"), obj=settings), progress_shown() as progress:
        progress(Bilingual("reading nodes", "读取节点"), 1, 2)
        progress("企业.csv [data]", 3, None)
    return terminal.getvalue()


@pytest.mark.parametrize(("language", "said", "other"), [("zh", "读取节点", "nodes"), ("en", "reading nodes", "节点")])
def test_bars_say_what_is_done_in_the_language_of_the_command(
    monkeypatch: pytest.MonkeyPatch, language: Language, said: str, other: str
) -> None:
    drawn = _drawn(Terminal(), monkeypatch, language)
    assert said in drawn
    assert other not in drawn
    # What stands in brackets is no markup.
    assert "企业.csv [data]" in drawn


def test_nothing_is_drawn_in_a_pipe_or_where_silence_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _drawn(io.StringIO(), monkeypatch, "zh") == ""
    assert _drawn(Terminal(), monkeypatch, "zh", quiet=True) == ""
