"""What stands in the middle of a picture that has nothing to show: why, and what to do."""

from __future__ import annotations

from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.transforms import blended_transform_factory

from graphmodel.charts.style import INK, QUIET
from graphmodel.schema import Bilingual, Language


class Nothing(NamedTuple):
    """Why there is nothing to draw, and what to do about it."""

    why: Bilingual
    to_do: Bilingual


_WIDER = Bilingual("choose a larger place (--scope)", "换一个更大的地方（--scope）")


def _tables(why: Bilingual, tables: Bilingual) -> Nothing:
    return Nothing(
        why,
        Bilingual(
            f"Please {_WIDER.en}, or load {tables.en} and check their dates.",
            f"请{_WIDER.zh}，或装载{tables.zh}并核对其中的日期。",
        ),
    )


_WORK = Bilingual("the tables of projects, activities and who took part", "“项目清单”“活动”及其参与表")
NO_TIES = _tables(Bilingual("Nobody here builds with anybody yet", "这里还没有共建关系"), _WORK)
NO_TIES_BEYOND_CHANCE = Nothing(
    Bilingual("No pair builds together more often than chance gives", "没有一对共建关系多于偶然"),
    Bilingual(
        f"Please leave out --significant to see all ties, or {_WIDER.en}.",
        f"去掉 --significant 可看全部关系，或{_WIDER.zh}。",
    ),
)
NO_TIES_IN_LAYER = Nothing(
    Bilingual("Nobody here builds together in this layer", "这里没有这一联的共建关系"),
    Bilingual(
        f"Please take another --layer or leave it out, or {_WIDER.en}.",
        f"请换一个 --layer 或去掉它，也可{_WIDER.zh}。",
    ),
)
NO_LAYERS = _tables(
    Bilingual("No pair here builds together in any of the five layers", "这里没有属于五联任何一联的共建关系"),
    Bilingual("projects and activities that name their layer", "注明联建层的“项目清单”“活动”"),
)
NO_SECTORS = _tables(Bilingual("No sectors here build with each other", "这里各部门之间没有共建关系"), _WORK)
NO_ALLIANCES = _tables(
    Bilingual("No alliance is under way here", "这里没有存续的联盟"),
    Bilingual("the tables of alliances and their members", "“联盟”“联盟成员”表"),
)
NO_NEEDS = _tables(
    Bilingual("Neither needs nor resources are listed here", "这里既没有登记需求，也没有登记资源"),
    Bilingual("the tables of needs and resources", "“需求清单”“资源清单”"),
)
NO_TOTALS = _tables(
    Bilingual("No figure has been published for this place", "这个地方没有公布数"),
    Bilingual("the table of published totals", "“公布数”表"),
)
NO_COMPOUNDS = _tables(
    Bilingual("No compound is listed here", "这里没有登记小区"),
    Bilingual("the table of places with its compounds", "列有小区的“区划与载体”表"),
)
NO_RANKING = Nothing(
    Bilingual("No part of this place has anything to cover", "这个地方的下级都没有可计算覆盖率的对象"),
    Bilingual(
        "Please choose a district or street with units (--scope), another --rate, or load the tables of enterprises and social organizations.",
        "请用 --scope 换一个有单位的区或街道，或换一个 --rate，也可装载“企业”“社会组织”表。",
    ),
)
NO_CHANGE = Nothing(
    Bilingual("No gap was closed, found or reopened between the two dates", "两个日期之间没有补齐、新增或重现的缺口"),
    Bilingual(
        f"Please take an earlier date (--since), or {_WIDER.en}.",
        f"请换一个更早的日期（--since），或{_WIDER.zh}。",
    ),
)
NO_STEPS = Nothing(
    Bilingual("This plan finds nothing to do here", "此方案在这里没有可做之事"),
    Bilingual(
        f"Please {_WIDER.en}, or take another plan (--plan).",
        f"请{_WIDER.zh}，或换一种方案（--plan）。",
    ),
)


def write_empty(ax: Axes, nothing: Nothing, language: Language) -> None:
    """Say in the middle of the page why there is nothing to draw, and below it what to do."""
    figure = ax.get_figure(root=True)
    alone = figure is not None and len(figure.axes) == 1
    # Axes that leave room for a legend are not in the middle of their page.
    middle = blended_transform_factory(figure.transFigure, ax.transAxes) if figure and alone else ax.transAxes
    lines = ((nothing.why, 14, INK, "bottom", 5), (nothing.to_do, 10, QUIET, "top", -5))
    for words, size, color, side, away in lines:
        ax.annotate(
            words.in_language(language),
            (0.5, 0.5),
            (0, away),
            xycoords=middle,
            textcoords="offset points",
            ha="center",
            va=side,
            fontsize=size,
            color=color,
            annotation_clip=False,
        ).set_gid("empty")
