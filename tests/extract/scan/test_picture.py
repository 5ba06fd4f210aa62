"""What is found in a picture without reading a letter: its angle and its rulings."""

from __future__ import annotations

import pypdfium2
import pytest

pytest.importorskip("cv2")

from pipeline.extract.rulings import whole_lines
from pipeline.extract.scan.picture import Picture, rendered
from pipeline.extract.scan.skew import skew, straightened
from pipeline.extract.scan.strokes import strokes
from pipeline.extract.scan.textlines import letters_of, text_lines
from tests.extract.scan.paper import scanned
from tests.typeset import Cell, Table, Text, typeset

_ROWS = [[Cell("指標"), Cell("実績"), Cell("目標")], *[[Cell("人数"), Cell("1,234"), Cell("―")]] * 6]
_PAGE = typeset([Text("基本目標１"), Table([200.0, 80.0, 80.0], _ROWS)])


def _picture(askew: float = 0.0, dirt: int = 0) -> Picture:
    document = pypdfium2.PdfDocument(scanned(_PAGE.pdf, askew=askew, dirt=dirt))
    try:
        return rendered(document[0])
    finally:
        document.close()


@pytest.mark.parametrize("askew", [0.0, 0.4, -1.3, 3.0])
def test_paper_is_set_straight(askew: float) -> None:
    assert skew(_picture(askew).gray) == pytest.approx(-askew, abs=0.1)


@pytest.mark.parametrize("askew", [0.0, 0.7])
def test_rulings_are_found_and_letters_are_none(askew: float) -> None:
    picture = _picture(askew, dirt=200)
    picture = straightened(picture, skew(picture.gray))
    found = whole_lines(strokes(picture.ink(), picture.scale).rulings, ())
    assert sum(r.horizontal for r in found) == 8
    assert sum(not r.horizontal for r in found) == 4
    box = _PAGE.pages[0].tables[0].box
    assert min(r.at for r in found if not r.horizontal) == pytest.approx(box.x0, abs=3)
    assert max(r.at for r in found if r.horizontal) == pytest.approx(box.bottom, abs=3)


def test_each_cell_has_its_own_line_of_text() -> None:
    picture = _picture()
    ink = picture.ink()
    mask = strokes(ink, picture.scale).mask
    letters, em = letters_of(ink, mask)
    lines = text_lines(letters, mask, em)
    assert len(lines) == 1 + 3 * 7 + 1  # heading, cells, page number
    assert sum(line.is_dash for line in lines) == 6
