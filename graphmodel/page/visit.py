"""One visitor's page, in the framework: what is chosen at the top, the results below, the address bar in step."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable
from typing import Any

from nicegui import Client, ui
from nicegui.events import GenericEventArguments, ValueChangeEventArguments

from graphmodel.errors import GongjianError
from graphmodel.page import panels
from graphmodel.page.analyses import Analyses
from graphmodel.page.choice import EVERYTHING, TABS, Choice, read_address, read_day
from graphmodel.page.desk import Desk
from graphmodel.page.downloads import scope_of
from graphmodel.page.texts import texts

_LOG = logging.getLogger(__name__)
_LOOK_AGAIN = 0.3
# After so many seconds something is shown that says that it takes longer.
_AT_ONCE = 0.4


class Visit:
    """The page of one visitor. `build` makes it, `go` changes what it shows."""

    def __init__(self, desk: Desk, choice: Choice, client: Client) -> None:
        self.desk = desk
        self.choice = choice
        self.client = client
        self.words = texts(choice.language)
        self._turn = 0
        self._version = -1
        self._in_step = False

    # What there is

    def build(self) -> None:
        """Make the page; what takes long comes after the browser has it."""
        words = self.words
        with ui.header(fixed=False).classes("top"):
            ui.html(f'<span class="mark">{words["product"]}</span>', sanitize=False)
            ui.element("div").classes("grow")
            self._again = ui.button(words["read_again"], on_click=self.read_again).props("flat no-caps dense")
            other = self.choice.to(language="en" if self.choice.language == "zh" else "zh", page=self.choice.page)
            self._other = ui.link(words["other_language"], other.address).classes("language")
            self._other.props(f"lang={'en' if self.choice.language == 'zh' else 'zh-CN'}")
        with ui.element("div").classes("page") as main:
            with ui.element("section").classes("filters").props(f'aria-label="{words["filters"]}"'):
                self._place = ui.select({}, label=words["place"], with_input=True, on_change=self._place_chosen)
                self._place.props("outlined dense options-dense").classes("place")
                self._date = ui.input(words["date"]).props("outlined dense type=date stack-label debounce=600")
                self._date.on_value_change(self._date_chosen).classes("date")
            self._heading = ui.html("", sanitize=False).classes("heading")
            with ui.tabs(on_change=self._tab_chosen).props("dense no-caps align=left inline-label") as self._tabs:
                for tab in TABS:
                    ui.tab(tab, words[tab])
            self._body = ui.html("", sanitize=False).classes("body").props("role=tabpanel id=body")
            self._said = ui.label().classes("unseen").props("role=status aria-live=polite")
        ui.skip_link(words["skip"], target=main)
        ui.on("go", self._asked_for)
        self._show_choice()
        self._show_state()
        ui.timer(_LOOK_AGAIN, self._look)

    # What the visitor does

    async def _asked_for(self, event: GenericEventArguments) -> None:
        asked = event.args
        address, push = (asked["address"], bool(asked.get("push", True))) if isinstance(asked, dict) else (asked, True)
        await self.go(read_address(str(address), self.choice.language), push=push)

    # Plain functions that return what is to be awaited: whether a control was changed by the visitor or by `_show_choice` is known
    # only at that moment, and the framework awaits later.
    def _place_chosen(self, event: ValueChangeEventArguments[Any]) -> Awaitable[None] | None:
        if not self._in_step or event.value in (None, self._shown_place()):
            return None
        return self.go(self.choice.to(place=event.value))

    def _date_chosen(self, event: ValueChangeEventArguments[Any]) -> Awaitable[None] | None:
        day = read_day(event.value)
        if not self._in_step or (day is None and event.value) or day == self._shown_day():
            return None
        return self.go(self.choice.to(date=day))

    def _tab_chosen(self, event: ValueChangeEventArguments[Any]) -> Awaitable[None] | None:
        if not self._in_step or event.value not in TABS or event.value == self.choice.tab:
            return None
        return self.go(self.choice.to(tab=event.value))

    async def read_again(self) -> None:
        """Read the data anew, for every visitor."""
        self._again.disable()
        self.desk.read()
        self._say(self.words["reading"])

    async def go(self, choice: Choice, *, push: bool = True) -> None:
        """Show something else, and put it into the address bar."""
        if choice == self.choice:
            return
        self.choice = choice
        self._show_choice()
        if push:
            self.client.run_javascript(f"history.pushState({{}}, '', {json.dumps(choice.address)})")
        await self._show()

    # What the page shows

    async def _look(self) -> None:
        """Follow the reading of the data."""
        if self.desk.is_reading and self.desk.analyses is None:
            self._show_state()
        elif self._version != self.desk.version:
            self._version = self.desk.version
            self._again.enable()
            self._show_choice()
            await self._show()

    def _show_choice(self) -> None:
        """Bring the controls in step with what is chosen."""
        self._in_step = False
        analyses = self.desk.analyses
        if analyses is not None:
            options = {EVERYTHING: self.words["everything"], **analyses.places.options}
            place = self._shown_place()
            if place not in options and place in analyses.places:
                options[place] = analyses.places.label(place)
            value = place if place in options else None
            # The list may be open under somebody's hand: it is sent again only where it differs.
            if options != self._place.options:
                self._place.set_options(options, value=value)
            else:
                self._place.set_value(value)
        day = self._shown_day()
        self._date.value = "" if day is None else day.isoformat()
        self._tabs.value = self.choice.tab
        self._in_step = True
        language = "en" if self.choice.language == "zh" else "zh"
        self._other.props(f'href="{self.choice.to(language=language, page=self.choice.page).address}"')

    def _shown_place(self) -> str:
        analyses = self.desk.analyses
        default = None if analyses is None else analyses.places.default
        return self.choice.place or default or EVERYTHING

    def _shown_day(self) -> Any:
        analyses = self.desk.analyses
        return self.choice.date or (None if analyses is None else analyses.graph.graph.get("as_of"))

    def _show_state(self) -> None:
        """Show what there is to say without data."""
        choice, words = self.choice, self.words
        if self.desk.error is not None:
            self._put(
                panels.message(
                    choice, words["failed"], self.desk.error.in_language(choice.language) or words["failed_inside"]
                )
            )
        elif self.desk.is_empty:
            self._put(panels.message(choice, words["empty"], words["empty_how"], steps=self.desk.source.steps))
        elif self.desk.analyses is None:
            what, done, total = self.desk.progress
            doing = what if isinstance(what, str) else what.in_language(choice.language)
            told = f"{doing} {done:,}" + (f" / {total:,}" if total else "") if what else words["reading_patience"]
            self._put(panels.message(choice, words["reading"], told))

    async def _show(self) -> None:
        analyses, choice = self.desk.analyses, self.choice
        if analyses is None:
            self._heading.set_content("")
            self._put(panels.check_form(choice)) if choice.tab == "check" else self._show_state()
            return
        self._turn += 1
        turn = self._turn
        self._body.classes("busy").props("aria-busy=true")
        rendering = asyncio.ensure_future(self._run(_rendered, analyses, choice))
        await asyncio.wait({rendering}, timeout=_AT_ONCE)
        if not rendering.done() and turn == self._turn:
            # What was there before would look as if it were the answer.
            self._put(panels.working(choice))
            self._heading.set_content(_heading(analyses, choice))
            self._body.classes(remove="busy")
            self._say(self.words["working_on"].format(what=self.words[choice.tab]))
        heading, body = await rendering
        if turn != self._turn:
            return
        self._heading.set_content(heading)
        self._put(body)
        self._body.classes(remove="busy").props("aria-busy=false")
        self._say(f"{self.words[choice.tab]} · {self._name(analyses)}")
        if choice.tab == "rates" and analyses.ready("gaps", choice.date) is None:
            await self._count_gaps(analyses, turn)
        if analyses is self.desk.analyses and turn == self._turn:
            self._work_ahead(analyses)

    def _work_ahead(self, analyses: Analyses) -> None:
        """Have the rest of a date worked out while the visitor reads the first part of it."""
        if self.choice.date is not None and analyses.ready("links", self.choice.date) is None:
            self.desk.work_ahead(analyses, self.choice.date)

    async def _count_gaps(self, analyses: Analyses, turn: int) -> None:
        """Fill in how many gaps there are, which takes longer than the rates."""
        try:
            await self._run(analyses.gaps, self.choice.date)
        except GongjianError:
            return
        if turn == self._turn:
            _, body = await self._run(_rendered, analyses, self.choice)
            if turn == self._turn:
                self._put(body)

    async def _run(self, work: Any, *arguments: Any) -> Any:
        """Work something out beside the event loop, so that every page stays responsive."""
        return await asyncio.get_running_loop().run_in_executor(self.desk.executor, work, *arguments)

    def _name(self, analyses: Analyses) -> str:
        place = self.choice.place or analyses.places.default
        return (
            analyses.places.name(place) if place is not None and place in analyses.places else self.words["everything"]
        )

    def _put(self, html: str) -> None:
        self._body.set_content(html)

    def _say(self, text: str) -> None:
        """Tell those who do not see the page what changed."""
        self._said.set_text(text)


def _heading(analyses: Analyses, choice: Choice) -> str:
    """Return the heading, nothing where the choice has none."""
    try:
        return panels.heading(analyses, choice)
    except GongjianError:
        return ""


def _rendered(analyses: Analyses, choice: Choice) -> tuple[str, str]:
    """Return the heading and the body; what cannot be shown is said in their place."""
    words = texts(choice.language)
    try:
        if analyses.graph.graph.get("as_of") is None and choice.date is None:
            return "", panels.message(choice, words["no_date"], words["no_date_how"])
        if choice.place not in (None, EVERYTHING) and choice.place not in analyses.places:
            return "", panels.message(choice, words["no_place"], words["no_place_how"])
        scope_of(analyses, choice)
        return panels.heading(analyses, choice), panels.body(analyses, choice)
    except GongjianError as error:
        return "", panels.message(choice, words["failed"], error.in_language(choice.language))
    except Exception:  # noqa: BLE001 -- the page says so, and the log says what
        _LOG.exception("a part of the page could not be made: %s", choice.address)
        return "", panels.message(choice, words["failed"], words["failed_inside"])
