"""Lines of a page from the pieces that it paints."""

from __future__ import annotations

import pytest

from pipeline.extract.paint import Painter
from pipeline.extract.rulings import whole_lines


def _dots(painter: Painter, places: list[tuple[float, float]], size: float) -> None:
    for number, (x, y) in enumerate(places):
        wide = size + (1e-6 if number % 2 else -1e-6)  # as rounding leaves it
        corners = [(x, y), (x + wide, y), (x + wide, y + size), (x, y + size), (x, y)]
        painter.path([corners], fill=0, stroke=None, stroke_width=0.0)


@pytest.mark.parametrize("size", [0.75, 1.5, 2.0])
def test_a_line_of_square_dots_is_one_line_whatever_its_direction(size: float) -> None:
    """Browsers draw dotted borders so; a square is neither wide nor high."""
    painter = Painter(600.0, 800.0)
    _dots(painter, [(50.0, 100.0 + 2 * size * k) for k in range(40)], size)
    _dots(painter, [(50.0 + 2 * size * k, 100.0) for k in range(100)], size)
    upright, level = sorted(whole_lines(painter.rulings, []))
    assert [upright.horizontal, level.horizontal] == [False, True]
    assert upright[1:] == pytest.approx((50.0 + size / 2, 100.0, 100.0 + 79 * size), abs=0.01)
    assert level[1:] == pytest.approx((100.0 + size / 2, 50.0, 50.0 + 199 * size), abs=0.01)


def test_a_dot_by_itself_is_no_line() -> None:
    painter = Painter(600.0, 800.0)
    _dots(painter, [(50.0, 100.0), (200.0, 300.0)], 2.0)
    assert whole_lines(painter.rulings, []) == []


@pytest.mark.parametrize("flip", [False, True])
def test_a_bar_with_slanting_ends_is_a_line(flip: bool) -> None:
    """Browsers part the sides of an inset cell so at its corners."""
    painter = Painter(600.0, 800.0)
    corners = [(50.0, 100.0), (50.0, 136.0), (51.5, 134.5), (51.5, 100.0)]
    painter.path([[(y, x) if flip else (x, y) for x, y in corners]], fill=0, stroke=None, stroke_width=0.0)
    (line,) = whole_lines(painter.rulings, [])
    assert line.horizontal is flip
    assert line[1:] == pytest.approx((50.75, 100.0, 136.0))


@pytest.mark.parametrize(
    "corners",
    [
        [(50.0, 100.0), (53.0, 103.0), (53.0, 106.0), (50.0, 103.0)],
        [(50.0, 100.0), (52.0, 120.0), (54.0, 120.0), (52.0, 100.0)],
        [(50.0, 100.0), (52.0, 110.0), (50.0, 120.0), (48.0, 110.0)],
    ],
)
def test_a_small_or_leaning_quadrangle_is_no_line(corners: list[tuple[float, float]]) -> None:
    painter = Painter(600.0, 800.0)
    painter.path([corners], fill=0, stroke=None, stroke_width=0.0)
    assert painter.rulings == []


def test_dots_that_follow_one_another_are_one_stroke_at_once() -> None:
    """A page of dotted borders has more dots than a page may have strokes."""
    painter = Painter(600.0, 800.0)
    _dots(painter, [(50.0 + 1.5 * k, 100.0) for k in range(100)], 0.75)
    assert len(painter.rulings) == 3


def test_two_dotted_lines_one_on_the_other_make_none_across() -> None:
    painter = Painter(600.0, 800.0)
    for y in (100.0, 101.5):
        _dots(painter, [(50.0 + 3 * k, y) for k in range(50)], 1.5)
    assert all(line.horizontal for line in whole_lines(painter.rulings, []))


def test_a_dotted_line_does_not_reach_over_to_the_next_table() -> None:
    painter = Painter(600.0, 800.0)
    _dots(painter, [(50.0, 100.0 + 1.5 * k) for k in range(7)], 0.75)
    _dots(painter, [(50.0, 125.0 + 1.5 * k) for k in range(7)], 0.75)
    assert len([line for line in whole_lines(painter.rulings, []) if not line.horizontal]) == 2


def test_small_boxes_under_one_another_are_no_dashed_line() -> None:
    painter = Painter(600.0, 800.0)
    for y in (100.0, 114.5, 129.0):
        corners = [(50.0, y), (90.0, y), (90.0, y + 10), (50.0, y + 10), (50.0, y)]
        painter.path([corners], fill=None, stroke=0, stroke_width=0.75)
    assert len([line for line in whole_lines(painter.rulings, []) if not line.horizontal]) == 6


def test_a_box_with_rounded_corners_has_its_four_sides() -> None:
    painter = Painter(600.0, 800.0)
    sides: list[list[tuple[float, float]]] = [
        [(50.0, 114.0), (50.0, 104.0)], [(54.0, 100.0), (96.0, 100.0)],
        [(100.0, 104.0), (100.0, 114.0)], [(96.0, 118.0), (54.0, 118.0)],
    ]  # fmt: skip
    painter.path(sides, fill=None, stroke=0, stroke_width=1.0)
    assert {(r.at, r.start, r.end) for r in painter.rulings} == {
        (100.0, 50.0, 100.0), (118.0, 50.0, 100.0), (50.0, 100.0, 118.0), (100.0, 100.0, 118.0),
    }  # fmt: skip


def test_a_rectangle_cut_out_of_another_leaves_four_sides() -> None:
    """So browsers draw a cell whose sides differ in width."""
    painter = Painter(600.0, 800.0)
    outer = [(50.0, 100.0), (100.0, 100.0), (100.0, 120.0), (50.0, 120.0), (50.0, 100.0)]
    inner = [(51.0, 101.0), (99.0, 101.0), (99.0, 118.0), (51.0, 118.0), (51.0, 101.0)]
    painter.path([outer, inner], fill=0, stroke=None, stroke_width=0.0)
    assert painter.fills == []
    assert sorted((r.at, r.width) for r in painter.rulings) == [
        (50.5, 1.0),
        (99.5, 1.0),
        (100.5, 1.0),
        (119.0, 2.0),
    ]
