"""Every observation can be pointed at: its box on its page holds what it printed."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import duckdb
import pdfplumber


def _letters(text: str) -> str:
    """The characters of a text, without blanks and in any order."""
    return "".join(sorted(re.sub(r"\s", "", unicodedata.normalize("NFC", text))))


def test_every_box_holds_its_printed_text(kodaira_root: Path, kodaira: duckdb.DuckDBPyConnection) -> None:
    query = """
        SELECT file, page, x0, top, x1, bottom, c.printed AS printed
        FROM observation o JOIN document USING (document_id)
        JOIN source_cell c USING (document_id, page, table_no, row_no, col_no, x0, top, x1, bottom)
        ORDER BY file, page
    """
    found = kodaira.execute(query).fetchall()
    counted = kodaira.execute("SELECT count(*) FROM observation").fetchone()
    assert counted is not None and len(found) == counted[0]
    wrong = []
    for file in sorted({row[0] for row in found}):
        with pdfplumber.open(kodaira_root / "raw" / file) as pdf:
            for page in pdf.pages:
                here = [row for row in found if row[0] == file and row[1] == page.page_number]
                wrong += [row for row in here if not _holds(page, row[2:6], row[6])]
                page.close()
    assert wrong == []


def _holds(page: pdfplumber.page.Page, box: tuple[float, float, float, float], printed: str) -> bool:
    x0, top, x1, bottom = box
    inside = [
        char["text"]
        for char in page.chars
        if x0 <= (char["x0"] + char["x1"]) / 2 <= x1 and top <= (char["top"] + char["bottom"]) / 2 <= bottom
    ]
    missing = [letter for letter in set(_letters(printed)) if printed.count(letter) > inside.count(letter)]
    return not missing
