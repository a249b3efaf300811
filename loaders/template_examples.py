"""An example for each column of a template: together they are rows that refer to each other and load without an error."""

from __future__ import annotations

from graphmodel.schema import Bilingual, Column, Kind, Language, Table

_IDS = {
    "places": "C001",
    "party_organizations": "P001",
    "enterprises": "E001",
    "social_organizations": "S001",
    "public_institutions": "G001",
    "owners_committees": "Y001",
    "alliances": "A001",
    "needs": "N001",
    "resources": "R001",
    "projects": "X001",
    "activities": "H001",
    "meetings": "M001",
    "service_centres": "Z001",
    "requests": "Q001",
}
_OTHERS = {
    # A second row of the same table, or a rung above.
    ("places", "parent_id"): "510106024001",
    ("party_organizations", "parent_org_id"): "P002",
    ("links", "to_id"): "E001",
    ("survey", "rated_id"): "E001",
    ("data_exchanges", "to_id"): "Z002",
}
_TEXTS = {
    ("places", "name"): ("Xi'anlu compound 1", "西安路1号院"),
    ("party_organizations", "name"): ("Party branch of Xi'anlu compound 1", "西安路1号院党支部"),
    ("enterprises", "name"): ("Example Property Service Ltd.", "示例物业服务有限公司"),
    ("social_organizations", "name"): ("Example Community Service Centre", "示例社区服务中心"),
    ("public_institutions", "name"): ("Example Primary School", "示例小学"),
    ("owners_committees", "name"): ("Owners' committee of Xi'anlu compound 1", "西安路1号院业主委员会"),
    ("alliances", "name"): ("Party-building alliance of the area", "片区党建联盟"),
    ("service_centres", "name"): ("Party and public service centre", "党群服务中心"),
    ("needs", "title"): ("A place to charge electric bicycles", "增设电动自行车充电点"),
    ("resources", "title"): ("Meeting room in the evening", "晚间会议室"),
    ("projects", "title"): ("Charging point in the compound", "院落充电点改造"),
    ("activities", "title"): ("Fire drill", "消防演练"),
    ("meetings", "topic"): ("Parking", "停车管理"),
    ("published_totals", "figure"): ("compounds", "compounds"),
    ("published_totals", "source"): ("annual report", "年度公报"),
    ("requests", "channel"): ("hotline", "热线"),
    ("links", "agreement"): ("agreement no. 1", "共建协议第1号"),
}
_SHARED_TEXTS = {
    "registration_number": ("510106000000003", "510106000000003"),
    "address": ("1 Example Road", "示例路1号"),
    "industry": ("property service", "物业管理"),
    "category": ("facilities", "设施"),
}
_KINDS = {Kind.NUMBER: "120000", Kind.LONGITUDE: "104.05", Kind.LATITUDE: "30.68", Kind.USCC: "91510106MA0000007X"}


def example_of(table: Table, column: Column, language: Language) -> str:
    """Return what a cell of a column may hold, as one would type it.

    Examples
    --------
    >>> from graphmodel.schema import BY_NAME
    >>> places = BY_NAME["places"]
    >>> [example_of(places, places.column(name), "zh") for name in ("place_id", "level", "households", "old_compound")]
    ['C001', '小区/院落', '3', '是']
    """
    if column.kind is Kind.IDENTIFIER or column.reference is not None:
        referred = table.name if column.reference is None else column.reference.tables[0]
        return _OTHERS.get((table.name, column.name)) or _IDS[referred]
    if column.kind is Kind.DATE:
        return "2027-12" if column.ends else "2024-06-01"
    words = _words(table, column)
    return _KINDS.get(column.kind, "3") if words is None else words.in_language(language)


def _words(table: Table, column: Column) -> Bilingual | None:
    """Return an example in words, None for a column of numbers."""
    if column.kind is Kind.TEXT:
        # A new column works without an example of its own.
        plain = (column.name.replace("_", " "), column.chinese)
        return Bilingual(*(_TEXTS.get((table.name, column.name)) or _SHARED_TEXTS.get(column.name) or plain))
    if column.kind is Kind.ENUMERATION:
        choice = next((value for value in column.values if value.value == _choice(table)), column.values[0])
        return Bilingual(choice.value, choice.chinese)
    return Bilingual("yes", "是") if column.kind is Kind.YES_NO else None


def _choice(table: Table) -> str | None:
    """Return the choice that fits the other examples of a table, None where the first does."""
    return {"places": "compound", "party_organizations": "branch"}.get(table.name)
