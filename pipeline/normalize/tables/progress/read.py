"""From a progress table to the rows of ``initiative_progress``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pipeline.layers.extracted import Box, Cell
from pipeline.layers.ids import stable_id
from pipeline.normalize.context.headings import Heading, place
from pipeline.normalize.labels.label import join_lines
from pipeline.normalize.prose.joining import continued, flowing, paragraphs_of
from pipeline.normalize.tables.around import Surroundings
from pipeline.normalize.tables.collector import Collector
from pipeline.normalize.tables.departments import read_departments
from pipeline.normalize.tables.grid import Grid, is_blank, spans_all
from pipeline.normalize.tables.header import Header
from pipeline.normalize.tables.progress.columns import Columns, find_columns
from pipeline.normalize.tables.progress.years import YearText, split_years
from pipeline.normalize.tables.unread import refuse_values
from pipeline.normalize.text import key

_SAME = ("goal", "section", "number", "name")
_TOLD = ("document_id", *_SAME, "description", "progress", "departments", "related_departments")


def recognises(grid: Grid, header: Header) -> bool:
    """Whether a table is a progress table: names, texts of what was done, no columns of facts beside them."""
    return find_columns(grid, header) is not None


def read_table(grid: Grid, header: Header, around: Surroundings, collector: Collector) -> tuple[Heading, ...]:
    """Collect a row for each initiative and fiscal year; return the rows across."""
    columns = find_columns(grid, header)
    across: list[Heading] = []
    if columns is None:
        return ()
    above = around.outline.above(grid.page, grid.table.box.top)
    for row in range(columns.last + 1, grid.rows + 1):
        heading = _heading(grid, row)
        if heading is not None:
            across.append(heading)
        elif not _is_header(grid, row, columns):
            _read_row(grid, row, columns, place(above, (*reversed(across), *around.across)), collector)
    others = (c for c in grid.table.cells if c.row > columns.last and c.col not in columns.all)
    refuse_values(grid, others, collector, "a column beside those of the progress table")
    return tuple(across)


def _heading(grid: Grid, row: int) -> Heading | None:
    """Return a row across the table, which heads the rows below it."""
    printed = [cell for cell in grid.row(row) if not is_blank(cell)]
    if len(printed) != 1 or not spans_all(grid, printed[0]):
        return None
    return Heading(join_lines(printed[0].text), grid.page, printed[0].box.top, 99)


def _is_header(grid: Grid, row: int, columns: Columns) -> bool:
    """Whether a row repeats the header within the table."""
    if not columns.last:
        return False
    pairs = [(grid.at(columns.last, col), grid.at(row, col)) for col in (columns.name, columns.texts[0].col)]
    return all(a is not None and b is not None and key(a.text) == key(b.text) for a, b in pairs)


def _read_row(
    grid: Grid, row: int, columns: Columns, place_of: tuple[str, str], collector: Collector
) -> None:
    """Read the initiative of a row; one without a name goes on with the initiative above it."""
    name = grid.at(row, columns.name)
    if name is None or is_blank(name):
        _go_on(grid, row, columns, collector)
        return
    told = _told(grid, name, columns, place_of, collector.document_id)
    for text, cell in _year_texts(grid, row, columns, own=name.row != row):
        _add(collector, told, text, _around(name, cell))


def _go_on(grid: Grid, row: int, columns: Columns, collector: Collector) -> None:
    """Add the texts of a row without a name, which a page break parted from its initiative."""
    rows = collector.others.get("initiative_progress", [])
    if not rows:
        return
    previous = rows[-1]
    description = _text(grid, row, columns.description)
    for other in rows:
        if description and all(other[column] == previous[column] for column in _SAME):
            other["description"] = continued(str(other["description"] or ""), description)
    for text, cell in _year_texts(grid, row, columns, own=True):
        if text.fiscal_year in (None, rows[-1]["fiscal_year"]):
            rows[-1]["text"] = continued(str(rows[-1]["text"] or ""), text.text)
        else:
            told = {column: previous[column] for column in _TOLD}
            _add(collector, {**told, "page": grid.page}, text, cell.box)


def _told(
    grid: Grid, name: Cell, columns: Columns, place_of: tuple[str, str], document_id: str
) -> dict[str, object]:
    """Return what all rows of an initiative have in common."""
    row = name.row
    return {
        "document_id": document_id,
        "goal": place_of[0],
        "section": place_of[1],
        "number": _text(grid, row, columns.number),
        "name": flowing(name, _width(grid, name)).replace("\n", ""),
        "description": _text(grid, row, columns.description),
        "progress": _text(grid, row, columns.progress),
        **_departments(grid, row, columns.departments),
        "page": grid.page,
    }


def _year_texts(grid: Grid, row: int, columns: Columns, *, own: bool) -> Iterator[tuple[YearText, Cell]]:
    """Yield the texts of a row by year; ``own``: only of cells that begin in it and print something."""
    for column in columns.texts:
        cell = grid.at(row, column.col)
        if cell is None or (is_blank(cell) and (own or len(columns.texts) > 1)) or (own and cell.row != row):
            continue
        for text in split_years(paragraphs_of(cell, _width(grid, cell)), column.period, column.fiscal_year):
            yield text, cell


def _add(collector: Collector, told: dict[str, object], text: YearText, box: Box) -> None:
    rows = collector.others.get("initiative_progress", [])
    equals = Counter(tuple(row[c] for c in (*_SAME, "fiscal_year")) for row in rows)
    ordinal = equals[(*(told[c] for c in _SAME), text.fiscal_year)] + 1
    identity = [key(str(told[c] or "")) for c in _SAME]
    collector.add(
        "initiative_progress",
        {
            "progress_id": stable_id(collector.document_id, *identity, text.fiscal_year, ordinal),
            **told,
            "period_label": text.label,
            "fiscal_year": text.fiscal_year,
            "text": text.text,
            **box._asdict(),
        },
    )


def _around(first: Cell, last: Cell) -> Box:
    one, other = first.box, last.box
    return Box(
        min(one.x0, other.x0), min(one.top, other.top), max(one.x1, other.x1), max(one.bottom, other.bottom)
    )


def _width(grid: Grid, cell: Cell) -> list[Cell]:
    return [c for c in grid.table.cells if (c.col, c.col_span) == (cell.col, cell.col_span)]


def _text(grid: Grid, row: int, col: int) -> str:
    cell = grid.at(row, col) if col else None
    return "" if cell is None else flowing(cell, _width(grid, cell))


def _departments(grid: Grid, row: int, col: int) -> dict[str, object]:
    cell = grid.at(row, col) if col else None
    found = read_departments(cell, _width(grid, cell) if cell is not None else ())
    return {"departments": list(found.leading), "related_departments": list(found.related)}
