"""Errors keep both languages wherever they are sent: `copy` and `pickle` ask an error the same."""

from __future__ import annotations

import copy

import pytest

from graphmodel import errors
from graphmodel.bilingual import Bilingual
from graphmodel.errors import GongjianError, SchemaError

KINDS = [
    kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, GongjianError) and kind is not SchemaError
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_an_error_is_english_in_python_and_either_to_people_also_from_another_process(
    kind: type[GongjianError],
) -> None:
    for error in (made := kind(Bilingual("found nothing", "一无所有")), copy.deepcopy(made)):
        assert type(error) is kind
        assert str(error) == error.in_language("en") == "found nothing"
        assert error.in_language("zh") == "一无所有"


def test_an_error_of_a_declaration_says_the_same_to_everybody() -> None:
    error = copy.deepcopy(SchemaError("two columns of one name"))
    assert str(error) == error.in_language("en") == error.in_language("zh") == "two columns of one name"
