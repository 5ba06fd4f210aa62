"""Sheets that LibreOffice prints, read back cell by cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.extract.document import extract_document
from tests.roundtrip.office import judged, printed, soffice
from tests.roundtrip.sheets import ARRANGEMENTS, FRAMES, LINES, TEXTURES, sheet


@pytest.mark.skipif(soffice() is None, reason="no LibreOffice to print with")
def test_sheets_of_an_office(tmp_path: Path) -> None:
    lines = (*LINES, *FRAMES)
    made = [
        sheet(seed, (lines[seed % len(lines)], ARRANGEMENTS[seed % len(ARRANGEMENTS)], texture))
        for seed, texture in enumerate(TEXTURES)
    ]
    score = judged(made, extract_document(printed(made, tmp_path), "sheets"))
    assert len(score.findings) > 800
    assert [fault for fault in score.faults() if not fault.startswith("flagged")] == []
    assert score.count("right") > 0.95 * len(score.findings)
