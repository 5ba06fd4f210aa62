"""Two tables without a gap between them, and one table with a second header."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.extract.layouts import STYLES, read
from tests.typeset import Cell, Rules, Table, typeset

UPPER = [
    [Cell("指標"), Cell("令和２年度", align="center"), Cell("令和３年度", align="center")],
    *([Cell(name), Cell(f"{n},345", align="right"), Cell(f"{n}.5％", align="right")] for n, name in
      enumerate(("待機児童数", "健診の受診率", "市内の事業所"), start=1)),
]  # fmt: skip
LOWER = [
    [Cell("事業名"), *(Cell(f"令和{k}年度", align="center") for k in (4, 5, 6, 7))],
    *([Cell(name), *(Cell(f"{n}{k}件", align="right") for k in range(4))] for n, name in
      enumerate(("相談の窓口", "講座の開催", "施設の改修"), start=1)),
]  # fmt: skip


def stacked(rules: Rules, upper: Table | None = None, lower: Table | None = None) -> list[Table]:
    first = upper or Table([120, 60, 60], UPPER)
    second = lower or Table([100, 58, 58, 58, 58], LOWER)
    return [
        replace(first, rules=rules, space_after=0.0),
        replace(second, rules=rules, space_before=0.0),
    ]


@pytest.mark.parametrize("style", STYLES)
def test_tables_of_different_widths_are_two(style: str, tmp_path: Path) -> None:
    found = read(typeset(stacked(STYLES[style])), tmp_path).pages[0].tables
    assert [(t.row_count, t.col_count) for t in found] == [(4, 3), (4, 5)]


def test_a_second_header_over_the_same_columns_parts_nothing(tmp_path: Path) -> None:
    same = Table([120, 60, 60], [[Cell("事業名"), Cell("R4"), Cell("R5")], *UPPER[1:]])
    (table,) = read(typeset(stacked(Rules(), lower=same)), tmp_path).pages[0].tables
    assert (table.row_count, table.col_count) == (8, 3)


def test_a_table_with_a_blank_corner_is_one(tmp_path: Path) -> None:
    """Its outline steps too, but no header stands below the step."""
    head = Table([60, 60], [[Cell("令和２年度"), Cell("令和３年度")]], indent=120.0, space_after=0.0)
    body = Table([120, 60, 60], UPPER[1:], 0, space_before=0.0)
    (table,) = read(typeset([head, body]), tmp_path).pages[0].tables
    assert (table.row_count, table.col_count) == (4, 3)


def test_titles_that_stand_over_columns_without_rules(tmp_path: Path) -> None:
    head = [Cell("指標"), *(Cell(f"令和{k}年度", effect="vertical") for k in "２３")]
    table = Table([120, 82, 82], [head, *UPPER[1:]], rules=Rules(vertical="none", horizontal="none"))
    (found,) = read(typeset([table]), tmp_path).pages[0].tables
    assert (found.row_count, found.col_count) == (4, 3)
    assert ["".join(c.text.split()) for c in found.cells[1:3]] == ["令和２年度", "令和３年度"]
