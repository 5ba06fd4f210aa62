"""Setting a document: blocks in, PDF and truth out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tests.typeset.blocks import Beside, Block, Gap, PageBreak, Picture, Sheet, Stamp, Text
from tests.typeset.book import Book, PageEffects
from tests.typeset.canvas import Canvas
from tests.typeset.drawing import Part, draw_part
from tests.typeset.embedding import Naming
from tests.typeset.fonts import mincho
from tests.typeset.grid import parts, place, row_heights
from tests.typeset.ink import draw_line
from tests.typeset.table import Cell, Table
from tests.typeset.truth import Box, TruthLine, TruthPage, TruthTable, Typeset
from tests.typeset.wrap import wrap


def typeset(
    blocks: Sequence[Block],
    sheet: Sheet | None = None,
    *,
    title: str = "",
    effects: PageEffects | None = None,
    naming: Naming = "true",
) -> Typeset:
    """Set ``blocks`` on pages of the form of ``sheet`` (A4 upright by default).

    ``naming`` is what the fonts say about their characters (see ``embedding``). The same blocks give the
    same bytes.
    """
    press = _Press(sheet or Sheet(), Book(title, naming), effects or PageEffects())
    for index, block in enumerate(blocks):
        press.set(block, blocks[index + 1 :])
    return press.finish()


class _Press:
    """The page under work: how far down it is filled and what stands on it."""

    def __init__(self, sheet: Sheet, book: Book, effects: PageEffects) -> None:
        self.sheet = sheet
        self.book = book
        self.effects = effects
        self.pages: list[TruthPage] = []
        self.open: Canvas | None = None
        self.fresh = True  # nothing stands on the page yet
        self.down = sheet.margins[1]
        self.tables: list[TruthTable] = []
        self.lines: list[TruthLine] = []

    @property
    def canvas(self) -> Canvas:
        """The page to draw on, begun when first asked for."""
        if self.open is None:
            self.open = self.book.page(self.sheet.width, self.sheet.height, self.effects)
            self._furniture()
        return self.open

    @property
    def room(self) -> float:
        """Height left on the page in points."""
        return self.sheet.height - self.sheet.margins[3] - self.down

    def set(self, block: Block, following: Sequence[Block]) -> None:
        """Set one block; ``following`` are those after it."""
        match block:
            case PageBreak():
                self.turn()
            case Gap():
                self.down += block.height
            case Text():
                self._text(block, following)
            case Stamp():
                self._stamp(block)
            case Picture():
                self._picture(block)
            case Beside():
                self._beside(block)
            case Table():
                self._table(block)

    def turn(self) -> None:
        """End the page."""
        if self.open is not None:
            size = (self.sheet.width, self.sheet.height)
            self.pages.append(TruthPage(*size, tuple(self.tables), tuple(self.lines)))
            self.open, self.tables, self.lines = None, [], []
            self.down, self.fresh = self.sheet.margins[1], True

    def finish(self) -> Typeset:
        """End the document."""
        self.turn()
        return Typeset(self.book.to_bytes(), tuple(self.pages))

    def _furniture(self) -> None:
        sheet, number = self.sheet, len(self.pages) + 1
        for text, top in (
            (sheet.footer.format(number), sheet.height - sheet.margins[3] * 0.5 - sheet.footer_size),
            (sheet.header.format(number), sheet.margins[1] * 0.5 - sheet.footer_size),
        ):
            width = mincho().width(text, sheet.footer_size)
            self._line(Text(text, sheet.footer_size), text, (sheet.width - width) / 2, top)

    def _line(self, style: Text, text: str, x: float, top: float) -> None:
        if not text:
            return
        draw_line(self.canvas, x, top, text, style.face, style.size, "bold" if style.bold else "plain")
        box = Box(x, top, x + style.face.width(text, style.size), top + style.size)
        self.lines.append(TruthLine(text, box))

    def _text(self, block: Text, following: Sequence[Block]) -> None:
        self.down += 0.0 if self.fresh else block.before
        width = self.sheet.inner_width - block.indent - block.hang
        lines = wrap(block.text, block.face, block.size, width)
        step = block.size * block.leading
        if block.with_next and self.room < step * len(lines) + _start_height(following) and not self.fresh:
            self.turn()
        for index, line in enumerate(lines):
            if self.room < step:
                self.turn()
            slack = width - block.face.width(line, block.size)
            shift = {"left": block.hang if index else 0.0, "center": slack / 2, "right": slack}[block.align]
            x = self.sheet.margins[0] + block.indent + shift
            self._line(block, line, x, self.down + (step - block.size) / 2)
            self.down += step
            self.fresh = False
        self.down += block.after

    def _stamp(self, block: Stamp) -> None:
        table = stamp_table(block)
        before = self.down
        x = self.sheet.width - self.sheet.margins[2] - block.width
        part = self._parts(table, self.room, self.room)[0]
        for cell in draw_part(self.canvas, part, x, self.down).cells:
            self.lines += [TruthLine(line, cell.box) for line in cell.lines]
        self.down += part.height
        if block.floating:
            self.down = before
        self.fresh = False

    def _picture(self, block: Picture) -> None:
        if self.room < block.height:
            self.turn()
        place = (self.sheet.margins[0], self.down, block.width, block.height)
        self.canvas.picture(place, block.levels, block.size)
        self.down += block.height
        self.fresh = False

    def _beside(self, block: Beside) -> None:
        wholes = [self._parts(table, 1e9, 1e9)[0] for table in block.tables]
        if max(part.height for part in wholes) > self.room:
            self.turn()
        top, x, lowest = self.down, self.sheet.margins[0], self.down
        for part in wholes:
            self.down = top
            self._draw(part, x)
            lowest = max(lowest, self.down)
            x += sum(part.table.widths) + block.gap
        self.down = lowest + block.tables[0].space_after

    def _table(self, table: Table) -> None:
        self.down += 0.0 if self.fresh else table.space_before
        full = self.sheet.inner_height - (table.size * 1.5 + 4.0 if table.continued else 0.0)
        for part in self._parts(table, self.room, full):
            if part.number > 1 or not part.rows:
                self.turn()
            if part.number > 1 and table.continued:
                self._text(Text(table.continued, table.size, table.face), [])
            if part.rows:
                self._draw(part, self.sheet.margins[0] + table.indent)
        self.down += table.space_after

    def _parts(self, table: Table, first: float, full: float) -> list[Part]:
        placed = place(table.rows, len(table.widths))
        heights = row_heights(table, placed)
        divided = parts(table, placed, heights, first, full)
        return [Part(table, placed, heights, rows, number) for number, rows in enumerate(divided, start=1)]

    def _draw(self, part: Part, x: float) -> None:
        truth = draw_part(self.canvas, part, x, self.down)
        self.tables.append(truth)
        self.down += part.height
        self.fresh = False


def stamp_table(stamp: Stamp) -> Table:
    """Return the table that a stamp is drawn as."""
    rows = [[Cell(text, align="center")] for text in stamp.boxes]
    return replace(Table([stamp.width], rows, 0), size=stamp.size, face=stamp.face, padding=(4.0, 3.0))


def _start_height(following: Sequence[Block]) -> float:
    """Return what must stand with a heading: the first lines of what follows it."""
    height = 0.0
    for block in following:
        if isinstance(block, Table):
            return (
                height + (block.header_rows + 1) * (block.size * block.leading + 2 * block.padding[1]) * 1.5
            )
        if not isinstance(block, Text):
            return height
        height += block.before + block.size * block.leading
        if not block.with_next:
            return height
    return height
