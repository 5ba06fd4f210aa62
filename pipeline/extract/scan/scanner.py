"""The third reader as the story needs it: opened on first use, absent without the extra."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.extract.cells import UNMAPPED
from pipeline.extract.content import PageContent
from pipeline.extract.outside import instead
from pipeline.extract.scan.doubt import in_doubt
from pipeline.extract.scan.places import picture_places
from pipeline.layers.extracted import Box, Cell, Page

if TYPE_CHECKING:
    from pipeline.extract.scan.engine import Engine
    from pipeline.extract.scan.picture import Picture


RENDERINGS = (300, 400)
"""Dots an inch of the two renderings in which a cell in doubt is read."""


COARSE = 150
"""Dots an inch in which pictures are searched for rulings."""

UNDECODED = "undecoded_glyphs"
"""Problem of a page with cells that no font explains, where nothing is installed that could read them."""


class Scanner:
    """Pages and cells as their picture shows them."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._engine: Engine | None = None

    def look(self, content: PageContent, page: Page) -> Page:
        """Return ``page`` with what only its picture tells; as it is where that is nothing."""
        if page.problem == "no_text_layer":
            return self._whole(content, page)
        cells = [cell for table in page.tables for cell in table.cells]
        if any(map(_may_be_in_doubt, cells)) and any(map(in_doubt, cells)):
            page = self._cells(content, page)
        places = picture_places(content, page.tables)
        return self._pictured(content, page, places) if places else page

    def _whole(self, content: PageContent, page: Page) -> Page:
        engine = self._ready()
        if engine is None and not any(char.hidden for char in content.chars):
            return page
        from pipeline.extract.scan.page import read_scan
        from pipeline.extract.scan.picture import DPI

        return read_scan(content, self._picture(page.number, DPI), engine)

    def _cells(self, content: PageContent, page: Page) -> Page:
        engine = self._ready()
        if engine is None:
            unread = any(UNMAPPED in cell.warnings for table in page.tables for cell in table.cells)
            return replace(page, problem=instead(page.problem, UNDECODED)) if unread else page
        from pipeline.extract.scan.opinion import third_opinion

        renderings = [self._picture(page.number, dpi) for dpi in RENDERINGS]
        return third_opinion(page, content.chars, renderings, engine)

    def _pictured(self, content: PageContent, page: Page, places: Sequence[Box]) -> Page:
        """Look for tables in pictures; the engine is loaded only where rulings promise one."""
        from pipeline.extract.scan.picture import DPI
        from pipeline.extract.scan.pictured import grids_in, listed, with_tables

        places = [place for place, grids in grids_in(self._picture(page.number, COARSE), places) if grids]
        if not places:
            return page
        engine, picture = self._ready(), self._picture(page.number, DPI)
        read = with_tables(page, content, picture, places, engine) if engine is not None else page
        if len(read.tables) > len(page.tables):
            return read
        return listed(page, [grid for _, grids in grids_in(picture, places) for grid in grids])

    def _ready(self) -> Engine | None:
        """Load the engine: half a second that no page with a text layer needs."""
        from pipeline.extract.scan.engine import Engine, available

        if self._engine is None and available():
            self._engine = Engine()
        return self._engine

    def _picture(self, number: int, dpi: int) -> Picture:
        import pypdfium2 as pdfium

        from pipeline.extract.scan.picture import rendered

        document = pdfium.PdfDocument(self._data)
        try:
            return rendered(document[number - 1], dpi)
        finally:
            document.close()


def _may_be_in_doubt(cell: Cell) -> bool:
    return cell.agreement == "disputed" or UNMAPPED in cell.warnings
