"""A third opinion on the cells that the two readers dispute, by pdfplumber and camelot.

pdfplumber (on pdfminer) reads the text of a disputed cell again; where it says what PDFium
said, the two that agree prevail. Where only one reader saw the cell at all, camelot's grid is asked
whether it is there. Both are asked only for the pages with such cells: each costs more than the two
readers together.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.extract.agreement import NEAR, same_text
from pipeline.extract.cells import UNSURE
from pipeline.extract.undecoded import is_undecoded
from pipeline.layers.extracted import Box, Cell, Page, Table

PDFIUM = "pdfium"
"""Name of the one reader of the three that is no kin of pdfminer."""

MOST_CELLS = 200
"""Disputed cells of one page beyond which the page is left as it is: its readers agree on nothing."""

_log = logging.getLogger(__name__)


def third_opinion(path: Path, page: Page) -> Page:
    """Return ``page`` with the disputes settled that pdfplumber or camelot can settle.

    A library that fails on the page settles nothing; the cells stay disputed.
    """
    disputed = [cell for table in page.tables for cell in table.cells if _is_open(cell)]
    if not disputed or len(disputed) > MOST_CELLS:
        return page
    settled: dict[int, Cell] = {}
    texts = _texts(path, page, [cell for cell in disputed if "structure" not in cell.warnings])
    settled.update((id(cell), _settle(cell, text, page.readers)) for cell, text in texts)
    for cell in _confirmed(path, page, [cell for cell in disputed if "structure" in cell.warnings]):
        settled[id(cell)] = _drop_dispute(cell)
    return replace(page, tables=tuple(_with(table, settled) for table in page.tables))


def _is_open(cell: Cell) -> bool:
    """Whether its text is in dispute; where the doubt is what stands in the cell, no reading settles it."""
    if not UNSURE.isdisjoint(cell.warnings):
        return False
    return cell.agreement == "disputed" and bool(cell.text.strip() or (cell.other or "").strip())


def _with(table: Table, settled: dict[int, Cell]) -> Table:
    return replace(table, cells=tuple(settled.get(id(cell), cell) for cell in table.cells))


def _settle(cell: Cell, third: str, readers: Sequence[str]) -> Cell:
    """Let PDFium's reading prevail where pdfplumber confirms it; text not decoded is no reading.

    playa is descended from pdfminer, so that those two agreeing against PDFium proves nothing.
    """
    if not third.strip() or is_undecoded(third):
        return cell
    if cell.reader == PDFIUM:
        return replace(cell, agreement="agreed") if same_text(cell.text, third) else cell
    if PDFIUM in readers and cell.other is not None and same_text(cell.other, third):
        return replace(cell, text=cell.other, other=cell.text, agreement="agreed", reader=PDFIUM)
    return cell


def _drop_dispute(cell: Cell) -> Cell:
    rest = tuple(warning for warning in cell.warnings if warning != "structure")
    return replace(cell, agreement="agreed", warnings=rest)


def _texts(path: Path, page: Page, cells: list[Cell]) -> Iterator[tuple[Cell, str]]:
    """Yield what pdfplumber reads in each of ``cells``; nothing where it can't read the page."""
    if not cells:
        return
    import pdfplumber

    try:
        with pdfplumber.open(path) as pdf:
            seen = pdf.pages[page.number - 1]
            if abs(float(seen.width) - page.width) > NEAR or abs(float(seen.height) - page.height) > NEAR:
                return  # another idea of the page: its coordinates can't be compared
            chars = seen.dedupe_chars().chars
            found = [(cell, _text_in(chars, cell.box)) for cell in cells]
            seen.close()
    except Exception as reason:  # whatever a third library stumbles over, the cells stay disputed
        _log.info("pdfplumber gives no third opinion on page %d: %s", page.number, reason)
        return
    yield from found


def _text_in(chars: list[dict[str, Any]], box: Box) -> str:
    """The characters whose centre lies in ``box``, in reading order, without blanks."""
    inside = [
        char
        for char in chars
        if box.x0 <= (char["x0"] + char["x1"]) / 2 <= box.x1
        and box.top <= (char["top"] + char["bottom"]) / 2 <= box.bottom
        and not char["text"].isspace()
    ]
    rows: list[list[dict[str, Any]]] = []
    for char in sorted(inside, key=lambda c: (c["top"] + c["bottom"]) / 2):
        if rows and abs(rows[-1][0]["bottom"] - char["bottom"]) < 0.5 * char["size"]:
            rows[-1].append(char)
        else:
            rows.append([char])
    return "".join(c["text"] for row in rows for c in sorted(row, key=lambda c: c["x0"]))


def _confirmed(path: Path, page: Page, cells: list[Cell]) -> list[Cell]:
    """Return those of ``cells`` that camelot's lattice has too: the same edges and the same text."""
    if not cells:
        return []
    from camelot.io import read_pdf

    try:
        tables = read_pdf(str(path), pages=str(page.number), flavor="lattice")
        grids = [cell for table in tables for row in table.cells for cell in row]
    except Exception as reason:  # as above: no opinion is no error
        _log.info("camelot gives no third opinion on page %d: %s", page.number, reason)
        return []
    return [cell for cell in cells if any(_same_cell(cell, other, page.height) for other in grids)]


def _same_cell(cell: Cell, other: Any, height: float) -> bool:
    box = (float(other.x1), height - float(other.y2), float(other.x2), height - float(other.y1))
    near = all(abs(a - b) <= NEAR for a, b in zip(box, cell.box, strict=True))
    return near and same_text(cell.text, str(other.text))
