from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphmodel.bilingual import Bilingual
from graphmodel.cli.console import note, progress_shown
from graphmodel.cli.options import language_option, output_options
from graphmodel.cli.source import open_graph
from graphmodel.schema import Language

if TYPE_CHECKING:
    import pandas as pd

    from graphmodel.progress import Progress
    from loaders.resolve import Judgement, Resolution

_HEADERS = {
    "score": "相似度",
    "left_name": "名称一",
    "right_name": "名称二",
    "left_id": "编码一",
    "right_id": "编码二",
    "why": "依据",
}


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH…]")
@click.option(
    "--judgements",
    "kept_in",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Where decisions on files are kept; else judgements.csv beside the first PATH.",
)
@click.option(
    "--answers",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE.xlsx",
    help="Take the answers in this spreadsheet, then show what is still open.",
)
@click.option("--as", "role", default="reviewer", show_default=True, help="Who answers: a role, not a person's name.")
@language_option
@output_options("text", "csv", "json", "xlsx")
def command(
    paths: tuple[str, ...],
    kept_in: Path | None,
    answers: Path | None,
    role: str,
    language: Language,
    format_: str | None,
    output: Path | None,
) -> None:
    """List pairs of units that may be one organization, and take decisions on them.

    PATHs together are one dataset; without PATH the database is looked through. With -o FILE.xlsx the pairs are written as a
    spreadsheet to answer; --answers takes it back. Decisions are kept with who and when, and can be changed there.

    \b
    gongjian review
    gongjian review my-tables other-ledger.xlsx -o pairs.xlsx
    gongjian review --answers pairs.xlsx
    """  # noqa: D301 -- the \b is the character by which click knows lines that are not to be filled
    from graphmodel.cli.output import choose_format, write_table  # noqa: PLC0415 -- help must not wait for pandas
    from loaders.resolve import answered, write_review  # noqa: PLC0415 -- `--help` needs no readers

    chosen = choose_format(format_, output)
    now = datetime.now(UTC)  # when a decision was made is a fact of the person's day, not of the data
    file = (kept_in or Path(paths[0]).resolve().parent / "judgements.csv") if paths or kept_in else None
    with progress_shown() as progress:
        kept = _kept(file)
        if answers is not None:
            before = len(kept)
            kept = answered(answers, kept, role=role, at=now)
            _keep(kept, file)
            count = f"{len(kept) - before:,}"
            note(
                Bilingual(
                    f"{count} new decisions are kept in {file or 'the database'}",
                    f"{count} 条新决定已存入{file or '数据库'}",
                )
            )
        resolution = _resolved(paths, kept, now, progress)
    if chosen == "xlsx":
        assert output is not None  # noqa: S101 -- `choose_format` has made sure
        write_review(resolution, output, language=language)
        count, again = f"{len(resolution.review):,}", " ".join(("gongjian review", *paths, "--answers", str(output)))
        note(
            Bilingual(
                f"{count} open pairs are in {output}; next: answer them there, then {again}",
                f"{count} 对待核对，已写入 {output}；下一步：在其中填写答复，再 {again}",
            )
        )
        return
    title, notes = _title(resolution).in_language(language), _notes(resolution, language)
    headers = _HEADERS if language == "zh" else {}
    write_table(_frame(resolution, language), format_=chosen, output=output, title=title, headers=headers, notes=notes)


def _kept(file: Path | None) -> tuple[Judgement, ...]:
    from loaders.resolve.judgements import from_row, read_judgements  # noqa: PLC0415 -- as above

    if file is not None:
        return read_judgements(file)
    from graphmodel.store import connection_settings, open_session  # noqa: PLC0415 -- files need no driver
    from graphmodel.store.judgements import read_judgements as read_rows  # noqa: PLC0415

    with open_session(connection_settings()) as session:
        return tuple(from_row(row) for row in read_rows(session))


def _keep(judgements: tuple[Judgement, ...], file: Path | None) -> None:
    from loaders.resolve.judgements import judgements_text, to_row  # noqa: PLC0415 -- as above

    if file is not None:
        from graphmodel.cli.output import write_file  # noqa: PLC0415 -- as above

        write_file(file, judgements_text(judgements).encode("utf-8-sig"))
        return
    from graphmodel.store import connection_settings, open_session  # noqa: PLC0415
    from graphmodel.store.judgements import write_judgements  # noqa: PLC0415

    with open_session(connection_settings()) as session:
        write_judgements(session, [to_row(item) for item in judgements])


def _resolved(
    paths: tuple[str, ...], judgements: tuple[Judgement, ...], now: datetime, progress: Progress
) -> Resolution:
    import loaders  # noqa: PLC0415 -- as above
    from loaders.resolve import profiles_of_graph, resolve  # noqa: PLC0415

    if paths:
        dataset = loaders.check(paths, progress=progress).dataset
        return resolve(dataset, judgements=judgements, decided_at=now, progress=progress)
    known = profiles_of_graph(open_graph(progress=progress))
    return resolve(known=known, judgements=judgements, decided_at=now, progress=progress)


def _frame(resolution: Resolution, language: Language) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415 -- as above

    rows = [
        {
            "score": round(pair.score, 2),
            "left_name": pair.left.name,
            "right_name": pair.right.name,
            "left_id": pair.left.id,
            "right_id": pair.right.id,
            "why": pair.reason.in_language(language),
        }
        for pair in resolution.review
    ]
    return pd.DataFrame(rows, columns=["score", "left_name", "right_name", "left_id", "right_id", "why"])


def _title(resolution: Resolution) -> Bilingual:
    pairs, units = f"{len(resolution.review):,}", f"{len(resolution.merged):,}"
    return Bilingual(
        f"{pairs} pairs to decide · {units} units in several rows", f"待核对 {pairs} 对 · {units} 个单位有多行"
    )


def _notes(resolution: Resolution, language: Language) -> list[str]:
    notes = [
        f"{' = '.join(item.names)} ({', '.join(member.id for member in item.members)})" for item in resolution.merged
    ]
    if resolution.review:
        said = Bilingual(
            "next: gongjian review … -o pairs.xlsx, answer there, then gongjian review … --answers pairs.xlsx",
            "下一步：gongjian review … -o pairs.xlsx，在其中填写答复，再 gongjian review … --answers pairs.xlsx",
        )
        notes.append(said.in_language(language))
    return notes
