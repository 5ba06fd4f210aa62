"""What is a table, and what is a chart in a frame or a map with numbers."""

from __future__ import annotations

import random
from pathlib import Path

from pipeline.extract.cells import Placed
from pipeline.extract.content import Char, PageContent
from pipeline.extract.doubts import doubtful
from pipeline.extract.finder import find_tables
from pipeline.extract.grid import Grid, Region
from tests.extract.layouts import page_of, read
from tests.typeset import Cell, Table


def test_a_frame_with_a_tag_in_its_corner_is_no_table(tmp_path: Path) -> None:
    chart = "\n".join(f"{25 + k}.1　　{k}.2　　{k + 30}.4" for k in range(24))
    tagged = Table([60, 400], [[Cell("図表５"), Cell("")], [Cell(chart, col_span=2)]], header_rows=0)
    assert not read(page_of(tagged), tmp_path).pages[0].tables


def test_a_small_title_over_a_value_and_a_label_beside_a_long_text_stay_tables(tmp_path: Path) -> None:
    prose = "現状は策定時の数値、目標は終わりの数値である。" * 20
    beside = Table([60, 400], [[Cell("備考"), Cell(prose)]], header_rows=0)
    over = Table([100, 100], [[Cell("会員数"), Cell("")], [Cell("12人"), Cell("")]], header_rows=1)
    assert len(read(page_of(beside, over), tmp_path).pages[0].tables) == 2


def _chars(texts: list[tuple[float, float, str]]) -> list[Char]:
    return [
        Char(letter, x + 5 * k, y, x + 5 * k + 5, y + 9, 9.0, False, False, 0, False, run, 0)
        for run, (x, y, text) in enumerate(texts)
        for k, letter in enumerate(text)
    ]


def _aligned(labels: bool) -> int:
    rng = random.Random(3)
    texts = [
        (60.0 + 90 * column, 100.0 + 20 * row, f"{rng.randint(10, 99)}.{rng.randint(0, 9)}")
        for row in range(6)
        for column in range(1, 5)
    ]
    texts += [(60.0, 100.0 + 20 * row, "西部都市" if labels else "3.4") for row in range(6)]
    chars = _chars(texts)
    return len(find_tables(PageContent(1, 595.0, 842.0, 0, "drawn", chars), chars)[0])


def test_numbers_in_columns_without_a_label_are_a_map_or_a_chart() -> None:
    assert _aligned(labels=True) == 1
    assert _aligned(labels=False) == 0


def test_a_cell_with_lines_side_by_side_or_further_apart_than_rows_may_be_two() -> None:
    """Without walls, 計画 left of two names, at the height between them, may fall in with one of them."""
    cells = {
        "group and name": [(90.0, 100.0, "見込量"), (60.0, 108.0, "計画")],
        "two rows": [(60.0, 120.0, "計画"), (60.0, 138.0, "過不足")],
        "one name": [(60.0, 140.0, "計画にある"), (60.0, 150.0, "見込量")],
        "value": [(150.0, 100.0, "12")],
        "value below": [(150.0, 116.0, "14")],
    }
    places = [(0, 0), (1, 0), (2, 0), (0, 1), (1, 1)]
    regions = {name: Region(*place, 1, 1) for name, place in zip(cells, places, strict=True)}
    grid = Grid((50, 140, 200), (98, 118, 138, 160), (*regions.values(), Region(2, 1, 1, 1)))
    inside = {regions[name]: _chars(texts) for name, texts in cells.items()}
    found = doubtful(grid, Placed(inside, [], []))
    assert {regions["group and name"], regions["two rows"]} <= set(found)
    assert regions["one name"] not in found
