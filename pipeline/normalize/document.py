"""The story of the stage for one document: from its pages as printed to the rows of the contract."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from pipeline.catalog import DocumentEntry
from pipeline.layers.extracted import Document, Page, Table
from pipeline.layers.rows import Tables
from pipeline.normalize.about.describe import describe
from pipeline.normalize.context.footnotes import NoteIndex, find_notes
from pipeline.normalize.context.headings import Heading, outline, without_continued
from pipeline.normalize.context.paragraphs import body_size, paragraphs
from pipeline.normalize.corrections import apply, mark, read_corrections
from pipeline.normalize.hints import Hints, read_hints
from pipeline.normalize.leftover import refuse_leftovers
from pipeline.normalize.prose.figures import narrative_rows
from pipeline.normalize.tables.collector import Collector
from pipeline.normalize.tables.grid import Grid
from pipeline.normalize.tables.kinds_of_table import Sense, understand
from pipeline.normalize.tables.paged import Part, put_together
from pipeline.normalize.tables.readers import READERS, reader_for
from pipeline.normalize.tables.series import written_out
from pipeline.normalize.tables.shared_units import units_go_on
from pipeline.normalize.tables.sheets import PageOrder
from pipeline.normalize.tables.surroundings import Context, around, date_above, setting


def normalize_document(
    document: Document, entry: DocumentEntry | None = None, hints: Mapping[str, object] | None = None
) -> Tables:
    """Return the rows of every table of the contract for one document.

    ``entry`` is what the catalogue says of it; what it leaves out is inferred from the pages. ``hints`` are
    its hints and corrections, lists by name. Raises ``CorrectionError`` for one that no longer fits.
    """
    as_read = document
    corrections = read_corrections(hints)
    document = apply(document, corrections)
    document = written_out(document)
    said = read_hints(hints, document)
    text = paragraphs(document)
    body = body_size(document)
    headings = outline(text, body, entry.title if entry else None)
    about = describe(document, text, entry, headings.title)
    context = Context(
        outline=headings,
        notes=NoteIndex(tuple(find_notes(text, body)), _table_places(document)),
        paragraphs=tuple(text),
        about=about,
    )
    collector = Collector(document.document_id, about.plan_id)
    _read_tables(document, context, collector, said)
    mark(collector.tables(), corrections)
    refuse_leftovers(document, collector)
    notes = _note_rows(document.document_id, context.notes)
    return {
        **about.rows(),
        **collector.tables(),
        "narrative_figure": narrative_rows(document.document_id, {**collector.tables(), "note": notes}),
        "note": notes,
        "source_cell": [
            row for page in as_read.pages for table in page.tables for row in _cells(as_read, page, table)
        ],
    }


def _read_tables(document: Document, context: Context, collector: Collector, hints: Hints) -> None:
    previous: Part | None = None
    across: tuple[Heading, ...] = ()
    units: tuple[str, ...] = ()
    for part in put_together(list(_understood(document, context, hints)), context.outline):
        grid, sense = part.grid, part.sense
        _source_table(collector, document, grid, sense)
        if sense.header is None or sense.kind not in READERS:
            previous, across = None, ()
            continue
        continued = _still_heading(context, previous, part, across)
        here = around(context, grid, sense.header, continued)
        if not here.units and previous and _same_units(context, previous, part):
            here = replace(here, units=units)
        units = here.units
        found = READERS[sense.kind].read(grid, sense.header, here, collector)
        previous, across = part, (*continued, *found)


def _understood(document: Document, context: Context, hints: Hints) -> Iterator[Part]:
    """Yield the tables with what each is: one without a header goes on with that of the one before."""
    order = PageOrder()
    for page in document.pages:
        for table in page.tables:
            grid = Grid(page.number, table, setting(context, page.number, table.box.top))
            dated = date_above(context, page.number, table.box.top) is not None
            previous = order.before(grid)
            sense = reader_for(grid, understand(grid, previous, dated=dated))
            sense = hints.apply(grid, sense, previous[1] if previous else None)
            if sense.header is not None and sense.kind in READERS:
                order.add(grid, sense.header)
            else:
                order.forget()
            yield Part(grid, sense)


def _still_heading(
    context: Context, previous: Part | None, part: Part, across: tuple[Heading, ...]
) -> tuple[Heading, ...]:
    """The rows across of the table before that head this one too: no heading stands between them.

    A table that repeats its header on the next page goes on in the section that the page before ended in.
    """
    above = context.outline.above(*part.grid.place)
    if part.header.last == 0 or not above:
        return across
    if previous is not None and context.outline.goes_on(previous.grid.place, part.grid.place):
        return across
    return tuple(row for row in across if row.position > above[0].position)


def _same_units(context: Context, previous: Part, part: Part) -> bool:
    """Whether the units over the table before hold for this one, which has no line of units of its own.

    A table without a header has them from where it has its columns. Notes and headings that are printed
    again part no table.
    """
    if part.header.last == 0 and part.header.columns:
        return True
    start = (previous.grid.page, previous.grid.table.box.bottom)
    apart = {note.position for note in context.notes.notes}
    if context.outline.goes_on(previous.grid.place, part.grid.place):
        apart |= {heading.position for heading in context.outline.headings}
    between = [p for p in context.paragraphs if start <= p.position < part.grid.place]
    standing = [p for p in between if p.position not in apart and without_continued(p.text) == p.text]
    return units_go_on(standing, previous.grid, part.grid)


def _table_places(document: Document) -> tuple[tuple[int, float], ...]:
    return tuple((page.number, table.box.top) for page in document.pages for table in page.tables)


def _source_table(collector: Collector, document: Document, grid: Grid, sense: Sense) -> None:
    box = grid.table.box
    collector.add(
        "source_table",
        {
            "document_id": document.document_id,
            "page": grid.page,
            "table_no": grid.table.number,
            "row_count": grid.rows,
            "col_count": grid.cols,
            "kind": sense.kind,
            "reason": sense.reason or None,
            "x0": box.x0,
            "top": box.top,
            "x1": box.x1,
            "bottom": box.bottom,
        },
    )


def _cells(document: Document, page: Page, table: Table) -> list[dict[str, object]]:
    return [
        {
            "document_id": document.document_id,
            "page": page.number,
            "table_no": table.number,
            "row_no": cell.row,
            "col_no": cell.col,
            "row_span": cell.row_span,
            "col_span": cell.col_span,
            "printed": cell.text,
            "x0": cell.box.x0,
            "top": cell.box.top,
            "x1": cell.box.x1,
            "bottom": cell.box.bottom,
            "reader": cell.reader,
            "agreement": cell.agreement,
            "other": cell.other,
        }
        for cell in table.cells
    ]


def _note_rows(document_id: str, notes: NoteIndex) -> list[dict[str, object]]:
    return [
        {
            "document_id": document_id,
            "note_no": number,
            "mark": note.mark,
            "text": note.text,
            "page": note.page,
        }
        for number, note in enumerate(notes.notes, start=1)
    ]
