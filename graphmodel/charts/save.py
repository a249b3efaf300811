"""Pictures as files: checked, written whole or not at all, and the same bytes every time."""

from __future__ import annotations

import io
import os
import tempfile
from pathlib import Path

from matplotlib.figure import Figure
from matplotlib.text import Text

from graphmodel.bilingual import Bilingual
from graphmodel.charts.fonts import MISSING, check_glyphs
from graphmodel.charts.style import style
from graphmodel.errors import InputError, RenderError
from graphmodel.system_errors import reason_in_chinese

# Without dates and versions two runs give the same file.
_METADATA: dict[str, dict[str, str | None]] = {
    "png": {"Software": None},
    "svg": {"Date": None, "Creator": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}
FORMATS = tuple(_METADATA)


def save(figure: Figure, path: Path | str, *, dpi: int = 200) -> Path:
    """Write a figure as PNG, SVG or PDF, whichever the ending of ``path`` says.

    Raises
    ------
    RenderError
        If a text holds a character that the font lacks.
    InputError
        If the ending is none of the three, or the file cannot be written.
    """
    path = Path(path)
    write_file(path, render(figure, check_ending(path), dpi=dpi))
    return path


def check_ending(path: Path) -> str:
    """Return the format that the ending of a path says; raise `InputError` where it is not one of `FORMATS`."""
    ending = path.suffix.lower().removeprefix(".")
    if ending not in FORMATS:
        msg = Bilingual(
            f"found the ending {path.suffix!r} in {path.name!r}, expected .png, .svg or .pdf",
            f"{path.name!r} 的后缀是 {path.suffix!r}：应为 .png、.svg 或 .pdf",
        )
        raise InputError(msg)
    return ending


def render(figure: Figure, format_: str, *, dpi: int = 200) -> bytes:
    """Return a figure as the bytes of a PNG, SVG or PDF file; raise `RenderError` where a glyph is missing."""
    for text in figure.findobj(Text):
        check_glyphs(text.get_text())
    buffer = io.BytesIO()
    try:
        with style():
            figure.savefig(buffer, format=format_, dpi=dpi, metadata=_METADATA[format_])
    except (ValueError, MemoryError) as error:
        msg = Bilingual(
            f"cannot draw the picture: {error}",
            f"无法绘制图片：{error}",
        )
        raise RenderError(msg) from error
    return buffer.getvalue()


def missing_in(figure: Figure) -> list[str]:
    """Return the texts of a figure in which 〓 stands for a character that no font here has, but for the note that says so."""
    texts = {text.get_text() for text in figure.findobj(Text) if text.get_gid() != "footer"}
    return sorted(text for text in texts if MISSING in text)


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; raise `InputError` where it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            file.write(content)
        os.chmod(file.name, 0o644)  # noqa: PTH101 -- a temporary file is its owner's alone, a picture is not
        Path(file.name).replace(path)
    except OSError as error:
        msg = Bilingual(
            f"cannot write {path}: {error.strerror}; close the file if it is open elsewhere, or choose another with -o",
            f"无法写入 {path}（{reason_in_chinese(error)}）：如在别处打开请先关闭，或用 -o 另选文件",
        )
        raise InputError(msg) from error
