"""The pages on the commands, from their own help, in either language."""

from __future__ import annotations

from collections.abc import Iterator

import click

from graphmodel.bilingual import Bilingual, Language
from graphmodel.cli import gongjian
from graphmodel.cli.chinese_help import in_chinese
from graphmodel.cli.translation import speaking
from graphmodel.docs.markdown import block, code, page, table

_WIDTH = 100
_EXAMPLE = """lang = "zh"
quiet = true

[gaps]
top = 20

[plan.centres]
time-limit = 60
"""
_VARIABLES: tuple[tuple[str, Bilingual], ...] = (
    ("GONGJIAN_LANG", Bilingual("the language, `zh` or `en`", "语言，`zh` 或 `en`")),
    (
        "GONGJIAN_QUIET, GONGJIAN_DEBUG",
        Bilingual(
            "`1`: no progress and no remarks; the traceback of an error", "`1`：不显示进度与说明；出错时显示调用过程"
        ),
    ),
    (
        "GONGJIAN_COMMAND_OPTION",
        Bilingual("any other option, such as `GONGJIAN_GAPS_TOP=5`", "其他任一选项，如 `GONGJIAN_GAPS_TOP=5`"),
    ),
    (
        "GONGJIAN_CONFIG",
        Bilingual(
            "one file in place of both `gongjian.toml`; empty: none", "代替两处 `gongjian.toml` 的文件；为空则不读"
        ),
    ),
    (
        "GONGJIAN_DATA_DIR, GONGJIAN_CACHE_DIR, GONGJIAN_MAVEN_MIRROR",
        Bilingual(
            "where the local server keeps its data and its downloads, and whence it takes them ([server](server.md))",
            "本机数据库的数据文件夹、下载文件夹与下载来源（见[数据库](server.md)）",
        ),
    ),
    (
        "NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD, NEO4J_DATABASE",
        Bilingual("a server of yours in place of the local one", "改用自己的 Neo4j 服务器"),
    ),
    ("NO_COLOR", Bilingual("no colours on a terminal either", "终端上也不用颜色")),
)


def _settings(language: Language) -> str:
    """Return the sections on what a file and the environment may say."""
    file, names = Bilingual("The file", "配置文件"), Bilingual("The environment", "环境变量")
    order = Bilingual(
        "`gongjian.toml` in this folder wins over the one in the user's configuration folder; `gongjian config` tells where both "
        "are looked for. What stands above all sections holds for all commands, a section for its command; names are those of "
        "the options. What is misspelt is an error that lists what there is.",
        "本文件夹的 `gongjian.toml` 优先于用户配置文件夹的；`gongjian config` 显示两处位置。写在各节之前的适用于全部命令，一节适用于一个命令；"
        "名称与选项相同。写错的名称会报错，并列出可用的名称。",
    )
    headers = [text.in_language(language) for text in (Bilingual("variable", "变量"), Bilingual("says", "含义"))]
    rows = [(", ".join(map(code, found.split(", "))), text.in_language(language)) for found, text in _VARIABLES]
    return page(
        (
            f"## {file.in_language(language)}",
            order.in_language(language),
            block(_EXAMPLE, "toml"),
            f"## {names.in_language(language)}",
            table(headers, rows),
        )
    )


def commands_page() -> str:
    """Return the page with the help of every command."""
    return page(
        (
            "# Commands",
            (
                "命令。What `gongjian COMMAND --help` prints. Exit codes: 0 done; 1 some rows were quarantined (`check`, `load`); "
                "2 it cannot be done, and one line says why and what to do (`--debug` adds the traceback); 3 a mistake of gongjian itself; 130 stopped by the user."
            ),
            (
                "Every option may also be given by the environment (`GONGJIAN_GAPS_TOP=5` for `gongjian gaps --top 5`, "
                "`GONGJIAN_LANG`, `GONGJIAN_QUIET`) or in a file `gongjian.toml` (`gongjian config`); the command line wins over both. "
                "`--quiet`, `--debug` and `--lang` may stand before or after the name of a command, and at the top of `gongjian.toml` "
                "(`quiet = true`). Colours and progress appear on terminals only; `NO_COLOR` turns colours off."
            ),
            (
                "Help, errors, remarks and printed results are in Chinese or English: as the last `--lang zh|en` says (before or after the "
                "name of the command), else `GONGJIAN_LANG`, else `lang` in `gongjian.toml`, else the language of the system (Chinese where it is "
                "Chinese or not set). CSV and JSON are for programs: their names stay English. "
                "语言：以最后一个 `--lang` 为准，其次 `GONGJIAN_LANG`、`gongjian.toml` 中的 `lang`、系统语言；`gongjian --lang zh --help` 显示中文帮助。"
            ),
            _settings("en"),
            *(page((f"## {' '.join(names)}", block(text))) for names, text in helps()),
        )
    )


def commands_page_in_chinese() -> str:
    """Return the page with the help of every command in Chinese."""
    return page(
        (
            "# 命令",
            (
                "`gongjian 命令 --help` 显示的内容（[English](commands.md)）。退出码：0 完成；1 有的行被隔离（`check`、`load`）；"
                "2 无法完成，用一行说明原因与办法（`--debug` 显示完整的调用过程）；3 程序本身的错误；130 由用户中止。"
            ),
            (
                "每个选项也可用环境变量给出（`GONGJIAN_GAPS_TOP=5` 即 `gongjian gaps --top 5`，另有 `GONGJIAN_LANG`、`GONGJIAN_QUIET`），"
                "或写在 `gongjian.toml` 中（见 `gongjian config`）；命令行优先。"
                "`--quiet`、`--debug`、`--lang` 写在命令名之前之后均可，也可写在 `gongjian.toml` 开头（`quiet = true`）。"
                "颜色与进度只在终端上显示，`NO_COLOR` 关闭颜色。"
            ),
            (
                "语言以最后一个 `--lang zh|en` 为准（写在命令名之前之后均可），其次 `GONGJIAN_LANG`、`gongjian.toml` 中的 `lang`、系统语言。"
                "CSV 与 JSON 供程序使用，其中的名称保持英文。"
            ),
            _settings("zh"),
            *(page((f"## {' '.join(names)}", block(text))) for names, text in helps("zh")),
        )
    )


def helps(language: Language = "en") -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield the name, in words, and the help of every command in a language, groups before what they hold."""
    with speaking(language):
        shown = gongjian if language == "en" else in_chinese(gongjian)
        shown.language = language
        yield from _helps(shown, ("gongjian",), None)


def _helps(
    command: click.Command, names: tuple[str, ...], parent: click.Context | None
) -> Iterator[tuple[tuple[str, ...], str]]:
    settings = {**command.context_settings, "terminal_width": _WIDTH, "max_content_width": _WIDTH}
    context = command.context_class(command, parent=parent, info_name=names[-1], **settings)
    yield names, "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            if found is not None and not found.hidden:
                yield from _helps(found, (*names, name), context)
