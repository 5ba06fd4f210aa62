"""Sheets printed by LibreOffice, and what was read of them held against what stands in them."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from pipeline.layers import extracted
from tests.roundtrip.compare import Finding, Score, Verdict, plain
from tests.roundtrip.sheets import CUT, Sheet
from tests.roundtrip.web_pages import WebCell
from tests.roundtrip.workbook import workbook
from tests.typeset.fonts import font_file
from tests.typeset.truth import Box, TruthCell

TIMEOUT = 240


def soffice() -> str | None:
    """Return the path of LibreOffice, or None where there is none."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def printed(sheets: Sequence[Sheet], folder: Path) -> Path:
    """Print ``sheets``, a page each, in the fonts that come with the tests; return the PDF's path.

    Raises subprocess.SubprocessError where LibreOffice fails.
    """
    source = folder / "sheets.xlsx"
    workbook(sheets).save(source)
    fonts = folder / "fonts.conf"
    home = font_file("NotoSansJP-Regular").parent
    fonts.write_text(
        f"<fontconfig><dir>{home}</dir><cachedir>{folder / 'fonts'}</cachedir></fontconfig>", encoding="utf-8"
    )
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(soffice()), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    environment = {**os.environ, "FONTCONFIG_FILE": str(fonts)}
    subprocess.run([*command, str(source)], check=True, capture_output=True, timeout=TIMEOUT, env=environment)
    return source.with_suffix(".pdf")


def judged(sheets: Sequence[Sheet], document: extracted.Document) -> Score:
    """Judge every cell of ``sheets``, of which only the places in rows and columns are known."""
    findings: list[Finding] = []
    for number, (sheet, page) in enumerate(zip(sheets, document.pages, strict=True), start=1):
        for index, cells in enumerate(sheet.tables, start=1):
            findings += (
                Finding(number, index, _truth(cell), *verdict) for cell, verdict in _verdicts(cells, page)
            )
    return Score(tuple(findings))


def _truth(cell: WebCell) -> TruthCell:
    return TruthCell(cell.row, cell.col, cell.row_span, cell.col_span, cell.text, Box(0, 0, 0, 0))


def _verdicts(cells: Sequence[WebCell], page: extracted.Page) -> list[tuple[WebCell, tuple[Verdict, str]]]:
    tables = [{(cell.row, cell.col): cell for cell in table.cells} for table in page.tables]
    fits = [sum(_same(cell, table.get((cell.row, cell.col))) for cell in cells) for table in tables]
    if not tables:
        return [(cell, ("flagged" if page.problem else "lost", "no table")) for cell in cells]
    best = fits.index(max(fits))
    found, doubted = tables[best], bool(page.problem or page.tables[best].warnings)
    return [(cell, _verdict(cell, found, doubted)) for cell in cells]


def _verdict(
    cell: WebCell, found: dict[tuple[int, int], extracted.Cell], doubted: bool
) -> tuple[Verdict, str]:
    read = found.get((cell.row, cell.col))
    if _same(cell, read):
        return "right", ""
    near = [found.get((cell.row, cell.col + step)) for step in (-1, 0, 1)]
    flagged = doubted or any(c is not None and (c.agreement == "disputed" or c.warnings) for c in near)
    text = "no cell" if read is None else f"{read.text!r} ({read.row_span}×{read.col_span}, {read.agreement})"
    return ("flagged" if flagged else "wrong"), text


def _same(cell: WebCell, read: extracted.Cell | None) -> bool:
    if read is None or (read.row_span, read.col_span) != (cell.row_span, cell.col_span):
        return False
    if cell.text == CUT:
        return not read.text.strip("#\n ")
    return plain(read.text) == plain(cell.text) and read.agreement != "disputed"
