"""Cards of one indicator, labels and contents side by side: 現状値（R1）| 12人 | 目標値（R6）| 20人."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.layers.extracted import Cell
from pipeline.normalize.context.headings import place
from pipeline.normalize.labels.kinds import resolve
from pipeline.normalize.labels.label import Label, join_lines, read_stub
from pipeline.normalize.labels.naming import read_name
from pipeline.normalize.labels.unit_cell import read_unit
from pipeline.normalize.labels.values import is_missing_mark, is_value
from pipeline.normalize.tables.around import Surroundings
from pipeline.normalize.tables.collector import Collector
from pipeline.normalize.tables.facts import Fact
from pipeline.normalize.tables.grid import Grid, is_blank
from pipeline.normalize.text import key

Pair = tuple[Cell, Label, Cell]


def recognises(grid: Grid) -> bool:
    """Whether every row is labels and contents by turns, one of them the name and two of them values."""
    pairs = list(_pairs(grid))
    named = sum(label.role == "name" for _, label, _ in pairs)
    return named == 1 and sum(map(_is_fact, pairs)) > 1


def read_card(grid: Grid, around: Surroundings, collector: Collector) -> None:
    """Collect the facts of a card that `recognises` knows."""
    pairs = list(_pairs(grid))
    said = {label.role: cell.text for _, label, cell in pairs if label.role}
    stub = read_stub(said["name"])
    name = read_name(stub.name or join_lines(stub.printed))
    unit = stub.unit or (read_unit(said["unit"]).unit if "unit" in said else "")
    goal, section = place(around.outline.above(grid.page, grid.table.box.top), around.across)
    for pair in filter(_is_fact, pairs):
        _, label, cell = pair
        kind = resolve((label,), label.period, around.sense)
        fact = Fact(
            cell=cell,
            page=grid.page,
            table_no=grid.table.number,
            name=name.text,
            name_printed=join_lines(stub.printed),
            kind=kind,
            period=label.period,
            period_label=label.period_label or label.words,
            unit_hint="" if kind.kind in ("rate", "grade") else label.unit or unit,
            goal=goal,
            section=section,
            department=join_lines(said.get("department", "")),
            flags=name.flags,
            is_cumulative=name.is_cumulative or "cumulative" in label.flags,
            is_component=name.is_component,
            is_repeated=name.is_repeated,
            row_key=key(name.text),
            column_key=key(label.printed),
            legend=around.legend,
            warnings=(*cell.warnings, *(label.period.warnings if label.period is not None else ())),
        )
        collector.observe(fact)


def _pairs(grid: Grid) -> Iterator[Pair]:
    """Yield labels with their contents; nothing of a table one of whose rows is no such row."""
    found: list[Pair] = []
    for row in range(1, grid.rows + 1):
        cells = [cell for cell in grid.row(row) if cell.row == row]
        if not cells or len(cells) % 2 or any(cell.row_span > 1 for cell in cells):
            return
        for head, content in zip(cells[::2], cells[1::2], strict=True):
            label = grid.label(head)
            if not label.understood or grid.label(content).kinds:
                return
            found.append((head, label, content))
    yield from found


def _is_fact(pair: Pair) -> bool:
    _, label, cell = pair
    held = is_value(cell.text) or is_missing_mark(cell.text) or is_blank(cell)
    return bool(label.kinds) and label.role == "" and held
