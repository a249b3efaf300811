"""What is generated is current, and what users can call or meet is documented."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from graphmodel.cli import gongjian
from graphmodel.docs import PAGES, generate

ROOT = Path(__file__).parents[2]
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("page", PAGES)
def test_the_generated_page_is_current(page: str) -> None:
    held = (ROOT / "docs" / page).read_text(encoding="utf-8")
    assert held == generate(page), f"docs/{page} is not current: run python -m graphmodel.docs"


def test_every_command_has_help_that_is_documented() -> None:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    context = click.Context(gongjian)
    for name in gongjian.list_commands(context):
        command = gongjian.get_command(context, name)
        assert command is not None, name
        assert command.help, name
        assert f"## gongjian {name}\n" in page


@pytest.mark.parametrize(
    "path",
    sorted(path for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"))),
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_links_between_pages_lead_somewhere(path: Path) -> None:
    targets = LINK.findall(path.read_text(encoding="utf-8"))
    broken = [target for target in targets if "://" not in target and not (path.parent / target).exists()]
    assert broken == []
