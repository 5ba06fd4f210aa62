"""Text that a stroke deletes is told from text beside the rules of a table."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.extract.content import BLACK, Char, Ruling
from pipeline.extract.strike import struck_out
from tests.extract.layouts import STYLES, page_of, read
from tests.typeset import Cell, Rules, Table

ROWS = [
    [Cell("区分"), Cell("R2"), Cell("R3")],
    [Cell("男"), Cell("11", effect="struck"), Cell("222")],
    [Cell("女"), Cell("33"), Cell("1,234人", effect="struck")],
    [Cell("計"), Cell("44"), Cell("5,678人")],
]


@pytest.mark.parametrize("style", STYLES)
def test_a_cell_says_that_its_text_is_struck_out(style: str, tmp_path: Path) -> None:
    document = page_of(Table([80, 60, 60], ROWS, rules=STYLES[style]))
    (table,) = read(document, tmp_path).pages[0].tables
    told = {c.text: c.agreement for c in table.cells if "struck_out" in c.warnings}
    assert told == {"11": "disputed", "1,234人": "disputed"}


@pytest.mark.parametrize("rules", [Rules(), Rules(dash=(6.0, 2.0)), Rules(double=1.6), Rules(broken=17.0)])
def test_tight_rows_are_not_struck_out(rules: Rules, tmp_path: Path) -> None:
    rows = [[replace(cell, effect="plain") for cell in row] for row in ROWS]
    document = page_of(Table([80, 60, 60], rows, rules=rules, padding=(1.0, 0.0), leading=1.0))
    (table,) = read(document, tmp_path).pages[0].tables
    assert not [c.text for c in table.cells if "struck_out" in c.warnings]


def number(text: str, x: float, bottom: float) -> list[Char]:
    return [
        Char(c, x + 5 * k, bottom - 10, x + 5 * k + 5, bottom, 10, False, False, 0, False, 1, BLACK)
        for k, c in enumerate(text)
    ]


@pytest.mark.parametrize(
    ("at", "start", "end", "struck"),
    [
        (94.4, 50, 70, True),
        (94.4, 48, 73, True),
        (99.5, 50, 70, False),  # an underline
        (90.2, 50, 70, False),  # the rule above
        (94.4, 20, 200, False),  # a rule that text stands on
        (94.4, 56, 64, False),  # a dash of a rule
    ],
)
def test_where_a_stroke_must_run(at: float, start: float, end: float, struck: bool) -> None:
    chars = number("1234", 50, 100)
    stroke = Ruling(True, at, start, end, 0.5, BLACK, 0)
    found = struck_out(chars, [stroke])
    assert (len(found.chars), list(found.rulings)) == ((4, []) if struck else (0, [stroke]))
