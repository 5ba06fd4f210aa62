"""Both readers lay the same characters down at the same places."""

from __future__ import annotations

import pytest

from pipeline.extract.miner import PlayaReader
from pipeline.extract.pdfium import PdfiumReader
from tests.typeset import Text, gothic, typeset
from tests.typeset.book import Book
from tests.typeset.canvas import Style


def _apart(pdf: bytes) -> float:
    """How far apart, in points, the readers put the left and right edges of the same characters at most."""
    pages = [reader(pdf, "page.pdf").page(1) for reader in (PdfiumReader, PlayaReader)]
    led, refereed = ([char for char in page.chars if not char.text.isspace()] for page in pages)
    pairs = list(zip(led, refereed, strict=True))
    return max(max(abs(a.x0 - b.x0), abs(a.x1 - b.x1)) for a, b in pairs)


@pytest.mark.parametrize("text", ["総人口（人）", "総⼈⼝（⼈）", "１２,３４５ 12,345人"])
def test_characters_stand_at_the_same_places(text: str) -> None:
    assert _apart(typeset([Text(text, 9.0)], title="").pdf) < 0.1


def test_characters_that_a_page_states_stand_where_their_glyphs_do() -> None:
    """Browsers state 口 beside the glyph of ⼝ (/ActualText); PDFium gives it the box of its ink."""
    book, style = Book(), Style(gothic(), 9.0)
    canvas = book.page(300.0, 100.0)
    for place, (text, says) in enumerate((("総", ""), ("⼈", "人"), ("⼝", "口"), ("数", ""))):
        canvas.text(50.0 + 9.0 * place, 50.0, text, style, says=says)
    assert _apart(book.to_bytes()) < 0.1
