"""Write the generated pages, or check that they are current."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from graphmodel.docs import catalogue
from graphmodel.docs.pages import stale_pages, write_pages

FOLDER = Path(__file__).parents[2] / "docs"


@click.command()
@click.option("--check", is_flag=True, help="Write nothing; exit 1 and name the pages that are not current.")
@click.option(
    "--out",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=FOLDER,
    help="Folder to write to; else docs/ of the repository.",
)
def main(folder: Path, *, check: bool) -> None:
    """Write the pages under docs/ that are generated from the schema, the rules, the queries and the commands.

    The catalogue of the Chinese help is brought up to date as well; texts that still need a translation are named.
    """
    if not check and folder == FOLDER:  # pages for another place leave the sources alone
        catalogue.update()  # the pages show its texts
    stale = stale_pages(folder)
    if not check:
        write_pages(folder)
        click.echo(f"wrote {', '.join(stale) or 'nothing: all pages were current'}")
    elif stale:
        click.echo(f"not current: {', '.join(stale)}; write them with `python -m graphmodel.docs`", err=True)
    faults = catalogue.faults()
    for fault in faults:
        click.echo(fault, err=True)
    if faults or (check and stale):
        sys.exit(1)


if __name__ == "__main__":
    main()
