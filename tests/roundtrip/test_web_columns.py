"""Columns of tables that no lines enclose, as a browser prints them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline.extract.document import extract_document
from tests.roundtrip.browser import chromium, printed
from tests.roundtrip.compare import Score, compare
from tests.roundtrip.web_pages import WebPage, web_page
from tests.roundtrip.web_styles import OPEN

pytestmark = pytest.mark.skipif(chromium() is None, reason="no Chromium to print with")


def read_back(pages: Sequence[WebPage], folder: Path) -> Score:
    """Print, read and judge pages."""
    truth = printed(pages, folder / "web.pdf")
    return compare(truth, extract_document(folder / "web.pdf", "web"))


def test_titles_set_down_the_page_above_open_columns(tmp_path: Path) -> None:
    """Turned, upright, or both in one title (平成, 30, 年度); also figures under one letter (H, 2, 9)."""
    quirks = [(style, "single", texture) for style in OPEN for texture in ("vertical", "upright")]
    score = read_back([web_page(seed, held) for seed, held in enumerate(quirks, start=300)], tmp_path)
    assert len(score.findings) > 500
    assert list(score.faults()) == []


def test_tables_abreast_are_parted_or_doubted(tmp_path: Path) -> None:
    quirks = [(style, "beside", "plain") for style in OPEN]
    score = read_back([web_page(seed, held) for seed, held in enumerate(quirks, start=400)], tmp_path)
    assert len(score.findings) > 300
    assert [fault for fault in score.faults() if not fault.startswith("flagged")] == []
    assert score.verdicts()["right"] > 0.9 * len(score.findings)
