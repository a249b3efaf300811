"""What a call says in Chinese when it refuses."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from graphmodel.errors import GongjianError


def refusal_in_chinese(call: Callable[[], object]) -> str:
    """Return the Chinese text of the error that a call raises."""
    with pytest.raises(GongjianError) as caught:
        call()
    assert str(caught.value) == caught.value.message.en
    return caught.value.in_language("zh")
