"""Where the local server keeps its parts (cache) and its data (home)."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from graphmodel.bilingual import Bilingual
from graphmodel.errors import ServerError
from graphmodel.system_errors import reason_in_chinese

DATABASE = "neo4j"  # the only one that Community has
MARKER = "This directory belongs to gongjian's local Neo4j server. `gongjian db reset` removes it.\n"


def cache_dir(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the directory of everything that can be downloaded again.

    ``GONGJIAN_CACHE_DIR`` overrides the place that is usual on this platform.
    """
    return Path(environ.get("GONGJIAN_CACHE_DIR") or platformdirs.user_cache_dir("gongjian")).expanduser().resolve()


def data_dir(environ: Mapping[str, str] = os.environ) -> Path:
    """Return the directory of everything that cannot be downloaded again.

    ``GONGJIAN_DATA_DIR`` overrides the place that is usual on this platform.
    """
    return Path(environ.get("GONGJIAN_DATA_DIR") or platformdirs.user_data_dir("gongjian")).expanduser().resolve()


@dataclass(frozen=True, slots=True)
class Home:
    """The directory of one local server and what lies where in it.

    Attributes
    ----------
    root
        Absolute path; a sibling with the suffix ``.lock`` serializes what is done to it.
    """

    root: Path

    @property
    def marker(self) -> Path:
        """The file that says this directory is ours to write and to remove."""
        return self.root / ".gongjian"

    @property
    def lock(self) -> Path:
        """The lock file; outside the root, so that removing the root does not remove it."""
        return self.root.with_name(self.root.name + ".lock")

    @property
    def password(self) -> Path:
        """The file with the generated password, for its owner's eyes."""
        return self.root / "password"

    @property
    def conf(self) -> Path:
        """The directory of ``neo4j.conf``, rewritten at each start."""
        return self.root / "conf"

    @property
    def java_arguments(self) -> Path:
        """The argument file of the Java launcher: class path and flags."""
        return self.root / "run" / "java.args"

    @property
    def record(self) -> Path:
        """What is known of the process started last."""
        return self.root / "run" / "server.json"

    @property
    def port(self) -> Path:
        """The port it had last, so that it can have it again."""
        return self.root / "run" / "port"

    @property
    def data(self) -> Path:
        """The databases and their transaction logs."""
        return self.root / "data"

    @property
    def incoming(self) -> Path:
        """A complete import that waits to take the place of the database."""
        return self.root / "incoming"

    @property
    def logs(self) -> Path:
        """The server's own logs, what Java printed (``console.log``), and import reports."""
        return self.root / "logs"


def home_at(root: Path | None = None) -> Home:
    """Return the home at ``root``, by default the user's own."""
    return Home((root or data_dir() / "neo4j").expanduser().resolve())


def adopt(home: Home) -> None:
    """Put a complete import in the place of the database; may be interrupted at any point and repeated.

    Raises
    ------
    ServerError
        The files cannot be moved.
    """
    if not home.incoming.exists():
        return
    try:
        for part in ("databases", "transactions"):
            new, old = (root / part / DATABASE for root in (home.incoming / "data", home.data))
            if new.exists():
                shutil.rmtree(old, ignore_errors=True)
                old.parent.mkdir(exist_ok=True)
                new.rename(old)
        shutil.rmtree(home.incoming)
    except OSError as error:
        msg = Bilingual(
            f"cannot move an import into {home.data} ({error.strerror}): close what uses it and try again",
            f"无法把导入的数据移入 {home.data}（{reason_in_chinese(error)}）：请关闭正在使用它的程序后重试",
        )
        raise ServerError(msg) from error


def claim(home: Home) -> None:
    """Create the home, or check that it is one of ours.

    Raises
    ------
    ServerError
        The directory cannot be made, or holds files that are not ours.
    """
    try:
        home.root.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not home.marker.exists():
            if any(home.root.iterdir()):
                msg = Bilingual(
                    f"found files in {home.root} that are not gongjian's, expected an empty or missing directory: "
                    "set GONGJIAN_DATA_DIR to another place",
                    f"{home.root} 中有不属于 gongjian 的文件，应为空目录或不存在的目录：请用 GONGJIAN_DATA_DIR 另设位置",
                )
                raise ServerError(msg)
            home.marker.write_text(MARKER, encoding="utf-8")
        for directory in (home.conf, home.record.parent, home.data, home.logs):
            directory.mkdir(exist_ok=True)
    except OSError as error:
        msg = Bilingual(
            f"cannot write to {home.root} ({error.strerror}): make it writable or set GONGJIAN_DATA_DIR",
            f"无法写入 {home.root}（{reason_in_chinese(error)}）：请开放写入权限，或用 GONGJIAN_DATA_DIR 另设位置",
        )
        raise ServerError(msg) from error
