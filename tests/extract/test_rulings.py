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
