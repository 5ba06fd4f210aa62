"""What a typeset document says, with its place on the page: what a reader of it should find.

Coordinates are points from the top left corner of the page as displayed. Pages, tables on a page,
rows and columns count from 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle: left, top, right, bottom."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True)
class TruthLine:
    """A line of text outside tables; in a stamp, ``box`` is the stamp's."""

    text: str
    box: Box


@dataclass(frozen=True)
class TruthCell:
    """A cell; ``lines`` is ``text`` as broken on the page, ``lines_box`` what the ink covers.

    ``ruby`` is a reading set above the text and no part of it. ``visible`` is False for white
    and invisible text, ``struck`` True for text that a stroke deletes.
    """

    row: int
    col: int
    row_span: int
    col_span: int
    text: str
    box: Box
    lines: tuple[str, ...] = ()
    lines_box: Box | None = None
    ruby: str = ""
    visible: bool = True
    struck: bool = False
    header: bool = False


@dataclass(frozen=True)
class TruthTable:
    """A table, or the part of one that stands on this page (``part`` counts from 1)."""

    box: Box
    row_count: int
    col_count: int
    cells: tuple[TruthCell, ...]
    part: int = 1


@dataclass(frozen=True)
class TruthPage:
    """A page with its tables in the order in which they were set."""

    width: float
    height: float
    tables: tuple[TruthTable, ...]
    lines: tuple[TruthLine, ...]


@dataclass(frozen=True)
class Typeset:
    """A document: the PDF and what it says."""

    pdf: bytes
    pages: tuple[TruthPage, ...]
