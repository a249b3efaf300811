"""Run every benchmark, or those named, and print one table each; ``--write`` puts them into docs/benchmarks.md.

Of named ones only their own parts of the page are replaced.
"""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import platform
from datetime import UTC, datetime
from pathlib import Path

import benchmarks
from benchmarks.measure import table

PAGE = Path(__file__).parents[1] / "docs" / "benchmarks.md"
SHARED = frozenset({"__main__", "measure", "samples"})
HEAD = """# Benchmarks

Written by `make bench`. Each line measures both ways in one run on one machine; the ratio is what counts, seconds depend on the machine
(those of case, measures, page, projection and significance are of processor time).
{machine}
"""


def names() -> list[str]:
    """Return the benchmarks there are: the modules of this package that have something to run."""
    return sorted(module.name for module in pkgutil.iter_modules(benchmarks.__path__) if module.name not in SHARED)


def section(name: str) -> str:
    """Run one benchmark and return its part of the page."""
    module = importlib.import_module(f"benchmarks.{name}")
    about = (module.__doc__ or "").strip().splitlines()[0]
    return f"## {name}\n\n{about} `python -m benchmarks {name}`\n\n{table(module.run())}\n"


def parts_of(page: str) -> dict[str, str]:
    """Return the parts of a written page by the benchmark that wrote them."""
    parts = [f"## {part.strip()}\n" for part in page.split("\n## ")[1:]]
    return {name_of(part): part for part in parts}


def name_of(part: str) -> str:
    """Return the benchmark that wrote a part of the page."""
    return part.removeprefix("## ").split("\n", 1)[0].strip()


def main() -> None:
    """Parse the arguments and run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *names()], default=[])
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    arguments = parser.parse_args()
    parts = []
    for name in arguments.names or names():
        parts.append(section(name))
        print(parts[-1], flush=True)
    if arguments.write:
        machine = f"Last run {datetime.now(UTC):%Y-%m-%d}: {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}."
        kept = parts_of(PAGE.read_text(encoding="utf-8")) if arguments.names and PAGE.exists() else {}
        kept |= {name_of(part): part for part in parts}
        PAGE.write_text("\n".join((HEAD.format(machine=machine), *kept.values())), encoding="utf-8")


if __name__ == "__main__":
    main()
