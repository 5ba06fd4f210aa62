"""Tables that a browser prints, read back cell by cell: lines and dots are drawn as no typesetter does it."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from pipeline.extract.document import extract_document
from tests.roundtrip.browser import chromium, printed
from tests.roundtrip.compare import compare
from tests.roundtrip.web_pages import ARRANGEMENTS, web_page
from tests.roundtrip.web_styles import BOXED, DRESSINGS, RULED, TEXTURES

PAGES = 48


@pytest.mark.skipif(chromium() is None, reason="no Chromium to print with")
def test_bordered_tables_of_a_browser(tmp_path: Path) -> None:
    random = Random("bordered tables")
    borders = (*RULED, *BOXED)
    textures = sorted({*TEXTURES, *DRESSINGS})
    # of two frames of five pixels that touch, rows of nothing remain: these stand apart
    quirks = [
        (borders[k % len(borders)], random.choice(ARRANGEMENTS), random.choice(textures))
        for k in range(PAGES)
    ]
    quirks = [("heavy frame", "apart", q[2]) if q[0] == "heavy frame" else q for q in quirks]
    quirks += [("dark header", arrangement, "plain") for arrangement in ("single", "apart")]
    pages = [web_page(seed, held) for seed, held in enumerate(quirks, start=1)]
    truth = printed(pages, tmp_path / "web.pdf")
    score = compare(truth, extract_document(tmp_path / "web.pdf", "web"))
    assert len(score.findings) > 2000
    assert [fault for fault in score.faults() if not fault.startswith("flagged")] == []
    assert score.count("right") > 0.95 * len(score.findings)


@pytest.mark.skipif(chromium() is None, reason="no Chromium to print with")
def test_a_number_that_touches_an_overflowing_one_is_not_taken_for_it_without_a_word(tmp_path: Path) -> None:
    """1,469,536％ runs over its wall up to 119.29％: what leaves a cell empty may be its own value."""
    truth = printed([web_page(2, ("solid", "single", "vertical"))], tmp_path / "web.pdf")
    score = compare(truth, extract_document(tmp_path / "web.pdf", "web"))
    assert any(fault.startswith("flagged") for fault in score.faults())
    assert all(fault.startswith("flagged") for fault in score.faults())
