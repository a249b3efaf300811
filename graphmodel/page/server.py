"""The server of the page: an address to listen on, and who may come in."""

from __future__ import annotations

import errno
import logging
import socket
import sys
from collections.abc import Callable
from urllib.parse import urlencode

from graphmodel.bilingual import Bilingual
from graphmodel.errors import InputError
from graphmodel.page.desk import Desk, Source
from graphmodel.page.guard import Guard, choose_token
from graphmodel.system_errors import reason_in_chinese

PORT = 8600
"""Where the page is unless asked otherwise; where that is taken, the next free one above."""

_TRIED = 20


def serve(source: Source, *, host: str, port: int | None, token: str | None, opened: Callable[[str], None]) -> None:
    """Serve the page until it is interrupted.

    Parameters
    ----------
    source
        Where the data come from; they are read once the page can be opened.
    host, port
        The address to listen on. Without a port `PORT` or a free one above.
    token
        What a visitor must know; on an address beyond this machine one is made where None is given.
    opened
        Told the page's address when it can be opened.

    Raises
    ------
    InputError
        If the address cannot be listened on, or the token is too short.
    """
    secret = choose_token(host, token)
    listening = listen(host, port)
    import uvicorn  # noqa: PLC0415 -- a wrong address is told before the framework is imported

    from graphmodel.page.site import make_site  # noqa: PLC0415 -- likewise

    # While data are read and worked out, the threads that answer get their turn five times as soon.
    sys.setswitchinterval(0.001)
    # A page that is closed while something is on its way is no news.
    logging.getLogger("nicegui").setLevel(logging.ERROR)
    address = page_address(host, listening.getsockname()[1], secret)
    site = make_site(Desk(source), opened=lambda: opened(address))
    config = uvicorn.Config(
        Guard(site, host, secret),
        log_level="warning",
        lifespan="on",
        ws="websockets-sansio",
        timeout_graceful_shutdown=1,
        server_header=False,
    )
    uvicorn.Server(config).run(sockets=[listening])


def page_address(host: str, port: int, token: str | None) -> str:
    """Return the address to open, with its token.

    Examples
    --------
    >>> page_address("127.0.0.1", 8600, None)
    'http://127.0.0.1:8600/'
    >>> page_address("::", 8600, "aBc-123456789")
    'http://[::1]:8600/?token=aBc-123456789'
    """
    # Every address of this machine is no address to open.
    shown = {"0.0.0.0": socket.gethostname(), "::": "::1", "": socket.gethostname()}.get(host, host)  # noqa: S104 -- compared, not bound
    name = f"[{shown}]" if ":" in shown else shown
    return f"http://{name}:{port}/" + (f"?{urlencode({'token': token})}" if token else "")


def listen(host: str, port: int | None) -> socket.socket:
    """Return a socket bound to an address.

    Raises
    ------
    InputError
        If the port is taken or not ours to use, or the host is none of this machine's.
    """
    for tried in [port] if port is not None else [*range(PORT, PORT + _TRIED), 0]:
        try:
            return _bound(host, tried)
        except OSError as error:
            if port is None and error.errno == errno.EADDRINUSE:
                continue
            msg = Bilingual(
                f"cannot listen on {host} port {tried} ({error.strerror or error}): choose another with --port, or an address "
                "of this machine with --host",
                f"不能使用 {host} 的端口 {tried}（{reason_in_chinese(error)}）：请用 --port 换一个端口，或用 --host 给出本机的地址",
            )
            raise InputError(msg) from error
    msg = Bilingual(f"found no free port on {host}: choose one with --port", f"{host} 没有空闲的端口：请用 --port 指定")
    raise InputError(msg)


def _bound(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    found = socket.socket(family, kind, protocol)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(address)
        # Taken ports show only here on some systems.
        found.listen(128)
    except OSError:
        found.close()
        raise
    return found
