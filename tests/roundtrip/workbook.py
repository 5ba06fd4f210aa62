"""Random sheets written as a workbook, each to be printed on one page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from tests.roundtrip.sheets import Entry, Sheet

CHARACTER = 5.2
"""Points of a unit of a column's width, about."""


def workbook(sheets: Sequence[Sheet]) -> Workbook:
    """Return a workbook of ``sheets``, each printed on one page."""
    book = Workbook()
    book.remove(book.active)
    for made in sheets:
        _write(book.create_sheet(f"s{made.seed}"), made)
    return book


def _write(page: Any, made: Sheet) -> None:
    line = made.quirks[0]
    for entry in made.entries:
        cell = page.cell(entry.row, entry.col, entry.value if entry.value != "" else None)
        cell.number_format = entry.number_format
        cell.alignment = Alignment(**entry.look)
        cell.font = Font(
            name=made.face, size=made.size, color="FFFFFF" if _is_white(entry, made) else "000000"
        )
        for row, col in _covered(entry):
            _draw(page.cell(row, col), entry, made)
        if entry.row_span * entry.col_span > 1:
            page.merge_cells(
                start_row=entry.row, start_column=entry.col,
                end_row=entry.row + entry.row_span - 1, end_column=entry.col + entry.col_span - 1,
            )  # fmt: skip
    if line == "framed":
        _frame(page, made)
    for col, width in made.widths.items():
        page.column_dimensions[get_column_letter(col)].width = width
    for col in made.hidden:
        page.column_dimensions[get_column_letter(col)].hidden = True
    for row, height in _heights(made).items():
        page.row_dimensions[row].height = height
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_setup.paperSize = page.PAPERSIZE_A4
    if line == "gridlines":
        page.print_options.gridLines = True
        top, left, bottom, right = made.boxes[0]
        page.print_area = f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"


def _heights(made: Sheet) -> dict[int, float]:
    """Return the heights of rows, for their text on several lines, or as set."""
    found: dict[int, float] = {}
    for entry in made.entries if "low rows" not in made.quirks else ():
        cols = range(entry.col, entry.col + entry.col_span)
        room = CHARACTER * sum(made.widths.get(c, 8.0) for c in cols if c not in made.hidden) - 3
        if entry.look.get("wrap_text") and entry.row_span == 1:
            lines = max(1.0, -(-len(str(entry.value)) * made.size // max(made.size, room)))
            found[entry.row] = max(found.get(entry.row, 0.0), (1.5 * lines + 0.3) * made.size)
    return found | made.heights


def _is_white(entry: Entry, made: Sheet) -> bool:
    return entry.head and "white titles" in made.quirks


def _covered(entry: Entry) -> Iterator[tuple[int, int]]:
    for row in range(entry.row, entry.row + entry.row_span):
        for col in range(entry.col, entry.col + entry.col_span):
            yield row, col


def _draw(cell: Any, entry: Entry, made: Sheet) -> None:
    line = {"framed": "thin", "gridlines": None}.get(made.quirks[0], made.quirks[0])
    if entry.border and line:
        side = Side(style=line)
        cell.border = Border(left=side, right=side, top=side, bottom=side)
    if entry.head and _is_white(entry, made):
        cell.fill = PatternFill("solid", fgColor="1F3864")
    elif entry.head and "shaded" in made.quirks:
        cell.fill = PatternFill("solid", fgColor="DDE4EE")


def _frame(page: Any, made: Sheet) -> None:
    """Draw a thick frame around each table."""
    thick = Side(style="medium")
    for top, left, bottom, right in made.boxes:
        for row in range(top, bottom + 1):
            for col in range(left, right + 1):
                old = page.cell(row, col).border
                page.cell(row, col).border = Border(
                    left=thick if col == left else old.left, right=thick if col == right else old.right,
                    top=thick if row == top else old.top, bottom=thick if row == bottom else old.bottom,
                )  # fmt: skip
