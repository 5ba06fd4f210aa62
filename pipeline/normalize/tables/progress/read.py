"""From a progress table to the rows of ``initiative_progress``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pipeline.layers.extracted import Box, Cell
from pipeline.layers.ids import stable_id
from pipeline.normalize.context.headings import Heading, place
from pipeline.normalize.joining import flowing, paragraphs_of
from pipeline.normalize.tables.around import Surroundings
from pipeline.normalize.tables.collector import Collector
from pipeline.normalize.tables.departments import read_departments
from pipeline.normalize.tables.grid import Grid, is_blank, spans_all
from pipeline.normalize.tables.header import Header
from pipeline.normalize.tables.labels import join_lines
from pipeline.normalize.tables.progress.columns import Columns, find_columns
from pipeline.normalize.tables.progress.years import YearText, split_years
from pipeline.normalize.text import key


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
    name = grid.at(row, columns.name)
    if name is None or name.row != row or is_blank(name):
        return
    told = {
        "document_id": collector.document_id,
        "goal": place_of[0],
        "section": place_of[1],
        "number": _text(grid, row, columns.number),
        "name": flowing(name, _width(grid, name)).replace("\n", ""),
        "description": _text(grid, row, columns.description),
        "progress": _text(grid, row, columns.progress),
        **_departments(grid, row, columns.departments),
        "page": grid.page,
    }
    for text, cell in _year_texts(grid, row, columns):
        _add(collector, told, text, _around(name, cell))


def _year_texts(grid: Grid, row: int, columns: Columns) -> Iterator[tuple[YearText, Cell]]:
    for column in columns.texts:
        cell = grid.at(row, column.col)
        if cell is None or (is_blank(cell) and len(columns.texts) > 1):
            continue
        for text in split_years(paragraphs_of(cell, _width(grid, cell)), column.period, column.fiscal_year):
            yield text, cell


def _add(collector: Collector, told: dict[str, object], text: YearText, box: Box) -> None:
    rows = collector.others.get("initiative_progress", [])
    same = ("goal", "section", "number", "name")
    equals = Counter(tuple(row[c] for c in (*same, "fiscal_year")) for row in rows)
    ordinal = equals[(*(told[c] for c in same), text.fiscal_year)] + 1
    identity = [key(str(told[c] or "")) for c in same]
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
