"""An Excel workbook: one sheet a view, numbers as numbers, dates as dates, notes as comments.

Text is always written as text, whatever it begins with; a number that Excel would round (more than 15
digits) is written as text too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.analyze.export.harmless import is_risky, printable
from pipeline.analyze.export.sheets import Language, Sheet
from pipeline.analyze.export.widths import fitting
from pipeline.errors import MissingExtraError, UsageError

if TYPE_CHECKING:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

MOST_ROWS = 1_048_575
MOST_DIGITS = 15
LONGEST = 32_767  # characters that a cell holds
LONGEST_COMMENT = 1_000
_FORMATS: dict[type, str] = {datetime: "yyyy-mm-dd hh:mm:ss", date: "yyyy-mm-dd", int: "0"}
_EXPLAINED = {
    "en": ("explained", ("sheet", "column", "name in SQL", "meaning")),
    "ja": ("説明", ("シート", "列", "SQLでの名前", "意味")),
}


def write(sheets: Sequence[Sheet], target: Path, language: Language) -> None:
    """Write a workbook; it appears under its name when it is complete.

    Raises :class:`UsageError` where a sheet has more rows than Excel takes, and
    :class:`MissingExtraError` without openpyxl.
    """
    try:
        from openpyxl import Workbook
    except ImportError as error:
        raise MissingExtraError("openpyxl is not installed", remedy="`pip install openpyxl`") from error
    too_long = next((sheet for sheet in sheets if len(sheet.rows) > MOST_ROWS), None)
    if too_long:
        raise UsageError(f"{too_long.title} has more rows than Excel takes", remedy="Export csv or parquet")
    book = Workbook(write_only=True)
    for sheet in sheets:
        _fill(book.create_sheet(sheet.title), sheet)
    _explain(book, sheets, language)
    part = target.with_name(f"{target.name}.part")
    book.save(part)
    part.replace(target)


def _fill(page: WriteOnlyWorksheet, sheet: Sheet) -> None:
    page.freeze_panes = "A2"
    _set_widths(page, sheet)
    page.append(_header(page, [column.label for column in sheet.columns]))
    last = _letter(len(sheet.columns))
    page.auto_filter.ref = f"A1:{last}{len(sheet.rows) + 1}"
    noted, notes, decimals = sheet.place(sheet.noted or ""), sheet.place("notes"), sheet.place("decimals")
    for row in sheet.rows:
        digits = row[decimals] if decimals is not None else None
        cells = [
            _cell(page, value, digits if column.name == "value" else None)
            for value, column in zip(row, sheet.columns, strict=True)
        ]
        if noted is not None and notes is not None and row[notes]:
            cells[noted].comment = _comment(row[notes])
        page.append(cells)


def _set_widths(page: WriteOnlyWorksheet, sheet: Sheet) -> None:
    for number, column in enumerate(sheet.columns, start=1):
        dimension = page.column_dimensions[_letter(number)]
        dimension.width = fitting(column.label, (_shown(row[number - 1]) for row in sheet.rows[:500]))
        dimension.hidden = column.technical


def _header(page: WriteOnlyWorksheet, labels: Iterable[str]) -> list[WriteOnlyCell]:
    from openpyxl.styles import Alignment, Font, PatternFill

    cells = [_text(page, label) for label in labels]
    for cell in cells:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="FFE8EEF4")
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cells


def _cell(page: WriteOnlyWorksheet, value: Any, digits: int | None) -> WriteOnlyCell:
    from openpyxl.cell import WriteOnlyCell

    if isinstance(value, Decimal):
        return _number(page, value, digits)
    if value is None or isinstance(value, (bool, int, float, date)):
        cell = WriteOnlyCell(page, value=value)
        cell.number_format = _FORMATS.get(type(value), "General")
        return cell
    return _text(page, _shown(value))


def _number(page: WriteOnlyWorksheet, value: Decimal, digits: int | None) -> WriteOnlyCell:
    from openpyxl.cell import WriteOnlyCell

    plain = value.normalize()
    if len(plain.as_tuple().digits) > MOST_DIGITS:
        return _text(page, f"{plain:f}")
    exponent = plain.as_tuple().exponent
    places = max(digits or 0, -exponent if isinstance(exponent, int) else 0, 0)
    cell = WriteOnlyCell(page, value=int(plain) if plain == plain.to_integral_value() else float(plain))
    cell.number_format = "#,##0" + ("." + "0" * places if places else "")
    return cell


def _text(page: WriteOnlyWorksheet, text: str) -> WriteOnlyCell:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment

    cell = WriteOnlyCell(page, value=printable(text)[:LONGEST])
    cell.data_type = "s"  # a text that begins with = is no formula
    if is_risky(text):
        cell.quotePrefix = True  # nor does it become one when somebody edits it
    if "\n" in text:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _comment(notes: Sequence[str]) -> Any:
    from openpyxl.comments import Comment

    return Comment(printable("\n".join(notes))[:LONGEST_COMMENT], "shihyo", width=360, height=120)


def _explain(book: Any, sheets: Sequence[Sheet], language: Language) -> None:
    title, labels = _EXPLAINED[language]
    page = book.create_sheet(title)
    page.freeze_panes = "A2"
    for letter, width in zip("ABCD", (22, 22, 22, 100), strict=True):
        page.column_dimensions[letter].width = width
    page.append(_header(page, labels))
    for line in _explained(sheets):
        page.append([_text(page, text) for text in line])


def _explained(sheets: Sequence[Sheet]) -> Iterator[tuple[str, str, str, str]]:
    for sheet in sheets:
        yield sheet.title, "", sheet.name, sheet.comment
        yield from ((sheet.title, column.label, column.name, column.comment) for column in sheet.columns)


def _shown(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return "\n".join(map(str, value))
    return "" if value is None else str(value)


def _letter(number: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(number))
