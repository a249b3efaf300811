"""The browser of this machine that prints a report; asked for before anything is written, so that it imports nothing else."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "msedge")
# Where Windows and macOS keep theirs, which is not on the path.
_PLACES = (
    "{ProgramFiles(x86)}/Microsoft/Edge/Application/msedge.exe",
    "{ProgramFiles}/Microsoft/Edge/Application/msedge.exe",
    "{ProgramFiles}/Google/Chrome/Application/chrome.exe",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)


def find_browser() -> str | None:
    """Return the browser of this machine that prints PDF, None where there is none."""
    on_path = (path for name in _BROWSERS if (path := shutil.which(name)))
    found = next(on_path, None)
    if found is not None:
        return found
    for place in _PLACES:
        try:
            kept = Path(place.format_map(os.environ))
        except KeyError:
            continue
        if kept.is_file():
            return str(kept)
    return None
