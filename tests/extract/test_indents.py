"""Rows indented under a cell that goes on down their left side, as 款 over its 項."""

from __future__ import annotations

from pipeline.extract.content import BLACK, Char, PageContent, Ruling
from pipeline.extract.page import read_page


def _stepped(names: list[tuple[str, int]]) -> PageContent:
    """A table of names, each over as many indented ones without a rule between them, and amounts."""
    rows = [(name, depth) for name, inner in names for depth in (0, *[1] * inner)]
    bottom = 100 + 20 * len(rows)
    texts = [(55.0 + 30 * depth, 105.0 + 20 * k, name) for k, (name, depth) in enumerate(rows)]
    texts += [(300.0, 105.0 + 20 * k, f"{k + 1},500") for k in range(len(rows))]
    chars = [
        Char(letter, x + 5 * k, y, x + 5 * k + 5, y + 9, 9.0, False, False, 0, False, run, BLACK)
        for run, (x, y, text) in enumerate(texts)
        for k, letter in enumerate(text)
    ]
    rulings = [Ruling(False, x, 100, bottom, 0.5, BLACK, 0) for x in (50, 250, 350)]
    rulings += [Ruling(True, y, 50, 350, 0.5, BLACK, 0) for y in (100, bottom)]
    for k, (_, depth) in enumerate(rows):
        if k:
            rulings.append(Ruling(True, 100 + 20 * k, 80 if depth else 50, 350, 0.5, BLACK, 0))
        if depth:
            rulings.append(Ruling(False, 80, 100 + 20 * k, 120 + 20 * k, 0.5, BLACK, 0))
    return PageContent(1, 595.0, 842.0, 0, "drawn", chars, rulings)


def test_names_over_indented_ones_make_a_table() -> None:
    names = [("市税", 3), ("譲与税", 2), ("交付金", 1), ("繰越金", 1)]
    (table,) = read_page(_stepped(names)).tables
    assert [[c.text for c in table.cells if c.row == row] for row in (1, 2, 5)] == [
        ["市税", "1,500"], ["", "市税", "2,500"], ["譲与税", "5,500"],
    ]  # fmt: skip
