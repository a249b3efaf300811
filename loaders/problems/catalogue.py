"""Every kind of problem that reading a dataset can report: stable codes, both languages, severity, an example."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from graphmodel.schema import Bilingual

Severity: TypeAlias = Literal["error", "warning"]
"""An error quarantines its row; a warning is only told."""


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """One kind of problem. ``message`` is a template of the problem's column, value and details; ``example`` shows one."""

    code: str
    severity: Severity
    title: Bilingual
    message: Bilingual
    example: str


def _error(code: str, title: tuple[str, str], message: tuple[str, str], example: str) -> ProblemKind:
    return ProblemKind(code, "error", Bilingual(*title), Bilingual(*message), example)


def _warning(code: str, title: tuple[str, str], message: tuple[str, str], example: str) -> ProblemKind:
    return ProblemKind(code, "warning", Bilingual(*title), Bilingual(*message), example)


PROBLEM_KINDS: tuple[ProblemKind, ...] = (
    _error(
        "missing_required",
        ("Required value missing", "必填项缺失"),
        ("{column} is empty; fill it in", "{column_zh}为空，请填写"),
        "a place without a level",
    ),
    _error(
        "bad_id",
        ("Not usable as an id", "编码不可用"),
        (
            "{column} has {value}, which {reason_en}; use plain text without line breaks or |",
            "{column_zh}为{value}，{reason_zh}；请用不含换行与竖线的文本",
        ),
        "5.10106E+11: a code that a spreadsheet turned into a number",
    ),
    _error(
        "duplicate_id",
        ("Id used before", "编码重复"),
        (
            "{column} {value} is already the id of row {row_first} of {table_first}{where_first}; give this row its own, or make both equal",
            "{column_zh}{value}已是{where_first_zh}{table_first_zh}第{row_first}行的编码且内容不同；请另给编码或改成一致",
        ),
        "two enterprises with the id E001 and different names",
    ),
    _error(
        "unknown_reference",
        ("Refers to nothing", "所引编码不存在"),
        (
            "{column} refers to {value}, which no row of {tables} has; correct it or add that row",
            "{column_zh}所引的{value}在{tables_zh}中不存在；请更正或补上该行",
        ),
        "a parent_id that no place has",
    ),
    _error(
        "wrong_type",
        ("Refers to the wrong kind", "所引对象类型不符"),
        (
            "{column} refers to {value}, which is {found}; expected one of {tables}",
            "{column_zh}所引的{value}属于{found_zh}，应为{tables_zh}",
        ),
        "a compound_id that is a building",
    ),
    _error(
        "reference_quarantined",
        ("Refers to a quarantined row", "所引的行已被隔离"),
        (
            "{column} refers to {value}, whose row is quarantined itself; mend that row and this one follows",
            "{column_zh}所引的{value}所在的行已被隔离；改好那一行，本行即可载入",
        ),
        "a community whose street is quarantined",
    ),
    _error(
        "self_reference",
        ("Refers to itself", "甲乙方相同"),
        ("both ends are {value}; a tie needs two parties", "甲乙两方同为{value}；关系须有两方"),
        "a link from E001 to E001",
    ),
    _error(
        "unknown_enum",
        ("Not one of the choices", "不在可选值之内"),
        ("{column} has {value}; expected one of {choices}", "{column_zh}为{value}，应为以下之一：{choices_zh}"),
        "the level 片区",
    ),
    _error(
        "bad_date",
        ("Not a date", "日期有误"),
        (
            "{column} has {value}, which is no date; write it like 2024-06-01, 2024-06 or 2024",
            "{column_zh}为{value}，不是日期；请写成 2024-06-01、2024年6月 或 2024",
        ),
        "2024-02-30",
    ),
    _error(
        "bad_count",
        ("Not a count", "不是整数"),
        (
            "{column} has {value}; expected a whole number that is not negative, like 12",
            "{column_zh}为{value}，应为不小于零的整数，如 12",
        ),
        "3.5, -1 or 三人",
    ),
    _error(
        "off_scale",
        ("Not on the scale", "超出评分范围"),
        (
            "{column} has {value}; expected a whole number from {low} to {high}, or nothing",
            "{column_zh}为{value}，应为 {low} 至 {high} 的整数，或不填",
        ),
        "a rating of 5 on a scale from 1 to 4",
    ),
    _error(
        "bad_number",
        ("Not a number", "不是数值"),
        (
            "{column} has {value}; expected a number that is not negative, like 12800.5",
            "{column_zh}为{value}，应为不小于零的数值，如 12800.5",
        ),
        "约一百万",
    ),
    _error(
        "bad_yes_no",
        ("Neither yes nor no", "不是“是/否”"),
        ("{column} has {value}; expected 是 or 否, yes or no", "{column_zh}为{value}，应为“是”或“否”"),
        "也许",
    ),
    _error(
        "bad_coordinate",
        ("Not a coordinate", "经纬度有误"),
        (
            "{column} has {value}; expected degrees between {low} and {high}",
            "{column_zh}为{value}，应为 {low} 至 {high} 之间的度数",
        ),
        "a latitude of 104.06",
    ),
    _error(
        "incomplete_coordinates",
        ("Half a coordinate", "经纬度不全"),
        (
            "{column} is empty though its partner is given; fill in both or neither",
            "{column_zh}为空而另一坐标已填；请都填或都不填",
        ),
        "a longitude without a latitude",
    ),
    _error(
        "bad_division_code",
        ("Wrong division code", "区划代码长度不符"),
        (
            "{column} of a {level} is {value}; expected its {digits} digits",
            "{level_zh}的{column_zh}为{value}，应为{digits}位数字",
        ),
        "a street with 12 digits",
    ),
    _error(
        "extra_cells",
        ("More cells than headers", "单元格多于表头"),
        (
            "the row has more filled cells than the header; an unquoted separator may have shifted them",
            "本行的单元格多于表头；可能有未加引号的分隔符使内容错位",
        ),
        "a CSV row with a comma inside an unquoted name",
    ),
    _warning(
        "bad_uscc",
        ("Unified social credit code fails its check", "统一社会信用代码校验不符"),
        (
            "{column} has {value}: {status}{repair}; compare it with the certificate (the row is accepted)",
            "{column_zh}为{value}：{status_zh}{repair_zh}；请与证照核对（该行已接受）",
        ),
        "an O typed for a 0",
    ),
    _warning(
        "code_outside_parent",
        ("Division code does not begin with its parent's", "区划代码与上级不符"),
        (
            "{column} {value} does not begin with the code of its parent {parent} (the row is accepted)",
            "{column_zh}{value}不以上级{parent}的编码开头（该行已接受）",
        ),
        "the street 510107001 in the district 510106",
    ),
    _warning(
        "end_before_start",
        ("Ends before it begins", "止早于起"),
        (
            "{column} {value} is before {begins} {begin}; the row is accepted and is never live",
            "{column_zh}{value}早于{begins_zh}{begin}；该行已接受，但从不有效",
        ),
        "dissolved before it was established",
    ),
    _warning(
        "doubtful_month",
        ("January, or October without its zero", "一月，或丢了零的十月"),
        (
            "{column} has {value}, read as January; a spreadsheet shortens 2024.10 to this: if it was October, write 2024-10",
            "{column_zh}为{value}，按一月读入；表格软件会把2024.10变成这样：若是十月，请写成2024-10",
        ),
        "2024.1 in a column in which no cell has 2024.10",
    ),
    _warning(
        "private_value",
        ("Private value left out", "个人信息已略去"),
        (
            "{column} holds what looks like personal data; it was read as empty and is not kept",
            "{column_zh}中有疑似个人信息，按空值处理，未予保留",
        ),
        "a mobile number in a name",
    ),
    _warning(
        "private_column",
        ("Private column left out", "个人信息列已略去"),
        (
            "column {column} holds or announces personal data in {count} rows; it was left out, nothing of it is kept",
            "“{column}”列含个人信息（{count}行），已整列略去，未予保留",
        ),
        "a column 联系电话",
    ),
    _warning(
        "unknown_column",
        ("Column not known", "未识别的列"),
        (
            "column {column} is none of this table's; it was ignored, {count} filled cells",
            "“{column}”列不属于本表，已忽略（{count}个单元格）",
        ),
        "a column 备注",
    ),
    _warning(
        "duplicate_column",
        ("Column given twice", "列重复"),
        (
            "column {column} means the same as another, which was read; this one was ignored, {count} filled cells",
            "“{column}”列与另一列同义，已读另一列，忽略此列（{count}个单元格）",
        ),
        "名称 and name in one sheet",
    ),
    _warning(
        "unknown_table",
        ("Table not known", "未识别的表"),
        (
            "{value} names no table and was ignored; if it is one, name it like 企业 or enterprises",
            "{value}不是已知的表名，已忽略；如是数据表请改名，如“企业”",
        ),
        "a sheet 封面",
    ),
    _warning(
        "unknown_file",
        ("File not read", "未读取的文件"),
        (
            "the file is of a kind that is not read and was passed over; save its tables as CSV or XLSX, unpack archives",
            "该文件的类型不受支持，未读取；如含数据表请另存为 CSV 或 XLSX，压缩包请先解压",
        ),
        "a ZIP within a ZIP, or ledger.ods",
    ),
    _warning(
        "empty_table",
        ("Table without a header", "空表"),
        (
            "the table is wholly empty, without a header; it counts as empty",
            "表中没有任何内容，也无表头，按空表处理",
        ),
        "an empty file enterprises.csv",
    ),
    _warning(
        "missing_original",
        ("Mended rows without their originals", "改好的行找不到原行"),
        (
            "{count} rows find no original, which has changed, or is not there or there twice; they count as further rows",
            "{count}行找不到原行（原行已改动、不在此处或有多处相同），按新增行处理",
        ),
        "a mended quarantine.xlsx beside files that were renamed",
    ),
    _warning(
        "bad_about",
        ("About line not understood", "关于数据的说明有误"),
        ("about has {value} for {column}; {reason_en}", "说明中{column}为{value}；{reason_zh}"),
        "as_of,soon",
    ),
    _warning(
        "missing_as_of",
        ("Date of the data missing", "缺少数据日期"),
        (
            "no as_of is given; add a line as_of to about.csv or pass --as-of, or gaps cannot be found",
            "没有给出数据日期 as_of；请在 about.csv 中加一行或用 --as-of 指定，否则无法查找缺口",
        ),
        "a dataset without about.csv",
    ),
)
BY_CODE: dict[str, ProblemKind] = {kind.code: kind for kind in PROBLEM_KINDS}
