"""A report as one HTML file that needs nothing outside itself."""

from __future__ import annotations

import base64
from importlib.resources import files

from jinja2 import Environment, StrictUndefined

from graphmodel.report.document.model import Document, in_its_direction


def html_of(document: Document) -> str:
    """Return a report as HTML; every text is escaped, pictures are inside.

    Examples
    --------
    >>> from graphmodel.report.document.model import Paragraph, Section
    >>> section = Section("要点", (Paragraph("<script>"),))
    >>> "&lt;script&gt;" in html_of(Document("报告", "", "", None, (section,), {}, "zh"))
    True
    """
    folder = files(__package__).joinpath("templates")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    environment.filters["css_string"] = _css_string
    environment.filters["base64"] = lambda data: base64.b64encode(data).decode("ascii")
    template = environment.from_string(folder.joinpath("report.html.j2").read_text(encoding="utf-8"))
    page = template.render(document=document, style=folder.joinpath("report.css").read_text(encoding="utf-8"))
    return in_its_direction(page)


def _css_string(text: str) -> str:
    """Return a text as it stands between quotes in CSS: whatever could end them is escaped."""
    return "".join(
        character if character.isascii() and character.isalnum() else f"\\{ord(character):x} "
        for character in in_its_direction(text)
    )
