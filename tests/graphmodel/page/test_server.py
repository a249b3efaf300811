from __future__ import annotations

import socket

import pytest

from graphmodel.errors import InputError
from graphmodel.page.server import PORT, listen, page_address
from tests.graphmodel.page.town import EVERY_ADDRESS


def test_a_port_that_is_taken_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(InputError, match="choose another with --port"):
            listen("127.0.0.1", taken.getsockname()[1])


def test_without_a_port_the_next_free_one_is_taken() -> None:
    first = listen("127.0.0.1", None)
    second = listen("127.0.0.1", None)
    try:
        assert first.getsockname()[1] >= PORT
        assert second.getsockname()[1] != first.getsockname()[1]
    finally:
        first.close()
        second.close()


@pytest.mark.parametrize("host", ["203.0.113.7", "no.such.host.invalid"])
def test_an_address_of_another_machine_is_told(host: str) -> None:
    with pytest.raises(InputError, match="cannot listen on"):
        listen(host, None)


def test_the_address_can_be_opened() -> None:
    assert page_address(EVERY_ADDRESS, 8600, "a" * 12) == f"http://{socket.gethostname()}:8600/?token={'a' * 12}"
