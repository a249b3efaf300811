"""What is generated is current, and what users can call or meet is documented."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import click
import pytest

import graphmodel
from graphmodel.cli import gongjian
from graphmodel.docs import PAGES, generate
from graphmodel.gaps import RULES
from graphmodel.store.queries import query_book
from loaders.problems import PROBLEM_KINDS

ROOT = Path(__file__).parents[2]
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("page", PAGES)
def test_the_generated_page_is_current(page: str) -> None:
    held = (ROOT / "docs" / page).read_text(encoding="utf-8")
    assert held == generate(page), f"docs/{page} is not current: run python -m graphmodel.docs"


def test_every_command_has_help_that_is_documented() -> None:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    in_chinese = (ROOT / "docs" / "commands.zh-CN.md").read_text(encoding="utf-8")
    context = click.Context(gongjian)
    for name in gongjian.list_commands(context):
        command = gongjian.get_command(context, name)
        assert command is not None, name
        assert command.help, name
        assert f"## gongjian {name}\n" in page
        assert f"## gongjian {name}\n" in in_chinese


@pytest.mark.parametrize(
    "path",
    sorted((*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("notebooks/*.ipynb"))),
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_links_between_pages_lead_somewhere(path: Path) -> None:
    targets = LINK.findall(path.read_text(encoding="utf-8"))
    broken = [target for target in targets if "://" not in target and not (path.parent / target).exists()]
    assert broken == []


def test_every_page_is_reached_from_the_readme() -> None:
    named = set(LINK.findall((ROOT / "README.md").read_text(encoding="utf-8")))
    assert {f"docs/{path.name}" for path in ROOT.glob("docs/*.md")} - named == set()


def test_every_page_that_the_chinese_readme_leads_to_speaks_chinese() -> None:
    named = set(LINK.findall((ROOT / "README.zh-CN.md").read_text(encoding="utf-8")))
    written = [name for name in named if name.startswith("docs/") and name.endswith(".md")]
    assert len(written) > 20
    by_hand = [name for name in written if Path(name).name not in PAGES and "/gallery." not in name]
    assert [name for name in by_hand if "**摘要。**" not in (ROOT / name).read_text(encoding="utf-8")[:600]] == []


@pytest.mark.parametrize(
    "page", ["README.md", "README.zh-CN.md", "docs/tutorial.md", "docs/tutorial.zh-CN.md", "CONTRIBUTING.md"]
)
def test_the_commands_and_options_of_a_page_exist(page: str) -> None:
    context = click.Context(gongjian)
    text = (ROOT / page).read_text(encoding="utf-8")
    for line in re.findall(r"^\$ gongjian (.*?)(?:  +#.*)?$", text, re.MULTILINE):
        words = line.split()
        command = gongjian.get_command(context, words[0])
        assert command is not None, line
        if isinstance(command, click.Group) and len(words) > 1 and command.get_command(context, words[1]):
            command = command.get_command(context, words[1])
        assert command is not None
        options = {name for item in command.params for name in (*item.opts, *item.secondary_opts)}
        assert {word for word in words if word.startswith("-")} <= options | {"--help"}, line


def test_every_rule_query_row_error_and_public_name_is_documented() -> None:
    def text(name: str) -> str:
        return (ROOT / "docs" / name).read_text(encoding="utf-8")

    assert [rule for rule in RULES if f"### {rule}\n" not in text("rules.md")] == []
    assert [query for query in query_book() if f"### {query}\n" not in text("queries.md")] == []
    assert [kind.code for kind in PROBLEM_KINDS if f"`{kind.code}`" not in text("errors.md")] == []
    assert [name for name in graphmodel.__all__ if f"`gm.{name}`" not in text("python.md")] == []


def test_every_dependency_has_its_licence_purpose_and_rivals() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    required = [
        *project["dependencies"],
        *(item for extra in project["optional-dependencies"].values() for item in extra),
    ]
    names = {re.split(r"[<>=\[; ]", item)[0].lower() for item in required}
    rows = re.findall(
        r"^\| (.+?) \| (.+?) \| (.+?) \|(.*)\|$",
        (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    told = {
        name.lower()
        for first, licence, purpose, _ in rows
        if licence and purpose
        for name in re.findall(r"[\w.-]+", first)
    }
    assert names - told == set()
