"""Tables of a browser that no lines enclose: where they begin and end, and which rows they have."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline.extract.document import extract_document
from pipeline.layers.extracted import Document
from tests.roundtrip.browser import chromium, printed
from tests.roundtrip.compare import compare
from tests.roundtrip.open_pages import LAYOUTS, open_page
from tests.roundtrip.web_pages import OPEN, WebPage, web_page
from tests.typeset import Typeset

ARRANGEMENTS = ("single", "stacked", "heading", "unit line", "close", "apart")
TEXTURES = ("plain", "small", "bold", "marks", "ruby", "shaded header", "white header", "airy", "middle")

pytestmark = pytest.mark.skipif(chromium() is None, reason="no Chromium to print with")


def read_back(pages: Sequence[WebPage], folder: Path) -> tuple[Typeset, Document]:
    truth = printed(pages, folder / "web.pdf")
    return truth, extract_document(folder / "web.pdf", "web")


def test_tables_beside_headings_unit_lines_prose_and_one_another(tmp_path: Path) -> None:
    held = [(style, arrangement) for style in OPEN for arrangement in ARRANGEMENTS]
    pages = [
        web_page(seed, (*quirks, TEXTURES[seed % len(TEXTURES)])) for seed, quirks in enumerate(held, start=1)
    ]
    score = compare(*read_back(pages, tmp_path))
    assert score.count("right") > 3500
    assert [fault for fault in score.faults() if not fault.startswith("flagged")] == []


def test_rows_of_indicators(tmp_path: Path) -> None:
    """Every cell is right, and no table has a row too many: a heading, a note."""
    held = [(layout, style) for layout in LAYOUTS for style in OPEN]
    pages = [open_page(*quirks, seed, right=seed % 3 > 0) for seed, quirks in enumerate(held, start=1)]
    truth, document = read_back(pages, tmp_path)
    assert list(compare(truth, document).faults()) == []
    sizes = [[(t.row_count, t.col_count) for t in page.tables] for page in document.pages]
    assert sizes == [[(t.row_count, t.col_count) for t in page.tables] for page in truth.pages]
