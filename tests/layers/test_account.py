"""The account of a page closes to the character, and a character that is lost afterwards is a gap."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.layers.account import account_of, inked
from pipeline.layers.extracted import Account, Box, Cell, Document, Line, Page, Table

BOX = Box(0, 0, 10, 10)


def document() -> Document:
    cells = (Cell(1, 1, 1, 1, "会員数（人）", BOX), Cell(1, 2, 1, 1, "1,234", BOX))
    lines = (Line("見出し 1", BOX, 1, 10.0), Line("- 1 -", BOX, 2, 8.0, furniture=True))
    account = Account(seen=22, cells=11, lines=4, furniture=3, duplicate=2, hidden=1, ruby=1)
    page = Page(1, 100, 100, lines=lines, tables=(Table(1, BOX, 1, 2, cells),), account=account)
    return Document("a", "a.pdf", "", (page,))


def test_an_account_closes_to_the_character() -> None:
    account = account_of(document())
    assert dict(account.lines()) == {
        "seen": 22, "in cells": 11, "in text blocks": 4, "in page furniture": 3,
        "dropped as duplicates": 2, "hidden": 1, "ruby": 1, "unaccounted for": 0,
    }  # fmt: skip
    assert account.faults() == []


@pytest.mark.parametrize("text", ["1,23", "", "1234"])
def test_a_number_that_is_gone_from_a_cell_is_a_gap(text: str) -> None:
    (page,) = document().pages
    (table,) = page.tables
    cut = replace(table, cells=(table.cells[0], replace(table.cells[1], text=text)))
    account = account_of(replace(document(), pages=(replace(page, tables=(cut,)),)))
    assert account.gap == 5 - len(text)
    assert "less in cells" in account.faults()[0]


def test_a_line_that_is_gone_is_a_gap() -> None:
    (page,) = document().pages
    assert account_of(replace(document(), pages=(replace(page, lines=page.lines[1:]),))).gap == 4


def test_the_signs_around_a_superscript_are_not_printed() -> None:
    assert inked("53 ^{※2}") == 4
