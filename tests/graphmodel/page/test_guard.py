from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest

from graphmodel.errors import InputError
from graphmodel.page.guard import Guard, choose_token
from tests.graphmodel.page.town import EVERY_ADDRESS

TOKEN = "abcDEF-123456"


async def inside(scope: Any, _receive: Any, send: Any) -> None:
    """Answer as the page would."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
        return
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": b"inside"})


def ask(
    guard: Guard,
    target: str = "/",
    *,
    host: str = "127.0.0.1:8600",
    method: str = "GET",
    type_: str = "http",
    body: bytes = b"",
    **headers: str,
) -> tuple[int, dict[str, str], str]:
    """Send one request through a guard; a web socket that is refused has the status of its close code."""
    path, _, query = target.partition("?")
    given = {"host": host, **{name.replace("_", "-"): value for name, value in headers.items()}}
    scope = {
        "type": type_,
        "method": method,
        "path": path,
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in given.items()],
        "server": ("127.0.0.1", 8600),
    }
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(guard(scope, receive, send))
    first = sent[0]
    if type_ == "websocket":
        return (101 if first["type"] == "websocket.accept" else first["code"]), {}, ""
    answered = {name.decode().lower(): value.decode("latin-1") for name, value in first["headers"]}
    return first["status"], answered, b"".join(part.get("body", b"") for part in sent[1:]).decode()


@pytest.mark.parametrize("host", ["127.0.0.1:8600", "localhost:8600", "[::1]:8600", "192.168.1.5:8600", "LOCALHOST"])
def test_the_page_answers_to_its_own_names(host: str) -> None:
    assert ask(Guard(inside, "127.0.0.1"), host=host)[2] == "inside"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:8600", "", "localhost.evil.example", "a@b:1"])
def test_a_name_made_to_resolve_here_is_refused(host: str) -> None:
    assert ask(Guard(inside, "127.0.0.1"), host=host)[0] == 421
    assert ask(Guard(inside, "127.0.0.1"), host=host, type_="websocket")[0] == 1008


def test_a_host_that_was_asked_for_is_known() -> None:
    assert ask(Guard(inside, "plans.example.org"), host="plans.example.org:8600")[2] == "inside"


@pytest.mark.parametrize("origin", ["http://evil.example", "http://127.0.0.1:9999", "null", "http://localhost:8600"])
def test_what_another_site_sends_is_refused(origin: str) -> None:
    guard = Guard(inside, "127.0.0.1")
    assert ask(guard, "/check", method="POST", origin=origin)[0] == 403
    assert ask(guard, type_="websocket", origin=origin)[0] == 1008
    assert ask(guard, origin=origin)[0] == 200


def test_what_the_page_itself_sends_passes() -> None:
    guard = Guard(inside, "127.0.0.1")
    assert ask(guard, "/check", method="POST", origin="http://127.0.0.1:8600")[2] == "inside"
    assert ask(guard, type_="websocket", origin="http://127.0.0.1:8600")[0] == 101


def test_the_browser_may_fetch_from_nowhere_else() -> None:
    _, headers, _ = ask(Guard(inside, "127.0.0.1"))
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert not re.search(r"https?:|\*", policy)
    assert headers["referrer-policy"] == "same-origin"


def test_without_the_token_nothing_is_seen() -> None:
    guard = Guard(inside, EVERY_ADDRESS, TOKEN)
    for target in (
        "/",
        "/en?tab=gaps",
        "/download/gaps.xlsx",
        "/_nicegui_ws/socket.io/",
        f"/?token={TOKEN}x",
        "/?token=",
    ):
        status, _, body = ask(guard, target)
        assert (status, "inside" in body) == (401, False)
    assert ask(guard, type_="websocket")[0] == 1008
    assert ask(guard, type_="websocket", target=f"/?token={TOKEN}")[0] == 1008
    assert ask(guard, "/check", method="POST", origin="http://127.0.0.1:8600")[0] == 401
    assert ask(guard, cookie="gongjian-8600=stranger")[0] == 401
    assert ask(guard, cookie=f"gongjian-8600={TOKEN}")[0] == 401


def test_the_token_is_given_once_and_leaves_the_address() -> None:
    guard = Guard(inside, EVERY_ADDRESS, TOKEN)
    status, headers, _ = ask(guard, f"/en?tab=gaps&token={TOKEN}&place=510106")
    assert (status, headers["location"]) == (303, "/en?tab=gaps&place=510106")
    cookie = headers["set-cookie"]
    assert TOKEN not in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    given = cookie.partition(";")[0]
    assert ask(guard, cookie=given)[2] == "inside"
    assert ask(guard, type_="websocket", cookie=given)[0] == 101
    # Another run, another key: the cookie ends with the server.
    assert ask(Guard(inside, EVERY_ADDRESS, TOKEN), cookie=given)[0] == 401


def test_the_token_can_be_entered() -> None:
    guard = Guard(inside, EVERY_ADDRESS, TOKEN)
    status, headers, _ = ask(guard, "/token", method="POST", body=f"token={TOKEN}".encode())
    assert (status, headers["location"]) == (303, "/")
    status, _, body = ask(guard, "/token", method="POST", body=b"token=wrong")
    assert status == 401
    assert "令牌不正确" in body
    assert "This page needs its token" in ask(guard, accept_language="en-GB")[2]


def test_no_address_leads_to_another_server() -> None:
    _, headers, _ = ask(Guard(inside, EVERY_ADDRESS, TOKEN), f"//evil.example/x?token={TOKEN}")
    assert headers["location"] == "/evil.example/x"


def test_a_token_is_made_beyond_this_machine_only() -> None:
    assert choose_token("127.0.0.1", None) is None
    assert choose_token("localhost", TOKEN) == TOKEN
    made = {choose_token(EVERY_ADDRESS, None) for _ in range(5)}
    assert len(made) == 5
    assert all(token is not None and len(token) >= 20 for token in made)


@pytest.mark.parametrize("token", ["", "short", "with a space in it", "令牌令牌令牌令牌令牌令牌"])
def test_a_token_that_keeps_nobody_out_is_refused(token: str) -> None:
    with pytest.raises(InputError, match="expected at least 12"):
        choose_token(EVERY_ADDRESS, token)
