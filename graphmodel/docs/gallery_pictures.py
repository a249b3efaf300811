"""Draw the pictures of the gallery on the synthetic case: ``python -m graphmodel.docs.gallery_pictures``."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import click
import networkx as nx
from PIL import Image

from graphmodel.charts.registry import charts, make_chart
from graphmodel.charts.save import render
from graphmodel.docs.gallery_page import VARIANTS, scope_of
from graphmodel.graph import build_graph

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
MOST_BYTES = 150_000
_DPIS, _COLORS = (100, 84, 70, 56), 255


@click.command()
@click.option(
    "--out",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=FOLDER,
    help="Folder to write to; else docs/pictures/ of the repository.",
)
def main(folder: Path) -> None:
    """Draw every chart, and a few with options, on the case of Jinniu District (about a minute)."""
    graph = case()
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in pictures(graph):
        (folder / f"{name}.png").write_bytes(content)
        click.echo(f"{name}.png  {len(content) / 1000:.0f} kB")


def case() -> nx.MultiDiGraph:
    """Return the graph of the case, through its tables as any user's."""
    import loaders  # noqa: PLC0415 -- the page is written without the case
    from loaders.cases import jinniu  # noqa: PLC0415 -- likewise

    with tempfile.TemporaryDirectory() as folder:
        jinniu.write_case(Path(folder))
        (Path(folder) / "ground_truth.csv").unlink()
        return build_graph(loaders.check([folder]).dataset)


def pictures(graph: nx.MultiDiGraph) -> list[tuple[str, bytes]]:
    """Return every picture of the gallery by name, as PNG of few colours."""
    asked: list[tuple[str, str, dict[str, object]]] = [(kind, kind, {}) for kind in charts()]
    asked += [(name, kind, options) for name, (kind, options) in VARIANTS.items()]
    drawn = []
    for name, kind, options in asked:
        scope = scope_of(charts()[kind], variant=name)
        figure, _ = make_chart(graph, kind=kind, scope=scope, options=options)
        # The finest that is light enough.
        sizes = (_small(render(figure, "png", dpi=dpi)) for dpi in _DPIS)
        drawn.append((name, next(content for content in sizes if len(content) < MOST_BYTES)))
    return drawn


def _small(content: bytes) -> bytes:
    """Return a PNG with a palette: charts have few colours, and a repository should stay light."""
    buffer = io.BytesIO()
    Image.open(io.BytesIO(content)).convert("RGB").quantize(_COLORS, Image.Quantize.MAXCOVERAGE).save(
        buffer, "PNG", optimize=True
    )
    return buffer.getvalue()


if __name__ == "__main__":
    main()
