from __future__ import annotations

import threading
from collections.abc import Generator, Iterator

import pytest

from graphmodel.store.ahead import fetched_ahead


def test_everything_comes_in_order() -> None:
    assert list(fetched_ahead(range(1000))) == list(range(1000))


def test_an_error_of_the_items_is_raised_where_they_are_used() -> None:
    def broken() -> Iterator[int]:
        yield 1
        msg = "gone"
        raise ConnectionError(msg)

    drawn = fetched_ahead(broken())
    assert next(drawn) == 1
    with pytest.raises(ConnectionError, match="gone"):
        next(drawn)


def test_the_thread_ends_when_nobody_wants_more() -> None:
    before = threading.active_count()
    drawn = fetched_ahead(iter(range(10_000)))
    assert next(drawn) == 0
    assert isinstance(drawn, Generator)
    drawn.close()
    assert threading.active_count() == before
