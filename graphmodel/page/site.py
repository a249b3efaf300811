"""The addresses of the page, in the framework."""

from __future__ import annotations

import asyncio
import logging
from base64 import b64encode
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from nicegui import Client, app, ui
from nicegui.translations import translations
from starlette.datastructures import UploadFile

from graphmodel.errors import GongjianError
from graphmodel.page import panels
from graphmodel.page.analyses import Analyses
from graphmodel.page.choice import PATHS, Choice, read_choice
from graphmodel.page.desk import Desk
from graphmodel.page.downloads import (
    File,
    chart_file,
    gaps_workbook,
    network_packed,
    network_page,
    recommended_workbook,
    report_file,
)
from graphmodel.page.markup import render
from graphmodel.page.texts import texts
from graphmodel.page.uploads import MEGABYTES, MOST_FILES, checked, keep, temporary_folder, workbook_to_correct
from graphmodel.page.views.check import check_view
from graphmodel.page.visit import Visit
from graphmodel.schema import Language

_LOG = logging.getLogger(__name__)
_STATIC = Path(__file__).parent / "static"
_LOCALES: dict[Language, str] = {"zh": "zh-CN", "en": "en-US"}
_HEAD = """
<link rel="stylesheet" href="/static/page.css">
<style>@font-face { font-family: "Gongjian Sans"; src: url("/static/font.otf"); font-display: swap; }</style>
<script src="/static/page.js" defer></script>
"""

_PATIENCE = 1.5
# Browser and server ask each other every 24 seconds whether they are there, and wait 12 for the answer. On a busy machine
# neither may get its turn for some seconds: a connection that is given up then loses what the visitor just chose.
_SILENCE = 30.0


def make_site(desk: Desk, *, opened: Callable[[], None]) -> FastAPI:
    """Return the application that shows a desk; ``opened`` is called when it answers.

    The framework has one site a process, so this can be called once.
    """
    for language, path in PATHS.items():
        _add_page(desk, language, path)
        # What the framework says when its server is gone does not say what to do.
        translations[_LOCALES[language]]["trying_to_reconnect"] = texts(language)["unreachable"]  # type: ignore[index]
    _add_files(desk)
    _add_check(desk)

    # Whoever has an address of the English page, and would like the Chinese one, tries this.
    @app.get("/zh")
    def chinese(request: Request) -> Response:
        return RedirectResponse(f"{PATHS['zh']}?{request.url.query}" if request.url.query else PATHS["zh"])

    for name in ("page.css", "page.js"):
        app.add_static_file(local_file=_STATIC / name, url_path=f"/static/{name}", max_cache_age=60)
    app.colors(primary="#1d5d8c")
    ui.add_head_html(_HEAD, shared=True)
    # The page comes first: reading begins when a browser has it, and soon in any case.
    app.on_connect(desk.begin)
    app.on_startup(lambda: asyncio.get_running_loop().call_later(_PATIENCE, desk.begin))
    app.on_startup(opened)
    app.on_shutdown(desk.close)
    outer = FastAPI(openapi_url=None)
    ui.run_with(
        outer, favicon=_STATIC / "mark.svg", tailwind=False, show_welcome_message=False, reconnect_timeout=_SILENCE
    )
    return outer


def _add_page(desk: Desk, language: Language, path: str) -> None:
    @ui.page(path, title=texts(language)["title"], language=_LOCALES[language])  # type: ignore[arg-type]
    def page(request: Request, client: Client) -> None:
        Visit(desk, read_choice(dict(request.query_params), language), client).build()


