"""What is a table, and what is a chart in a frame or a map with numbers."""

from __future__ import annotations

import random
from pathlib import Path

from pipeline.extract.content import Char, PageContent
from pipeline.extract.finder import find_tables
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
