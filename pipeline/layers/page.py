"""What was read from a document: pages, lines of text, tables and cells, as printed.

Coordinates are points with the origin at the top left of the page as it is displayed (after /Rotate and
CropBox). Pages, tables, rows and columns count from 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Agreement = Literal["agreed", "single", "disputed"]


class Box(NamedTuple):
    """A rectangle on a page, in points from the top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True)
class Line:
    """One line of text outside tables. ``block`` numbers the paragraph that it belongs to.

    ``size`` is the usual font size of its characters in points. ``furniture`` marks page numbers,
    running heads and the like, which repeat at the edge of pages.
    """

    text: str
    box: Box
    block: int
    size: float
    bold: bool = False
    furniture: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell as printed; a position that another cell spans has no cell of its own.

    ``text`` keeps the line breaks of the page as ``\\n``. ``lines`` has the box of each of its lines.
    ``other`` is what the second reader read where the two differ (``agreement`` disputed).
    ``reader`` names the reader that gave ``text``. ``ruby`` is the reading aid dropped from it.
    ``confidence`` is how sure an engine was that read the cell from a picture (0 to 1), else None.
    """

    row: int
    col: int
    row_span: int
    col_span: int
    text: str
    box: Box
    lines: tuple[Box, ...] = ()
    size: float = 0.0
    shaded: bool = False
    reader: str = ""
    agreement: Agreement = "single"
    other: str | None = None
    ruby: str = ""
    warnings: tuple[str, ...] = ()
    confidence: float | None = None


@dataclass(frozen=True)
class Table:
    """A grid of ``row_count`` × ``col_count`` positions with its edges in points.

    ``source`` says what the structure was taken from: ``ruled``, ``shaded``, ``aligned`` …
    """

    number: int
    box: Box
    row_count: int
    col_count: int
    cells: tuple[Cell, ...]
    row_edges: tuple[float, ...] = ()
    col_edges: tuple[float, ...] = ()
    source: str = "ruled"
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Account:
    """Characters of a page that the leading reader sees, blanks aside, and where each went."""

    seen: int = 0
    cells: int = 0
    lines: int = 0
    furniture: int = 0
    duplicate: int = 0
    hidden: int = 0
    ruby: int = 0


@dataclass(frozen=True)
class Page:
    """A page; ``problem`` says why it could not be read (``no_text_layer`` …), else empty."""

    number: int
    width: float
    height: float
    rotation: int = 0
    lines: tuple[Line, ...] = ()
    tables: tuple[Table, ...] = ()
    account: Account = field(default_factory=Account)
    readers: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True)
class Document:
    """A document as read."""

    document_id: str
    file: str
    sha256: str
    pages: tuple[Page, ...]
