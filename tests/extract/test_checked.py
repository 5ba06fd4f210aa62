"""Cells of published documents that a person compared with the page: read right, or flagged.

``data/checked.csv`` has, for each cell, the document, the page, a point inside the cell (points from the
top left corner of the page as displayed) and what is printed there. Blanks don't count.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import partial
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import pytest

from pipeline.extract.page import read_page
from pipeline.extract.pdfium import PdfiumReader
from pipeline.extract.referee import Referee
from pipeline.extract.scan.scanner import Scanner
from pipeline.layers.extracted import Cell, Page
from tests.roundtrip.compare import plain


class Checked(NamedTuple):
    """One cell and what is printed in it."""

    document: str
    page: int
    x: float
    y: float
    printed: str


def _checked() -> dict[str, list[Checked]]:
    path = Path(__file__).parent / "data" / "checked.csv"
    with path.open(encoding="utf-8", newline="") as file:
        cells = [
            Checked(r["document"], int(r["page"]), float(r["x"]), float(r["y"]), r["printed"])
            for r in csv.DictReader(file)
        ]
    return {name: list(group) for name, group in groupby(cells, key=lambda c: c.document)}


CHECKED = _checked()


@pytest.mark.parametrize("document", list(CHECKED))
def test_cells_are_read_right_or_flagged(document: str, shared: Path) -> None:
    path = shared / "real" / f"{document}.pdf"
    if not path.is_file():
        pytest.skip("the document is not there")
    cells = CHECKED[document]
    pages = dict(_pages(path, sorted({cell.page for cell in cells})))
    assert not [fault for cell in cells if (fault := _fault(cell, pages[cell.page]))]


def test_there_are_enough_of_them() -> None:
    assert sum(map(len, CHECKED.values())) == 457


def _pages(path: Path, numbers: list[int]) -> Iterator[tuple[int, Page]]:
    data = path.read_bytes()
    lead, referee, scanner = PdfiumReader(data, path.name), Referee(data, path.name), Scanner(data)
    try:
        for number in numbers:
            content = lead.page(number)
            yield number, scanner.look(content, read_page(content, partial(referee.page, number)))
    finally:
        lead.close()
        referee.close()


def _fault(wanted: Checked, page: Page) -> str:
    if page.problem == "no_text_layer" and find_spec("rapidocr") is None:
        return ""  # listed with the page's problem
    found = [c for t in page.tables for c in t.cells if _holds(c, wanted)]
    if any(plain(c.text) == plain(wanted.printed) for c in found):
        return ""
    if any(c.agreement == "disputed" or c.warnings for c in found):
        return ""
    return f"page {wanted.page}: {wanted.printed!r}, read {[c.text for c in found]}"


def _holds(cell: Cell, wanted: Checked) -> bool:
    return cell.box.x0 <= wanted.x <= cell.box.x1 and cell.box.top <= wanted.y <= cell.box.bottom
