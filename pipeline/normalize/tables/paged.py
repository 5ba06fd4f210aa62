"""Tables that go on over pages: what a page's end parted is put together before it is read.

A row may be broken in the middle of its text, and a merged label is printed on one of its pages only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import regex

from pipeline.layers.extracted import Cell
from pipeline.normalize.context.headings import Outline, without_continued
from pipeline.normalize.prose.joining import fills_its_line
from pipeline.normalize.tables.columns import Column
from pipeline.normalize.tables.grid import Grid, is_blank
from pipeline.normalize.tables.header import Header
from pipeline.normalize.tables.kinds_of_table import Sense
from pipeline.normalize.tables.row_names import naming_columns

WARNING = "row_over_pages"
# What no label begins with, and what begins one that is complete.
_NO_BEGINNING = regex.compile(
    r"[、。，．・：；ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々）)」』】〕］%％を]|の(?!\p{Hiragana})"
)
_BEGINS = regex.compile(r"[\d０-９①-⑳ⅠⅡⅢⅣⅤ（(【〔\[［■◆●○◇□・※＜<≪《]|第[\d０-９一二三四五六七八九十]")
_BRACKETS = (("（(", "）)"), ("「『", "」』"), ("【〔［[", "】〕］]"))


@dataclass(frozen=True)
class Part:
    """A table of a page with what it was understood as; one table over three pages has three parts."""

    grid: Grid
    sense: Sense

    @property
    def header(self) -> Header:
        """Its header; without rows and columns where none was understood."""
        return self.sense.header or Header(0, 0, ())

    @property
    def first(self) -> int:
        """The first row under the header that prints something."""
        rows = range(self.header.last + 1, self.grid.rows + 1)
        return next((row for row in rows if not self._is_bare(row)), self.header.last + 1)

    def _is_bare(self, row: int) -> bool:
        return all(is_blank(self.grid.at(row, column.col)) for column in self.header.columns)

    def with_cells(self, cells: Iterable[Cell]) -> Part:
        """Return the part with other cells in the places of its own."""
        changed = {(cell.row, cell.col): cell for cell in cells}
        if not changed:
            return self
        table = self.grid.table
        kept = tuple(changed.get((cell.row, cell.col), cell) for cell in table.cells)
        return replace(self, grid=replace(self.grid, table=replace(table, cells=kept)))


def put_together(parts: Sequence[Part], outline: Outline) -> list[Part]:
    """Return the parts of a document's tables with what pages parted in the place where it is to be read."""
    mended = [part.with_cells(_without_continued(part)) for part in parts]
    chains = [n for n in range(1, len(mended)) if _goes_on(mended[n - 1], mended[n], outline)]
    for number in chains:
        mended[number - 1 : number + 1] = _with_whole_row(*mended[number - 1 : number + 1])
    for number in chains:
        before, after = mended[number - 1 : number + 1]
        whole = number + 1 in chains  # what fills a page may belong to the page before or to the next one
        mended[number] = after.with_cells(_labels_from_above(before, after, whole=whole))
    for number in reversed(chains):
        before, after = mended[number - 1 : number + 1]
        mended[number - 1] = before.with_cells(_labels_from_below(before, after))
        mended[number - 1 : number + 1] = _with_doubtful_values(mended[number - 1], after)
    return mended


def _without_continued(part: Part) -> list[Cell]:
    """The labels that say that they are printed again (子育て（続き）), without saying so."""
    texts = ((cell, without_continued(cell.text)) for cell in part.grid.table.cells)
    return [replace(cell, text=text) for cell, text in texts if text != cell.text]


def _goes_on(before: Part, after: Part, outline: Outline) -> bool:
    """Whether a table is the one on the page before: the same columns, and no heading between them."""
    if before.sense.kind != "indicator" or after.sense.kind != "indicator":
        return False
    if after.grid.page != before.grid.page + 1 or before.grid.cols != after.grid.cols:
        return False
    if not outline.goes_on(before.grid.place, after.grid.place):
        return False
    return _printed(before) == _printed(after)


def _printed(part: Part) -> list[list[str]]:
    return [["".join(label.printed.split()) for label in column.stack] for column in part.header.columns]


def _with_whole_row(before: Part, after: Part) -> tuple[Part, Part]:
    """Put a row that a page's end parted together on the page that prints its values."""
    rows = _Rows(before, after)
    if not rows.is_parted():
        return (before.with_cells(rows.doubtful()), after) if rows.may_be_parted() else (before, after)
    upper, lower = rows.moved()
    return before.with_cells(upper), after.with_cells(lower)


