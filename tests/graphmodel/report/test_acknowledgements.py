from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmodel.errors import InputError
from graphmodel.gaps.acknowledgement import Acknowledgement
from graphmodel.report.acknowledgements import (
    check_no_person,
    file_beside,
    format_acknowledgements,
    names_person,
    read_acknowledgements,
)

ITEM = Acknowledgement("ab12", "term-expired", "P1", "并入新支部", "街道党建办", date(2024, 6, 1), date(2024, 12, 31))

texts = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=8)
days = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@given(
    st.lists(
        st.builds(Acknowledgement, texts, texts, texts, st.just('原因,"引号"'), texts, days, days, st.none() | days)
    )
)
def test_the_csv_gives_back_what_it_was_given(
    tmp_path_factory: pytest.TempPathFactory, items: list[Acknowledgement]
) -> None:
    path = tmp_path_factory.mktemp("apart") / "data.acknowledgements.csv"
    path.write_bytes(format_acknowledgements(items))
    assert read_acknowledgements(path) == tuple(items)


def test_no_file_is_no_acknowledgement(tmp_path: Path) -> None:
    assert read_acknowledgements(tmp_path / "none.csv") == ()


def test_a_spreadsheet_may_have_changed_the_dates_form(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(
        format_acknowledgements([ITEM]).decode("utf-8-sig").replace("2024-12-31", "2024/12/31"), encoding="utf-8"
    )
    assert read_acknowledgements(path) == (ITEM,)


def test_what_was_written_in_by_hand_is_masked(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(format_acknowledgements([ITEM]).decode().replace("并入新支部", "问13800138000"), encoding="utf-8")
    assert read_acknowledgements(path)[0].reason == "•••"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("finding,rule\n", "no column 'subject'"),
        (format_acknowledgements([ITEM]).decode().replace("2024-12-31", "soon"), "'soon' for a date"),
    ],
)
def test_a_damaged_file_is_told(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "x.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        read_acknowledgements(path)


def test_the_file_lies_beside_the_data(tmp_path: Path) -> None:
    folder = tmp_path / "2024.06"
    folder.mkdir()
    assert file_beside(folder) == tmp_path / "2024.06.acknowledgements.csv"
    assert file_beside(folder / "data.xlsx") == folder / "data.acknowledgements.csv"


@pytest.mark.parametrize(
    "role",
    [
        "街道党建办",
        "社区书记",
        "区委组织部",
        "党建指导员",
        "李家沱社区",
        "王府井商圈党委",
        "Party-building office",
        "综治中心",
        "机关干部",
    ],
)
def test_an_office_is_an_office(role: str) -> None:
    assert not names_person(role, role=True)
    check_no_person(role=role, reason=f"由{role}跟进，关于主任会议的决定另附书记录音")


@pytest.mark.parametrize("role", ["张书记", "王小明", "李雷", "刘某某", "Ms. Smith", "党办 13912345678", "a@b.cn"])
def test_a_person_is_refused_and_not_repeated(role: str) -> None:
    with pytest.raises(InputError, match="--role") as caught:
        check_no_person(role=role)
    assert role not in str(caught.value)


def test_a_persons_number_is_refused_in_a_reason() -> None:
    with pytest.raises(InputError, match="--reason"):
        check_no_person(reason="联系 13912345678 后再议", role="街道党建办")
