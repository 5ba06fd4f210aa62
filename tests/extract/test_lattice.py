"""Boxes apart from one another: the cells of a table, or not."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from pipeline.extract.content import Char
from pipeline.extract.grid import grid_of
from pipeline.extract.lattice import united
from pipeline.extract.nested import unnested
from pipeline.extract.rulings import Line, Network

Box = tuple[float, float, float, float]


def _box(x0: float, top: float, x1: float, bottom: float) -> Network:
    return Network(
        (Line(True, top, x0, x1), Line(True, bottom, x0, x1)),
        (Line(False, x0, top, bottom), Line(False, x1, top, bottom)),
    )


def _boxes(widths: Sequence[float], heights: Sequence[float], gap: float) -> list[list[Box]]:
    """Boxes in rows and columns."""
    lefts = accumulate([50.0, *widths], lambda x, w: x + w + gap)
    tops = list(accumulate([80.0, *heights], lambda y, h: y + h + gap))
    places = [(x, w) for x, w in zip(lefts, widths, strict=False)]
    return [[(x, y, x + w, y + h) for x, w in places] for y, h in zip(tops, heights, strict=False)]


def _text(text: str, box: Box, run: int) -> list[Char]:
    x0, top = box[0] + 2, box[1] + 2
    return [
        Char(c, x0 + 8 * k, top, x0 + 8 * k + 8, top + 8, 8.0, False, False, 0, False, run, 0)
        for k, c in enumerate(text)
    ]


def _filled(rows: Sequence[Sequence[Box]], texts: Sequence[Sequence[str]]) -> list[Char]:
    cells = [(t, b) for row, boxes in zip(texts, rows, strict=True) for t, b in zip(row, boxes, strict=True)]
    return [c for run, (text, box) in enumerate(cells) for c in _text(text, box, run)]


TABLE = [["指標", "令和２", "令和３"], ["人口", "1,234", "1,250"], ["面積", "20.5", "20.5"]]


def test_boxes_in_rows_and_columns_are_the_cells_of_one_table() -> None:
    rows = _boxes([120, 50, 50], [14, 14, 14], 4.5)
    (network,) = united([_box(*b) for row in rows for b in row], _filled(rows, TABLE))
    grid = grid_of(network)
    assert grid is not None
    assert (grid.rows, grid.cols, len(grid.regions)) == (3, 3, 9)


def test_a_hidden_box_leaves_an_empty_cell_and_a_tall_one_a_span() -> None:
    rows = _boxes([60, 60, 50, 50], [14, 14, 14, 14], 4.5)
    tall = (*rows[1][0][:3], rows[3][0][3])
    kept = [*rows[0], tall, *rows[1][1:], *rows[2][1:3], *rows[3][1:]]
    texts = [["分野", "指標", "R1", "R2"], *(["", "人口", "12", "34"] for _ in range(3))]
    (network,) = united([_box(*b) for b in kept], _filled(rows, texts))
    grid = grid_of(network)
    assert grid is not None
    assert sorted((r.row_span, r.col_span) for r in grid.regions) == [(1, 1)] * 13 + [(3, 1)]


def test_two_tables_of_boxes_are_two() -> None:
    first = _boxes([120, 50, 50], [14, 14, 14], 4.5)
    second = [[(x0, y0 + 60, x1, y1 + 60) for x0, y0, x1, y1 in row] for row in first]
    boxes = [_box(*b) for rows in (first, second) for row in rows for b in row]
    found = united(boxes, _filled([*first, *second], [*TABLE, *TABLE]))
    assert [tuple(round(v) for v in n.box) for n in found] == [(48, 78, 281, 133), (48, 138, 281, 193)]


def test_cards_of_one_size_without_values_stay_boxes() -> None:
    rows = _boxes([80, 80, 80], [40, 40], 4.5)
    texts = [["子育て", "教育", "防災"], ["環境", "産業", "福祉"]]
    assert len(united([_box(*b) for row in rows for b in row], _filled(rows, texts))) == 6


def test_boxes_with_uneven_gaps_stay_boxes() -> None:
    rows = _boxes([120, 50, 50], [14, 14, 14], 4.5)
    moved = [[(x0 + 7 * k, y0, x1 + 7 * k, y1) for k, (x0, y0, x1, y1) in enumerate(row)] for row in rows[:2]]
    boxes = [*moved, rows[2]]
    assert len(united([_box(*b) for row in boxes for b in row], _filled(boxes, TABLE))) == 9


def test_boxes_in_the_cells_of_a_table_are_no_lines_of_it() -> None:
    heights, places = (80.0, 100.0, 120.0), (50.0, 150.0, 200.0)
    level = tuple(Line(True, y, 50.0, 200.0) for y in heights)
    upright = tuple(Line(False, x, 80.0, 120.0) for x in places)
    inner = _box(151.5, 82.0, 198.5, 98.0)
    network = Network((*level, *inner.horizontal), (*upright, *inner.vertical))
    assert unnested(network) == [Network(level, upright), inner]


def test_boxes_in_a_frame_are_cells() -> None:
    frame = _box(48.0, 78.0, 202.0, 122.0)
    cells = [_box(*b) for row in _boxes([98.0, 48.0], [18.0, 18.0], 2.0) for b in row]
    whole = Network(
        tuple(h for n in (frame, *cells) for h in n.horizontal),
        tuple(v for n in (frame, *cells) for v in n.vertical),
    )
    assert unnested(whole) == [whole]