class _Rows:
    """The last row of one part and the first of the next one: the same row, or two."""

    def __init__(self, before: Part, after: Part) -> None:
        self.before, self.after = before, after
        self.row, self.first = before.grid.rows, after.first
        self.columns = after.header.columns
        self.upper = {c.col: before.grid.at(self.row, c.col) for c in self.columns}
        self.lower = {c.col: after.grid.at(self.first, c.col) for c in self.columns}
        values = [c.col for c in self.columns if c.is_value]
        self.labels = [c.col for c in self.columns if not c.is_value]
        self.values_above = any(not is_blank(self.upper[col]) for col in values)
        self.values_below = any(not is_blank(self.lower[col]) for col in values)

    def is_parted(self) -> bool:
        """Whether no text ends with the page, and one goes on, or the name is here and its values there."""
        both = self._both()
        if self.values_above == self.values_below or not all(self._runs_on(*pair) for pair in both):
            return False
        return bool(both) or (self.values_below and self._names(self.upper) and not self._names(self.lower))

    def may_be_parted(self) -> bool:
        """Whether a name that ends with the page is followed by a text alone, where none heads rows."""
        return (
            self.values_above
            and not self.values_below
            and self._names(self.upper)
            and self._names(self.lower)
            and not any(_BEGINS.match(lower.text.strip()) for _, lower in self._both())
            and not _headed(self.before, self.row)
            and not _headed(self.after, self.first)
        )

    def doubtful(self) -> list[Cell]:
        """The values of the upper row, with a warning."""
        return _warned(self.before.grid, self.row)

    def moved(self) -> tuple[list[Cell], list[Cell]]:
        """Return the labels of both rows, those of one joined from both and those of the other blank."""
        kept, blank = (self.upper, self.lower) if self.values_above else (self.lower, self.upper)
        whole: list[Cell] = []
        for col in self.labels:
            upper, lower = self.upper[col], self.lower[col]
            if upper is None or lower is None or "".join(upper.text.split()) == "".join(lower.text.split()):
                continue
            text = "\n".join(cell.text for cell in (upper, lower) if not is_blank(cell))
            disputed = "disputed" in (upper.agreement, lower.agreement)
            own = upper if kept is self.upper else lower
            whole.append(replace(own, text=text, agreement="disputed" if disputed else own.agreement))
        emptied = [
            replace(cell, text="", agreement="agreed")
            for col in self.labels
            if (cell := blank[col]) is not None and not is_blank(cell) and cell.row_span == 1
        ]
        return (whole, emptied) if kept is self.upper else (emptied, whole)

    def _both(self) -> list[tuple[Cell, Cell]]:
        """The labels that both rows print, other than a merged one that is printed again."""
        pairs = ((self.upper[col], self.lower[col]) for col in self.labels)
        return [
            (upper, lower)
            for upper, lower in pairs
            if upper is not None
            and lower is not None
            and not is_blank(upper)
            and not is_blank(lower)
            and (upper.row_span == lower.row_span == 1 or upper.text != lower.text)
        ]

    def _runs_on(self, upper: Cell, lower: Cell) -> bool:
        text = lower.text.strip()
        if _NO_BEGINNING.match(text) or _open_bracket(upper.text):
            return True
        if _BEGINS.match(text):
            return False
        column = [cell for cell in self.before.grid.table.cells if _same_columns(cell, upper)]
        return fills_its_line(upper, text, column)

    def _names(self, row: dict[int, Cell | None]) -> bool:
        return any(not is_blank(row[column.col]) for column in naming_columns(self.after.header))


def _same_columns(cell: Cell, other: Cell) -> bool:
    return (cell.col, cell.col_span) == (other.col, other.col_span)


def _open_bracket(text: str) -> bool:
    return any(
        sum(map(text.count, opening)) > sum(map(text.count, closing)) for opening, closing in _BRACKETS
    )


def _headed(part: Part, but: int) -> bool:
    """Whether a row of a part, another than ``but``, prints nothing but one text: it heads those below it."""
    rows = (row for row in range(part.header.last + 1, part.grid.rows + 1) if row != but)
    return any(sum(not is_blank(cell) for cell in part.grid.row(row)) == 1 for row in rows)


def _warned(grid: Grid, row: int) -> list[Cell]:
    return [_doubted(cell) for cell in grid.starts(row)]


def _doubted(cell: Cell) -> Cell:
    return replace(cell, warnings=(*cell.warnings, WARNING))


def _labels_from_above(before: Part, after: Part, *, whole: bool) -> list[Cell]:
    """The merged labels at the top of a part that the page before prints.

    ``whole`` says that the table goes on on a third page: a label that fills the part may be printed there.
    """
    found: list[Cell] = []
    for column in _label_columns(after.header):
        last, first = before.grid.at(before.grid.rows, column.col), after.grid.at(after.first, column.col)
        if last is None or first is None or is_blank(last) or not is_blank(first):
            continue
        fills = whole and first.row + first.row_span - 1 == after.grid.rows
        if not fills and _is_merged(before, after, last, first):
            found.append(replace(first, text=last.text, agreement=last.agreement))
    return found


def _labels_from_below(before: Part, after: Part) -> list[Cell]:
    """The merged labels at the bottom of a part that the next page prints."""
    found: list[Cell] = []
    for column in _label_columns(after.header):
        last, first = before.grid.at(before.grid.rows, column.col), after.grid.at(after.first, column.col)
        if last is None or first is None or is_blank(first) or not is_blank(last):
            continue
        if last.row > before.first and _is_merged(before, after, last, first):
            found.append(replace(last, text=first.text, agreement=first.agreement))
    return found


def _with_doubtful_values(before: Part, after: Part) -> tuple[Part, Part]:
    """Doubt a value that may be of rows on both pages: beyond the page's end, its column has a blank cell.

    One of the two is merged over rows: of a value for several rows, each page shows a part.
    """
    upper: list[Cell] = []
    lower: list[Cell] = []
    for column in after.header.value_columns:
        last, first = before.grid.at(before.grid.rows, column.col), after.grid.at(after.first, column.col)
        if last is None or first is None or is_blank(last) is is_blank(first):
            continue
        if max(last.row_span, first.row_span) > 1:
            upper.append(_doubted(last))
            lower.append(_doubted(first))
    return before.with_cells(upper), after.with_cells(lower)


def _label_columns(header: Header) -> list[Column]:
    return [column for column in header.columns if not column.is_value]


def _is_merged(before: Part, after: Part, last: Cell, first: Cell) -> bool:
    """Whether two cells, one of them blank, are one: the column merges cells and leaves no other blank."""
    if not _same_columns(last, first):
        return False
    column = [
        cell
        for part in (before, after)
        for cell in part.grid.table.cells
        if _same_columns(cell, first) and cell.row > part.header.last
    ]
    others = [cell for cell in column if cell is not last and cell is not first]
    return any(cell.row_span > 1 for cell in column) and not any(is_blank(cell) for cell in others)
