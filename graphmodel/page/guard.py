"""Who may talk to the page: its own name, its own origin, and beyond this machine only who has the token."""

from __future__ import annotations

import hmac
import ipaddress
import secrets
import socket
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from typing import Any, TypeAlias
from urllib.parse import parse_qsl, urlencode, urlsplit

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.page.markup import render

Scope: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send: TypeAlias = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]
Header: TypeAlias = tuple[bytes, bytes]

SHORTEST_TOKEN = 12
"""Characters of a token that somebody chooses; ours have 22."""

_LARGEST_FORM = 4096
_STRANGE_HOST = Bilingual(
    "found a Host that is not this server's: open it by its address", "请求的主机名不是本服务的：请用本机地址打开"
)
_STRANGE_SITE = Bilingual(
    "found a request from another site: open the page by its own address", "请求来自其他网站：请直接打开本页地址"
)
_NO_TOKEN = Bilingual("the token is missing", "缺少访问令牌")
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# The framework builds its page from inline scripts; what matters is that nothing is fetched from, or sent, elsewhere.
_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; connect-src 'self' data: blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
_HEADERS: tuple[Header, ...] = (
    (b"content-security-policy", _POLICY.encode()),
    (b"referrer-policy", b"same-origin"),
    (b"x-content-type-options", b"nosniff"),
)


def is_loopback(host: str) -> bool:
    """Tell whether a host can be reached from this machine only.

    Examples
    --------
    >>> [is_loopback(host) for host in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "192.168.1.5", "example.org")]
    [True, True, True, False, False, False]
    """
    if host.lower().rstrip(".") == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def choose_token(host: str, token: str | None) -> str | None:
    """Return the token that a page on ``host`` asks for: the given one, a new one beyond this machine, else None.

    Raises
    ------
    InputError
        If the token is too short to keep anybody out.
    """
    if token is not None:
        if len(token) < SHORTEST_TOKEN or not token.isascii() or not token.isprintable() or " " in token:
            msg = Bilingual(
                f"found a --token of {len(token)} characters, expected at least {SHORTEST_TOKEN} letters, digits or signs "
                "without spaces: give another, or none and one is made",
                f"--token 有 {len(token)} 个字符；应至少 {SHORTEST_TOKEN} 个字母、数字或符号，且不含空格：请另给一个，或不给，由程序生成",
            )
            raise InputError(msg)
        return token
    return None if is_loopback(host) else secrets.token_urlsafe(16)


@dataclass
class Guard:
    """The outermost layer of the server (ASGI): refuses strangers before anything else sees their request.

    - The ``Host`` must be an address, ``localhost``, this machine's name or the host that was asked for. A page elsewhere whose
      name was made to resolve to this machine (DNS rebinding) has another.
    - What is sent (all but GET), and every web socket, must come from a page of this very server, by its ``Origin``.
    - With a token, a request needs the cookie that is given for it once: by ``?token=…`` in an address, or by the form.

    Every answer forbids the browser to load from, or send to, anywhere else.
    """

    app: Application
    host: str
    token: str | None = None
    _key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = _headers(scope)
        if not self._is_known_host(headers.get("host", "")):
            await _refuse(scope, send, 421, _STRANGE_HOST)
        elif not self._is_own_origin(scope, headers):
            await _refuse(scope, send, 403, _STRANGE_SITE)
        elif self.token is None or self._has_cookie(scope, headers):
            await self.app(scope, receive, _with_headers(send))
        else:
            await self._ask_for_token(scope, receive, send, headers)

    def _is_known_host(self, header: str) -> bool:
        name = (urlsplit(f"//{header}").hostname or "").rstrip(".").lower()
        if not name:
            return False
        try:
            ipaddress.ip_address(name)
        except ValueError:
            own = {"localhost", self.host.lower(), socket.gethostname().lower(), socket.getfqdn().lower()}
            return name in own
        return True

    @staticmethod
    def _is_own_origin(scope: Scope, headers: Mapping[str, str]) -> bool:
        if scope["type"] == "http" and scope["method"] in _SAFE:
            return True
        origin = headers.get("origin")
        # Programs send none; browsers always do where it matters.
        return origin is None or urlsplit(origin).netloc.lower() == headers.get("host", "").lower()

    def _cookie(self, scope: Scope) -> str:
        """Return the cookie's name: two servers on one machine share a jar."""
        server = scope.get("server") or ("", 0)
        return f"gongjian-{server[1]}"

    def _stamp(self) -> str:
        """Return what the cookie must hold; it says nothing of the token, and ends with this run."""
        return hmac.new(self._key, (self.token or "").encode(), "sha256").hexdigest()

    def _has_cookie(self, scope: Scope, headers: Mapping[str, str]) -> bool:
        try:
            given = SimpleCookie(headers.get("cookie", "")).get(self._cookie(scope))
        except CookieError:
            return False
        return given is not None and hmac.compare_digest(given.value.encode(), self._stamp().encode())

    def _is_token(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), (self.token or "").encode())

    async def _ask_for_token(self, scope: Scope, receive: Receive, send: Send, headers: Mapping[str, str]) -> None:
        if scope["type"] == "websocket":
            await _refuse(scope, send, 403, _NO_TOKEN)
            return
        if scope["method"] == "POST" and scope["path"] == "/token":
            given, address = dict(parse_qsl(await _body(receive))).get("token"), "/"
        else:
            query = dict(parse_qsl(scope.get("query_string", b"").decode("latin-1")))
            given = query.pop("token", None)
            address = scope["path"] + (f"?{urlencode(query)}" if query else "")
        if given is not None and self._is_token(given):
            cookie = f"{self._cookie(scope)}={self._stamp()}; Path=/; HttpOnly; SameSite=Lax"
            # A path that begins with two slashes would lead to another server.
            target = "/" + address.lstrip("/\\")
            await _answer(
                send, 303, b"", [(b"location", target.encode("latin-1", "replace")), (b"set-cookie", cookie.encode())]
            )
            return
        language = "en" if headers.get("accept-language", "").lower().startswith("en") else "zh"
        page = render("token.html", language="en" if language == "en" else "zh", wrong=given is not None)
        await _answer(send, 401, page.encode(), [(b"content-type", b"text/html; charset=utf-8")])


def _headers(scope: Scope) -> dict[str, str]:
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}


def _with_headers(send: Send) -> Send:
    async def sending(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), *_HEADERS]
        await send(message)

    return sending


async def _body(receive: Receive) -> str:
    """Return the body of a small form; what is longer than a token is cut."""
    body = b""
    while len(body) < _LARGEST_FORM:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    return body[:_LARGEST_FORM].decode("utf-8", "replace")


async def _refuse(scope: Scope, send: Send, status: int, reason: Bilingual) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008, "reason": reason.en})
    else:
        await _answer(
            send, status, f"{reason.zh}\n{reason.en}\n".encode(), [(b"content-type", b"text/plain; charset=utf-8")]
        )


async def _answer(send: Send, status: int, body: bytes, headers: list[Header]) -> None:
    length = (b"content-length", str(len(body)).encode())
    store = (b"cache-control", b"no-store")
    await send({"type": "http.response.start", "status": status, "headers": [*headers, length, store, *_HEADERS]})
    await send({"type": "http.response.body", "body": body})
