"""The graph as a picture: an SVG, the same each time, that shows every type and every way they are joined."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from graphmodel.errors import SchemaError
from graphmodel.schema import BY_NAME, NODE_TABLES, NodeTable
from graphmodel.schema.properties import relationship_ends, table_of_label

WIDTH, HEIGHT = 1270, 830
_FONTS = "'Noto Sans SC','Microsoft YaHei','PingFang SC','Noto Sans CJK SC',Arial,sans-serif"
_INK, _LINE = "#1f2933", "#52606d"
_BLUE, _AMBER, _GREEN = ("#dbe9f6", "#2f6db0"), ("#fdecd2", "#b7791f"), ("#dcefdc", "#3c7d3c")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle for a node type, or a frame around several."""

    x: int
    y: int
    width: int
    height: int
    colours: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Route:
    """A relationship type between two (groups of) node types: the corners of its line and where its name stands."""

    type: str
    start: str
    end: str
    points: tuple[tuple[int, int], ...]
    label: tuple[int, int]


_GROUPS = {
    "Stakeholder": tuple(table.label for table in NODE_TABLES if "Stakeholder" in table.labels),
    "Unit": tuple(table.label for table in NODE_TABLES if "Unit" in table.labels),
    "Placed": tuple(
        start
        for ends in relationship_ends()
        if ends.type == "LOCATED_IN" and "Unit" not in table_of_label(ends.start_labels[0]).labels
        for start in ends.start_labels
    ),
}
# What is done together and what is counted stands right, in this order; a line from the left leads to most.
_RIGHT = (
    "Alliance",
    "Project",
    "Activity",
    "Meeting",
    "Need",
    "Resource",
    "Request",
    "ServiceCentre",
    "PublishedTotal",
)
_TOP, _PITCH, _ROW = 72, 61, 46
_BOXES = {
    "PartyOrganization": Box(180, 92, 240, 56, _BLUE),
    "Enterprise": Box(190, 306, 220, 48, _BLUE),
    "SocialOrganization": Box(190, 364, 220, 48, _BLUE),
    "PublicInstitution": Box(190, 422, 220, 48, _BLUE),
    "OwnersCommittee": Box(180, 536, 240, 56, _BLUE),
    **{label: Box(820, _TOP + _PITCH * row, 250, _ROW, _AMBER) for row, label in enumerate(_RIGHT)},
    "Place": Box(20, 712, 1230, 104, _GREEN),
}
_FRAMES = {
    "Stakeholder 主体": Box(150, 40, 400, 590, ("#f5f9fd", "#8fb4d9")),
    "Unit 单位": Box(170, 270, 260, 214, ("#ffffff", "#8fb4d9")),
    "Shared and listed 共建与清单": Box(800, 40, 450, 590, ("#fffaf2", "#dfb877")),
}


def _row(label: str) -> int:
    return _BOXES[label].y + _ROW // 2


def _across(type_: str, label: str) -> Route:
    return Route(type_, "Stakeholder", label, ((550, _row(label)), (820, _row(label))), (685, _row(label)))


def _beside(type_: str, start: str, end: str, *, x: int, shift: int) -> Route:
    """Return a line that leaves a box of the right column and comes back to another."""
    top, bottom = _row(start) + shift, _row(end)
    return Route(type_, start, end, ((1070, top), (x, top), (x, bottom), (1070, bottom)), (x, (top + bottom) // 2))


_ROUTES = (
    Route(
        "REPORTS_TO",
        "PartyOrganization",
        "PartyOrganization",
        ((420, 108), (446, 108), (446, 132), (420, 132)),
        (490, 120),
    ),
    Route("BELONGS_TO", "PartyOrganization", "Unit", ((240, 148), (240, 270)), (240, 210)),
    Route("COVERS", "PartyOrganization", "Unit", ((350, 148), (350, 270)), (350, 210)),
    Route("SERVES_PLACE", "PartyOrganization", "Place", ((180, 132), (100, 132), (100, 712)), (100, 400)),
    Route("COVERS", "PartyOrganization", "Place", ((180, 108), (46, 108), (46, 712)), (46, 300)),
    Route("LOCATED_IN", "Unit", "Place", ((430, 288), (522, 288), (522, 712)), (522, 660)),
    Route("SERVICES", "Enterprise", "Compound", ((410, 330), (470, 330), (470, 746)), (470, 506)),
    Route("REPRESENTS", "OwnersCommittee", "Compound", ((411, 592), (411, 746)), (411, 660)),
    Route("BUILDS_WITH", "Stakeholder", "Stakeholder", ((550, 540), (590, 540), (590, 590), (550, 590)), (644, 565)),
    Route("RATES", "Stakeholder", "Stakeholder", ((550, 602), (590, 602), (590, 624), (550, 624)), (620, 613)),
    _across("MEMBER_OF", "Alliance"),
    _across("TOOK_PART_IN", "Project"),
    _across("TOOK_PART_IN", "Activity"),
    _across("TOOK_PART_IN", "Meeting"),
    _across("RAISED", "Need"),
    _across("OFFERS", "Resource"),
    _across("HANDLES", "Request"),
    _beside("ANSWERS", "Project", "Need", x=1120, shift=8),
    _beside("USES", "Project", "Resource", x=1190, shift=-8),
    Route(
        "EXCHANGES_DATA_WITH",
        "ServiceCentre",
        "ServiceCentre",
        (
            (1070, _row("ServiceCentre") - 10),
            (1096, _row("ServiceCentre") - 10),
            (1096, _row("ServiceCentre") + 10),
            (1070, _row("ServiceCentre") + 10),
        ),
        (1173, _row("ServiceCentre")),
    ),
    Route("LOCATED_IN", "Placed", "Place", ((1000, 630), (1000, 712)), (1000, 670)),
    Route("PART_OF", "Place", "Place", ((700, 712), (700, 684), (760, 684), (760, 712)), (730, 670)),
)


def schema_picture() -> str:
    """Return the picture as SVG.

    Raises
    ------
    SchemaError
        If the schema has a type, or joins two, that the picture does not show: draw it here.
    """
    _check_complete()
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
            f'font-family="{_FONTS}" role="img" aria-label="The graph of gongjian">'
        ),
        (
            '<defs><marker id="head" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="7" markerHeight="7" '
            f'orient="auto"><path d="M0,0 L8,4 L0,8 z" fill="{_LINE}"/></marker></defs>'
        ),
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        *(_frame(title, box) for title, box in _FRAMES.items()),
        *(_box(label, box) for label, box in _BOXES.items()),
        *_chips(),
        *map(_line, _ROUTES),
        *map(_label, _ROUTES),
        "</svg>",
    ]
    return "\n".join(parts)


