"""Columns that only text tells, where titles stand at one side of them and values at the other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.extract.gutters import column_edges
from pipeline.extract.pieces import Piece

SIZE, PITCH = 9.0, 12.0
LEFTS = (50.0, 150.0, 210.0, 280.0, 350.0)
"""Where the columns begin; the last one ends as far after the one before it as that one does."""


def _piece(x0: float, text: str, row: int) -> Piece:
    width = sum(SIZE if character > "~" else SIZE / 2 for character in text)
    return Piece(x0, row * PITCH, x0 + width, row * PITCH + SIZE, SIZE, text)


def _at_left(row: int, texts: Sequence[str]) -> list[Piece]:
    return [_piece(x0, text, row) for x0, text in zip(LEFTS, texts, strict=False)]


def _values(row: int, name: str, *numbers: str) -> list[Piece]:
    """A name and a unit at the left of their columns, numbers at the right of theirs."""
    ends = (280.0, 350.0, 420.0)
    pieces = [_piece(end - 2, text, row) for end, text in zip(ends, numbers, strict=True)]
    moved = [p._replace(x0=2 * p.x0 - p.x1, x1=p.x0) for p in pieces]
    return [*_at_left(row, (name, "人")), *moved]


BODY = [_values(1, "会員数", "1,200", "340", "45"), _values(2, "講座数", "2,300", "450", "56")]


def _column(piece: Piece, edges: Sequence[float]) -> int:
    return sum(edge < (piece.x0 + piece.x1) / 2 for edge in edges)


def test_titles_at_the_left_of_numbers_at_the_right_head_them_in_order() -> None:
    head = _at_left(0, ("指標名", "単位", "令和3年度", "令和4年度", "令和5年度"))
    edges = column_edges([head, *BODY])
    for line in (head, *BODY):
        assert [_column(piece, edges) for piece in line] == [0, 1, 2, 3, 4]


def test_a_title_more_makes_a_column_without_values() -> None:
    head = _at_left(0, ("指標名", "単位", "令和3年度", "令和4年度", "令和5年度"))
    edges = column_edges([[*head, _piece(430, "備考", 0)], *BODY])
    assert len(edges) > 4
    assert all(left < right for left, right in pairwise(edges))
