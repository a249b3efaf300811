"""The case as files: its tables, what it says of itself, and the list of its gaps."""

from __future__ import annotations

import csv
from pathlib import Path

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.progress import Progress, silent
from graphmodel.schema import Language
from graphmodel.system_errors import reason_in_chinese
from loaders.cases.jinniu.case import SEED, build
from loaders.write import Format, write_dataset

GROUND_TRUTH = "ground_truth.csv"


def write_case(
    folder: Path | str,
    *,
    format: Format = "csv",  # noqa: A002 -- the word that users know
    language: Language = "en",
    seed: int = SEED,
    progress: Progress = silent,
) -> list[Path]:
    """Write the case as tables, with ``ground_truth.csv`` (rule, subject) beside them.

    Parameters
    ----------
    folder
        Where to write; made where it is missing.
    format, language
        As in `loaders.write.write_dataset`.
    seed
        Of the generator.
    progress
        Called while rows are written.

    Returns
    -------
    list of pathlib.Path
        The files written, the list of gaps last.

    Raises
    ------
    InputError
        If a file cannot be written.
    """
    case = build(seed)
    files = write_dataset(case.dataset, folder, format=format, language=language, progress=progress)
    path = Path(folder) / GROUND_TRUTH
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("rule", "subject"))
            writer.writerows((rule, subject) for rule, subjects in case.gaps.items() for subject in subjects)
    except OSError as error:
        msg = Bilingual(
            f"found no way to write {path} ({error}); close it where it is open, or choose another folder",
            f"无法写入 {path}（{reason_in_chinese(error)}）：文件如已打开，请先关闭，或另选文件夹",
        )
        raise InputError(msg) from error
    return [*files, path]
