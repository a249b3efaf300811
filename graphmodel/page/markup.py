"""From rows to HTML: every value is escaped by construction, because templates escape whatever is put into them."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from graphmodel.page.choice import Choice
from graphmodel.page.texts import texts
from graphmodel.schema import Language


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("graphmodel.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["number"] = _number
    return environment


def _number(value: float) -> str:
    return f"{value:,}"


def render(template: str, *, language: Language, **values: Any) -> str:
    """Return a template filled in.

    Examples
    --------
    >>> print(render("message.html", language="zh", title="<script>", lines=["甲 & 乙"], steps=[]))
    <div class="message">
      <h2>&lt;script&gt;</h2>
      <p>甲 &amp; 乙</p>
    </div>
    """
    return _environment().get_template(template).render(t=texts(language), language=language, **values)


def link_maker(choice: Choice) -> Any:
    """Return the function by which templates make links to another state of the page."""

    def to(**changes: Any) -> str:
        return choice.to(**changes).address

    return to
