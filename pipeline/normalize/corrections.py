"""``raw/corrections.toml``: cells that were misread, or read right and wrong in the source.

A correction names a cell and what it was expected to say. One that fits no cell, or whose expectation no
longer holds, is an error: nothing is corrected twice, or in the wrong place, in silence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from pipeline.errors import CorrectionError
from pipeline.layers.extracted import Cell, Document, Page, Table

FILE = "raw/corrections.toml"
KINDS = ("transcription", "judgement")
Place = tuple[int, int, int, int]


@dataclass(frozen=True)
class Correction:
    """One reviewed correction: the cell (all from 1), what it says, what is right, why, and who decided.

    ``kind`` is transcription (the page prints ``correct``; it was misread) or judgement (the page prints
    ``expected``, and that is wrong).
    """

    kind: str
    page: int
    table: int
    row: int
    column: int
    expected: str
    correct: str
    why: str
    by: str
    line: int = 0

    @property
    def place(self) -> Place:
        """Page, table, row and column."""
        return self.page, self.table, self.row, self.column


def read_corrections(told: Mapping[str, object] | None) -> tuple[Correction, ...]:
    """Read the corrections of one document, lists of tables by kind.

    Raises ``CorrectionError`` with the line of one that lacks something or says something unknown.
    """
    found = [
        _read(kind, entry)
        for kind in KINDS
        for entry in ((told or {}).get(kind) or ())  # type: ignore[attr-defined]
    ]
    seen: dict[Place, Correction] = {}
    for correction in found:
        other = seen.setdefault(correction.place, correction)
        if other is not correction:
            raise _error(correction, f"line {other.line} corrects the same cell", "Keep one of the two")
    return tuple(found)


def _read(kind: str, entry: Mapping[str, Any]) -> Correction:
    known = {field.name for field in fields(Correction)} - {"kind"}
    said = {name: value for name, value in entry.items() if name != "document"}
    line = said.get("line")
    missing = known - {"line"} - said.keys()
    if strange := said.keys() - known:
        raise CorrectionError(
            f"unknown key {', '.join(sorted(strange))}", file=FILE, line=line, remedy="Take it out"
        )
    if missing:
        what = f"{', '.join(sorted(missing))} is missing"
        raise CorrectionError(what, file=FILE, line=line, remedy="A correction says all of them")
    return Correction(kind, **said)


def apply(document: Document, corrections: Sequence[Correction]) -> Document:
    """Return the document with the corrected cells.

    Raises ``CorrectionError`` for a correction without its cell, or whose cell says something else.
    """
    waiting = {correction.place: correction for correction in corrections}
    pages = tuple(_page(page, waiting) for page in document.pages) if waiting else document.pages
    for correction in waiting.values():
        raise _error(correction, "there is no such cell", "Look for it with `shihyo show`, or delete this")
    return replace(document, pages=pages)


def _page(page: Page, waiting: dict[Place, Correction]) -> Page:
    return replace(page, tables=tuple(_table(page.number, table, waiting) for table in page.tables))


def _table(page: int, table: Table, waiting: dict[Place, Correction]) -> Table:
    cells = []
    for cell in table.cells:
        correction = waiting.pop((page, table.number, cell.row, cell.col), None)
        cells.append(cell if correction is None else _corrected(cell, correction))
    return replace(table, cells=tuple(cells))


def _corrected(cell: Cell, correction: Correction) -> Cell:
    if _squeezed(cell.text) != _squeezed(correction.expected):
        raise _error(
            correction,
            f"the cell says {cell.text!r}, no longer {correction.expected!r}",
            "Check it on the page; delete the correction if the source was mended",
        )
    agreement = "single" if cell.agreement == "disputed" else cell.agreement
    return replace(cell, text=correction.correct, lines=(), agreement=agreement, other=None)


def mark(tables: Mapping[str, list[dict[str, object]]], corrections: Sequence[Correction]) -> None:
    """Say in the rows of ``tables`` that a correction stands behind them; the print stays as printed."""
    known = {correction.place: correction for correction in corrections}
    for name, printed in (("observation", "printed"), ("budget", "cost_printed")):
        for row in tables.get(name, ()):
            correction = known.get((row["page"], row["table_no"], row["row_no"], row["col_no"]))  # type: ignore[arg-type]
            if correction is not None:
                row["corrected"] = True
                if correction.kind == "judgement":
                    row[printed] = correction.expected


def _squeezed(text: str) -> str:
    """Line breaks and blanks are layout: an expectation needs none of them."""
    return "".join(text.split())


def _error(correction: Correction, what: str, remedy: str) -> CorrectionError:
    line = correction.line or None
    return CorrectionError(
        what, file=FILE, line=line, page=correction.page, table=correction.table, remedy=remedy
    )
