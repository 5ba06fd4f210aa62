"""The third reader as the story needs it: opened on first use, absent without the extra."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extract.content import PageContent
from pipeline.layers.extracted import Page

if TYPE_CHECKING:
    from pipeline.extract.scan.engine import Engine
    from pipeline.extract.scan.picture import Picture


RENDERINGS = (300, 400)
"""Dots an inch of the two renderings in which a cell in doubt is read."""


class Scanner:
    """Pages and cells as their picture shows them."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._engine: Engine | None = None

    def look(self, content: PageContent, page: Page) -> Page:
        """Return ``page`` with what only its picture tells; as it is where that is nothing."""
        if page.problem == "no_text_layer":
            return self._whole(content, page)
        if not any(_may_be_in_doubt(cell.agreement, cell.warnings) for t in page.tables for cell in t.cells):
            return page
        return self._cells(content, page)

    def _whole(self, content: PageContent, page: Page) -> Page:
        engine = self._ready()
        if engine is None:
            return page
        from pipeline.extract.scan.page import read_scan
        from pipeline.extract.scan.picture import DPI

        return read_scan(content, self._picture(page.number, DPI), engine)

    def _cells(self, content: PageContent, page: Page) -> Page:
        engine = self._ready()
        if engine is None:
            return page
        from pipeline.extract.scan.opinion import in_doubt, third_opinion

        if not any(in_doubt(cell) for table in page.tables for cell in table.cells):
            return page
        renderings = [self._picture(page.number, dpi) for dpi in RENDERINGS]
        return third_opinion(page, content.chars, renderings, engine)

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


def _may_be_in_doubt(agreement: str, warnings: tuple[str, ...]) -> bool:
    return agreement == "disputed" or "unmapped_glyph" in warnings
