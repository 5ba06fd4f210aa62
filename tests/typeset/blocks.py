"""What a document is made of, in the order in which it is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from tests.typeset.fonts import Face, gothic, mincho
from tests.typeset.table import Table


@dataclass(frozen=True)
class Text:
    """A heading or a paragraph. ``indent`` moves it in points, ``hang`` its lines after the first.

    ``with_next`` keeps it on the page of what follows it.
    """

    text: str
    size: float = 10.5
    face: Face = field(default_factory=mincho)
    bold: bool = False
    align: Literal["left", "center", "right"] = "left"
    indent: float = 0.0
    hang: float = 0.0
    leading: float = 1.5
    before: float = 0.0
    after: float = 4.0
    with_next: bool = False


@dataclass(frozen=True)
class Gap:
    """Empty space of that height in points."""

    height: float


@dataclass(frozen=True)
class PageBreak:
    """What follows begins a new page."""


@dataclass(frozen=True)
class Beside:
    """Tables side by side, ``gap`` points apart; they must fit one page."""

    tables: Sequence[Table]
    gap: float = 20.0


@dataclass(frozen=True)
class Stamp:
    """Boxes with lines of text in the upper right corner of the page, one under the other (資料３, 未定稿).

    ``width`` is in points. What follows begins below, unless ``floating``.
    """

    boxes: Sequence[str]
    width: float
    size: float = 9.0
    face: Face = field(default_factory=gothic)
    floating: bool = False


@dataclass(frozen=True)
class Picture:
    """A picture of ``size`` in dots, its ``levels`` of gray row by row, ``width`` points wide on the page."""

    levels: bytes
    size: tuple[int, int]
    width: float

    @property
    def height(self) -> float:
        """Height on the page in points."""
        return self.width * self.size[1] / self.size[0]


Block: TypeAlias = "Text | Gap | PageBreak | Beside | Stamp | Picture | Table"


@dataclass(frozen=True)
class Sheet:
    """Page size and margins (left, top, right, bottom) in points, and the page number's form."""

    width: float = 595.28
    height: float = 841.89
    margins: tuple[float, float, float, float] = (60.0, 60.0, 60.0, 60.0)
    footer: str = "{}"
    footer_size: float = 8.0
    header: str = ""

    @property
    def inner_width(self) -> float:
        """Width between the margins."""
        return self.width - self.margins[0] - self.margins[2]

    @property
    def inner_height(self) -> float:
        """Height between the margins."""
        return self.height - self.margins[1] - self.margins[3]

    def landscape(self) -> Sheet:
        """Return the sheet laid on its long side."""
        return Sheet(self.height, self.width, self.margins, self.footer, self.footer_size, self.header)
