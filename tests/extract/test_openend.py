"""Rows of a table beyond its rules, where it goes on from the page before or overleaf."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.extract.areas import Area
from pipeline.extract.openend import with_open_ends
from pipeline.extract.pieces import Piece
from pipeline.extract.rulings import Line

SIZE, PITCH = 9.0, 20.0
ENDS = (150.0, 250.0, 350.0)


def _row(number: int, *texts: str) -> list[Piece]:
    """A name at the left and values that end where the columns do, in the middle of a row of the pitch."""
    top = number * PITCH + (PITCH - SIZE) / 2
    name, *values = texts
    pieces = [Piece(50, top, 50 + SIZE * len(name), top + SIZE, SIZE, name)]
    for end, text in zip(ENDS[1:], values, strict=False):
        pieces.append(Piece(end - 5 * len(text), top, end, top + SIZE, SIZE, text))
    return pieces


def _area(first: int, last: int) -> tuple[Area, list[Line]]:
    rules = [Line(True, at * PITCH, 45, 360) for at in range(first, last + 1)]
    return Area(45, first * PITCH, 360, last * PITCH, tuple(rules), (), "ruled"), rules


BODY = [("教室", "1,200", "340"), ("講座", "2,300", "450"), ("会員", "3,400", "560")]


def _bounds(rows: Sequence[Sequence[Piece]], first: int, last: int) -> tuple[bool, bool]:
    """Whether the table goes on above its first rule and below its last one."""
    area, rules = _area(first, last)
    found = with_open_ends(area, rules, rows)
    return found.top < area.top, found.bottom > area.bottom


def test_the_first_and_the_last_row_of_a_page_may_have_no_rule() -> None:
    rows = [_row(k + 2, *BODY[k % 3]) for k in range(6)]
    assert _bounds(rows, 3, 7) == (True, True)
    assert _bounds([[Piece(300, 5, 360, 14, 9.0, "令和6年")], *rows], 3, 7) == (True, True)


@pytest.mark.parametrize(
    "texts",
    [
        ("指標", "2023", "2024"),
        ("※1　前年度を含む。",),
        ("合計の値はおよそ120人", "340"),
        ("図", "1 200", "4.5 67"),
    ],
)
def test_titles_notes_and_what_stands_otherwise_are_no_rows(texts: tuple[str, ...]) -> None:
    body = [_row(k + 3, *BODY[k % 3]) for k in range(4)]
    other = _row(7, *texts)
    shifted = [p._replace(x0=p.x0 + 30, x1=p.x1 + 30) if p.numeric else p for p in other]
    assert _bounds([*body, shifted], 3, 7) == (False, False)


def test_a_row_on_which_others_follow_ends_no_page() -> None:
    rows = [_row(k + 2, *BODY[k % 3]) for k in range(12)]
    assert _bounds(rows, 2, 7) == (False, False)


def test_a_table_with_titles_has_no_row_above_them() -> None:
    rows = [
        _row(2, "教室", "1,200", "340"),
        _row(3, "区分", "目標", "実績"),
        *(_row(k + 4, *BODY[k]) for k in range(3)),
    ]
    assert _bounds(rows, 3, 7) == (False, False)
