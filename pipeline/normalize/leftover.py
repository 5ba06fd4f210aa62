"""What looks like a value and became nothing is listed in the quarantine, so that no cell is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import regex

from pipeline.layers.extracted import Cell, Document, Table
from pipeline.normalize.labels.label import read_label
from pipeline.normalize.labels.values import is_value, only_period
from pipeline.normalize.tables.collector import Collector
from pipeline.normalize.tables.numbered import ordinal_columns

# Kinds of tables whose cells are left alone on purpose.
LEFT_ALONE = frozenset({"ledger", "ignored"})
# Kinds of tables whose cells are texts of their rows; the quantities in them are figures.
TEXTS = frozenset({"reform_item", "initiative_progress", "budget"})
# Numbers that no grammar of values reads: a head count of 6 1/4 or (8) 6 1/4, ※ 40%.
_NUMBERS = regex.compile(r"\s*[※*＊]?\s*[(（]?\p{N}[\p{N}\s,.，．/／()（）]*[%％]?\s*")
Place = tuple[object, object, object, object]


def refuse_leftovers(document: Document, collector: Collector) -> None:
    """List the cells that hold a value and are neither a fact, nor a number of a row, nor part of a text."""
    tables = collector.others.get("source_table", [])
    kinds = {(row["page"], row["table_no"]): (row["kind"], row["reason"]) for row in tables}
    known = {*_places(collector), *collector.names}
    for page in document.pages:
        for table in page.tables:
            kind, reason = kinds.get((page.number, table.number), ("unknown", None))
            if kind in LEFT_ALONE or kind in TEXTS:
                continue
            place = (page.number, table.number)
            left = [cell for cell in table.cells if (*place, cell.row, cell.col) not in known]
            for cell in _values(table, left):
                collector.refuse(cell, *place, *_why(str(kind), reason))
            if kind == "indicator":
                _refuse_numbers(table, left, place, collector)
                _refuse_rows_in_cells(table, place, collector)


def _refuse_numbers(
    table: Table, cells: Iterable[Cell], place: tuple[int, int], collector: Collector
) -> None:
    """List cells among values that are numbers, though none that is understood."""
    values = {cell.col for cell in table.cells if is_value(cell.text)} - set(ordinal_columns(table))
    for cell in cells:
        if cell.col in values and _NUMBERS.fullmatch(cell.text) and not is_value(cell.text):
            collector.refuse(cell, *place, "not read to the end", "no number of a known form")


def _refuse_rows_in_cells(table: Table, place: tuple[int, int], collector: Collector) -> None:
    """List cells over all columns that hold several numbers apart: the row of another table."""
    for cell in table.cells:
        if 1 < table.col_count == cell.col_span and sum(map(is_value, cell.text.split())) > 1:
            collector.refuse(cell, *place, "several values in one cell")


def _why(kind: str, reason: object) -> tuple[str, str]:
    if kind == "unknown":
        return "table not understood", str(reason or "")
    return "not in a column of facts", f"the table was read as {kind}"


def _places(collector: Collector) -> Iterator[Place]:
    """Yield the cells that something was made of, or that are listed already."""
    rows: Iterable[Mapping[str, object]] = (
        *collector.observations, *collector.quarantine, *collector.others.get("budget", ())
    )  # fmt: skip
    for row in rows:
        yield row["page"], row["table_no"], row["row_no"], row["col_no"]


def _values(table: Table, cells: Iterable[Cell]) -> Iterator[Cell]:
    """Yield those of some cells of a table that hold a value."""
    ordinals = set(ordinal_columns(table))
    for cell in cells:
        if cell.col in ordinals or not is_value(cell.text) or only_period(cell.text) is not None:
            continue
        if not read_label(cell.text).years:  # 5年間累計 heads a column
            yield cell
