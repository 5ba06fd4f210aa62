"""Pages whose numbers stand in no table say so, and others don't."""

from __future__ import annotations

import random
from pathlib import Path

from pipeline.extract.content import BLACK, Char
from pipeline.extract.document import extract_document
from pipeline.extract.outside import has_stray_numbers
from tests.extract.layouts import STYLES, page_of, read, sample
from tests.typeset import Text, gothic, typeset
from tests.typeset.book import Book
from tests.typeset.canvas import Style


def _problem(pdf: bytes, folder: Path) -> str:
    path = folder / "page.pdf"
    path.write_bytes(pdf)
    return extract_document(path, "page").pages[0].problem


def test_scattered_numbers_are_named(tmp_path: Path) -> None:
    """As the labels of a chart stand."""
    book, style, chance = Book(), Style(gothic(), 9.0), random.Random(1)
    canvas = book.page(400.0, 400.0)
    for line in range(8):
        for column in range(4):
            x = 50.0 + 80 * column + chance.uniform(-30, 30)
            canvas.text(x, 60.0 + 30 * line, f"{chance.uniform(1, 90):.1f}%", style)
    assert _problem(book.to_bytes(), tmp_path) == "numbers_outside_tables"


def _list(name: str, first: int, step: int) -> list[Char]:
    """Seven lines of a name and, apart from it, a number, 31 points below one another."""
    chars: list[Char] = []
    for line in range(7):
        for x, text in ((60.0, name), (250.0, f"{first + line * step:,}")):
            top, run = 60.0 + 31 * line, 2 * line + (x > 60)
            chars += [
                Char(c, x + 9 * k, top, x + 9 * k + 9, top + 9, 9.0, False, False, 0, False, run, BLACK)
                for k, c in enumerate(text)
            ]
    return chars


def test_names_with_amounts_in_a_column_are_stray_numbers() -> None:
    assert has_stray_numbers(_list("営業収益", 10_500, 1_000))


def test_chapters_with_their_pages_are_not() -> None:
    assert not has_stray_numbers(_list("第１章", 110, 10))


def test_prose_with_numbers_is_not(tmp_path: Path) -> None:
    sentence = "令和２年度は 1,234人、令和３年度は 1,345人、令和４年度は 1,456人であり、8.3％増加しました。"
    assert _problem(typeset([Text(sentence, 9.0)] * 6, title="").pdf, tmp_path) == ""


def test_tables_are_not(tmp_path: Path) -> None:
    for style in STYLES.values():
        assert read(page_of(sample(style)), tmp_path).pages[0].problem == ""