def _check_complete() -> None:
    missing = [table.label for table in NODE_TABLES if table.label not in _BOXES]
    shown = {
        (route.type, start, end)
        for route in _ROUTES
        for start in _GROUPS.get(route.start, (route.start,))
        for end in _GROUPS.get(route.end, (route.end,))
    }
    joined = {
        (ends.type, start, end)
        for ends in relationship_ends()
        for start in ends.start_labels
        for end in ends.end_labels
    }
    if missing or shown != joined:
        differing = ", ".join((*missing, *(" ".join(item) for item in sorted(shown ^ joined))))
        msg = f"found that the picture and the schema differ in {differing}; draw them in graphmodel/docs/picture.py"
        raise SchemaError(msg)


def _rectangle(box: Box, *, dashed: bool = False) -> str:
    fill, stroke = box.colours
    dash = ' stroke-dasharray="5 4"' if dashed else ""
    return (
        f'<rect x="{box.x}" y="{box.y}" width="{box.width}" height="{box.height}" rx="6" '
        f'fill="{fill}" stroke="{stroke}"{dash}/>'
    )


def _text(x: int, y: int, text: str, *, size: int = 13, bold: bool = False, anchor: str = "middle") -> str:
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text x="{x}" y="{y}" font-size="{size}" fill="{_INK}" text-anchor="{anchor}"{weight}>{escape(text)}</text>'
    )


def _frame(title: str, box: Box) -> str:
    return _rectangle(box, dashed=True) + _text(box.x + 12, box.y + 22, title, size=12, anchor="start")


def _box(label: str, box: Box) -> str:
    chinese = table_of_label(label).chinese
    if label == "Place":
        return _rectangle(box) + _text(box.x + 12, box.y + 22, f"{label} {chinese}", bold=True, anchor="start")
    middle = box.x + box.width // 2
    return (
        _rectangle(box)
        + _text(middle, box.y + box.height // 2 - 3, label, bold=True)
        + _text(middle, box.y + box.height // 2 + 15, chinese, size=12)
    )


def _chips() -> list[str]:
    """Draw the levels of a place inside its box."""
    places = BY_NAME["places"]
    assert isinstance(places, NodeTable)  # noqa: S101 -- places are nodes
    parts: list[str] = []
    for position, value in enumerate(places.column("level").values):
        chip = Box(36 + 120 * position, 746, 113, 56, ("#ffffff", _GREEN[1]))
        parts.append(_rectangle(chip))
        parts.append(_text(chip.x + 56, 770, places.subtypes[value.value], size=11, bold=True))
        parts.append(_text(chip.x + 56, 790, value.chinese, size=12))
    return parts


def _line(route: Route) -> str:
    path = " L".join(f"{x},{y}" for x, y in route.points)
    return f'<path d="M{path}" fill="none" stroke="{_LINE}" stroke-width="1.3" marker-end="url(#head)"/>'


def _label(route: Route) -> str:
    x, y = route.label
    # Seven units a capital letter is what the fonts above need at most.
    half = len(route.type) * 7 // 2 + 3
    ground = (
        f'<rect x="{x - half}" y="{y - 9}" width="{2 * half}" height="18" rx="3" fill="#ffffff" fill-opacity="0.92"/>'
    )
    return ground + _text(x, y + 4, route.type, size=11)
