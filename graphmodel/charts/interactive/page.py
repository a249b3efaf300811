"""The page as one file: template, style, scripts and data together, and nothing from outside."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from graphmodel.schema import Language

_ASSETS = files("graphmodel.charts.interactive") / "assets"
_VENDOR = files("graphmodel.charts.interactive") / "vendor"
_SCRIPTS = ("words", "programs", "shapes", "picture", "model", "panel", "stage", "view")
_LANGUAGES: Mapping[Language, str] = {"zh": "zh-CN", "en": "en"}
_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)


def page(data: Mapping[str, Any], *, title: str, language: Language) -> str:
    """Return the whole page.

    A content security policy allows these very scripts, by their checksums, and no address at all, so that neither a name in the data nor
    anything else can load or run something.
    """
    scripts = [*vendored().values(), own_script()]
    fields = {
        "lang": _LANGUAGES[language],
        "policy": _policy(scripts),
        "title": html.escape(title),
        "style": (_ASSETS / "view.css").read_text("utf-8"),
        "data": json_in_html(data),
        "scripts": "\n".join(f"<script>{script}</script>" for script in scripts),
    }
    template = (_ASSETS / "page.html").read_text("utf-8")
    return re.sub(r"\{\{(\w+)\}\}", lambda found: fields[found[1]], template)


def json_in_html(data: Mapping[str, Any]) -> str:
    r"""Return data as JSON that no name in it can end: ``<`` and ``&`` are written as escapes.

    Examples
    --------
    >>> json_in_html({"name": "</script><b>甲"})
    '{"name":"\\u003c/script>\\u003cb>甲"}'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    text = text.encode("utf-8", "replace").decode("utf-8")
    return (
        text.replace("<", "\\u003c").replace("&", "\\u0026").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    )


@cache
def vendored() -> Mapping[str, str]:
    """Return the scripts of others by name, each with its licence before it."""
    told = tomllib.loads((_VENDOR / "VERSIONS.toml").read_text("utf-8"))
    return {name: _with_licence(name, entry) for name, entry in told.items()}


def _with_licence(name: str, entry: Mapping[str, str]) -> str:
    licence = (_VENDOR / entry["licence_file"]).read_text("utf-8").strip()
    script = (_VENDOR / entry["file"]).read_text("utf-8")
    # The map is not in the page; a browser would look for it at the page's own address.
    return f"/*! {name} {entry['version']}\n{licence}\n*/\n{_SOURCE_MAP.sub('', script)}"


@cache
def own_script() -> str:
    """Return our own scripts as one, which leaves nothing behind but what it draws."""
    parts = [(_ASSETS / f"{name}.js").read_text("utf-8").replace('"use strict";\n', "", 1) for name in _SCRIPTS]
    return '"use strict";\n{\n' + "\n".join(parts) + "\n}\n"


def _policy(scripts: list[str]) -> str:
    sums = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts
    )
    return f"default-src 'none'; script-src {sums}; style-src 'unsafe-inline'; img-src blob: data:; base-uri 'none'; form-action 'none'"
