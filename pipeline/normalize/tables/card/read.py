"""From a form to the rows of ``reform_item`` and ``schedule``, and to the observations of its indicators."""

from __future__ import annotations

from dataclasses import replace

from pipeline.layers.extracted import Cell
from pipeline.layers.ids import stable_id
from pipeline.normalize.context.headings import Heading, place
from pipeline.normalize.labels.kinds import Kind
from pipeline.normalize.prose.joining import paragraphs_of
from pipeline.normalize.tables import indicator
from pipeline.normalize.tables.around import Surroundings
from pipeline.normalize.tables.card.bars import activities, rows_of_years
from pipeline.normalize.tables.card.form import Form, forms, is_form, same_width, text_of
from pipeline.normalize.tables.card.inner import inner_tables
from pipeline.normalize.tables.card.quantity import Named, read_line
from pipeline.normalize.tables.collector import Collector
from pipeline.normalize.tables.departments import Departments, read_departments
from pipeline.normalize.tables.facts import Fact
from pipeline.normalize.tables.grid import Grid
from pipeline.normalize.tables.header import Header
from pipeline.normalize.tables.unread import refuse_values
from pipeline.normalize.text import key

_STATUS = {"target": "planned", "baseline": "final", "actual": "final"}


def recognises(grid: Grid, header: Header) -> bool:
    """Whether a table is a form (a card), whatever header was found in it."""
    del header
    return is_form(grid)


def read_table(grid: Grid, header: Header, around: Surroundings, collector: Collector) -> tuple[Heading, ...]:
    """Collect the forms of a table: items, schedules and the quantities under their indicators."""
    del header
    place_of = place(around.outline.above(grid.page, grid.table.box.top), around.across)
    inner = list(inner_tables(grid))
    taken = frozenset(row for table in inner for row in table.rows)
    found = forms(grid, taken)
    for form in found:
        _read_form(grid, form, place_of, collector)
    for table in inner:
        indicator.read_table(table.grid(grid), table.header, around, collector)
    read = {cell for form in found for cell in form.read}
    done = taken.union(row for form in found for row in rows_of_years(grid, form))
    others = (cell for cell in grid.table.cells if cell not in read and cell.row not in done)
    refuse_values(grid, others, collector, "a cell beside the fields of the card")
    return ()


def _read_form(grid: Grid, form: Form, place_of: tuple[str, str], collector: Collector) -> None:
    texts = {field.name: text_of(grid, form.cells(field.name)) for field in form.fields}
    item = texts.get("item") or texts.get("purpose") or texts.get("approach") or ""
    if not item:
        return
    number = texts.get("number", "")
    equals = sum(row["item"] == item for row in collector.others.get("reform_item", []))
    item_id = stable_id(collector.document_id, number, key(item), equals + 1)
    collector.add(
        "reform_item",
        {
            "item_id": item_id,
            "document_id": collector.document_id,
            "number": number,
            "item": item,
            "departments": _departments(grid, form).all,
            "category": texts.get("category") or "\n".join(part for part in place_of if part),
            "purpose": texts.get("purpose"),
            "approach": texts.get("approach"),
            "effect": texts.get("effect"),
            "indicators_text": texts.get("indicators"),
            "page": grid.page,
        },
    )
    _schedule(grid, form, item_id, collector)
    for cell in form.cells("indicators"):
        _indicators(grid, cell, place_of, (texts.get("departments", ""), item), collector)


def _departments(grid: Grid, form: Form) -> Departments:
    cells = form.cells("departments")
    return read_departments(cells[0], same_width(grid, cells[0])) if cells else Departments((), ())


def _schedule(grid: Grid, form: Form, item_id: str, collector: Collector) -> None:
    for number, activity in enumerate(activities(grid, form), start=1):
        for year in activity.years:
            collector.add(
                "schedule",
                {
                    "document_id": collector.document_id,
                    "item_id": item_id,
                    "activity_no": number,
                    "activity": activity.text,
                    "fiscal_year": year.fiscal_year,
                    "printed": year.printed,
                    "active": year.active,
                },
            )


def _indicators(
    grid: Grid, cell: Cell, place_of: tuple[str, str], owner: tuple[str, str], collector: Collector
) -> None:
    part = 0
    for line in paragraphs_of(cell, same_width(grid, cell)):
        named = read_line(line)
        if named is not None:
            part += 1
            fact = _fact(grid, cell, named, place_of, owner, part)
            collector.observe(replace(fact, printed=line))


def _fact(
    grid: Grid, cell: Cell, named: Named, place_of: tuple[str, str], owner: tuple[str, str], part: int
) -> Fact:
    department, item = owner
    return Fact(
        cell=cell,
        page=grid.page,
        table_no=grid.table.number,
        name=named.name,
        name_printed=named.name,
        kind=Kind(named.kind, _STATUS[named.kind]),
        period=named.period,
        period_label=named.period_label,
        unit_hint="",
        goal=place_of[0],
        section=place_of[1],
        department=department,
        row_key="|".join((key(item), key(named.name))),
        column_key="indicators",
        text=named.quantity,
        part_no=part,
    )