def _add_files(desk: Desk) -> None:
    # Plain functions: the framework runs them in threads of its own, beside the event loop.
    @app.get("/static/font.otf")
    def font() -> Response:
        # Asked for only where the system has no Chinese font of its own.
        from graphmodel.charts.fonts import font_path  # noqa: PLC0415 -- the first page need not wait for matplotlib

        return FileResponse(font_path(), media_type="font/otf", headers={"cache-control": "max-age=86400"})

    @app.get("/download/gaps.xlsx")
    def gaps(request: Request) -> Response:
        return _file(desk, request, gaps_workbook)

    @app.get("/download/recommended.xlsx")
    def recommended(request: Request) -> Response:
        return _file(desk, request, recommended_workbook)

    @app.get("/download/chart.{format_}")
    def chart(request: Request, format_: str) -> Response:
        return _file(desk, request, lambda analyses, choice: chart_file(analyses, choice, format_=format_))

    @app.get("/download/report.{format_}")
    def report(request: Request, format_: str) -> Response:
        return _file(desk, request, lambda analyses, choice: report_file(analyses, choice, format_=format_))

    @app.get("/download/network.html")
    def network(request: Request) -> Response:
        return _file(desk, request, network_page)

    @app.get("/network.html")
    def frame(request: Request) -> Response:
        return _network(desk, request)

    @app.get("/chart.png")
    def picture(request: Request) -> Response:
        dpi = panels.SCREEN_DPI
        return _shown(
            _file(desk, request, lambda analyses, choice: chart_file(analyses, choice, format_="png", dpi=dpi))
        )


def _file(desk: Desk, request: Request, make: Callable[[Analyses, Choice], File]) -> Response:
    choice = read_choice(dict(request.query_params), _language(request))
    words = texts(choice.language)
    if desk.analyses is None:
        error = "" if desk.error is None else desk.error.in_language(choice.language)
        return _said(choice, 503, words["reading"] if desk.is_reading else error or words["empty"])
    try:
        file = make(desk.analyses, choice)
    except GongjianError as fault:
        return _said(choice, 400, fault.in_language(choice.language))
    except Exception:  # noqa: BLE001 -- the page says so, and the log says what
        _LOG.exception("a file could not be made: %s", choice.address)
        return _said(choice, 500, words["failed_inside"])
    named = {"content-disposition": f"attachment; filename*=UTF-8''{quote(file.name)}", "cache-control": "no-store"}
    return Response(file.content, media_type=file.media_type, headers=named)


def _network(desk: Desk, request: Request) -> Response:
    """Return the network for its frame, packed as it is kept where the browser unpacks it."""
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return _shown(_file(desk, request, network_page))
    answer = _shown(_file(desk, request, network_packed))
    if answer.status_code == HTTPStatus.OK:
        answer.headers["content-encoding"] = "gzip"
    return answer


def _shown(response: Response) -> Response:
    """Return what a browser shows in the place where it would keep a file."""
    if "content-disposition" in response.headers:
        del response.headers["content-disposition"]
    return response


def _language(request: Request) -> Language:
    return "en" if request.query_params.get("lang") == "en" else "zh"


def _said(choice: Choice, status: int, text: str) -> HTMLResponse:
    return HTMLResponse(panels.message(choice, texts(choice.language)["failed"], text), status_code=status)


def _add_check(desk: Desk) -> None:
    @app.post("/check")
    async def check(request: Request) -> HTMLResponse:
        choice = read_choice({}, _language(request))
        too_large = texts(choice.language)["too_large"].format(megabytes=MEGABYTES)
        # A browser says how much it will send; what says nothing, or lies, is cut by `keep`.
        if int(request.headers.get("content-length") or 0) > (MEGABYTES + 1) << 20:
            return _said(choice, 413, too_large)
        try:
            with temporary_folder() as folder:
                async with request.form(max_files=MOST_FILES) as form:
                    sent = [value for value in form.getlist("tables") if isinstance(value, UploadFile)]
                    paths = await keep(sent, Path(folder))
                running = asyncio.get_running_loop()
                result = await running.run_in_executor(desk.executor, checked, paths)
                # While the tables are still there: nothing is kept on the server for it.
                book = await running.run_in_executor(
                    desk.executor, workbook_to_correct, result, Path(folder), choice.language
                )
            view = check_view(result, language=choice.language)
        except GongjianError as error:
            return _said(choice, 400, error.in_language(choice.language))
        return HTMLResponse(render("checked.html", language=choice.language, view=view, book=b64encode(book).decode()))
