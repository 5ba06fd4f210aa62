"""The model of a table: what is to be set, before any place on a page is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from tests.typeset.fonts import Face, gothic

Align = Literal["left", "center", "right", "spread"]
VAlign = Literal["top", "middle", "bottom"]
Effect = Literal[
    "plain", "bold", "double", "shadow", "spaced", "singly",
    "vertical", "turned", "white", "invisible", "struck",
    "unmapped", "codes", "private", "replacement", "partial", "false",
]  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """A cell. It takes the next free position of its row, as in HTML.

    ``shade`` is a gray from 0 (black) to 1; ``size`` overrides the table's, in points. ``mark`` is
    set raised and small after the text and belongs to it; ``ruby`` is set above it and does not.
    ``effect`` says how the text is drawn: ``bold`` thickened, ``double`` drawn twice (fake bold),
    ``shadow`` drawn a second time in gray, ``spaced`` letter-spaced, ``singly`` one operator for each
    character, ``struck`` with a stroke through it, ``vertical`` top to bottom, ``turned`` reading upwards,
    ``unmapped`` in a font without ToUnicode, ``codes`` to ``false`` in one that says something wrong (see
    ``embedding``). ``overflow`` forbids line breaks. ``slanted`` draws a line from corner to corner; the
    text has two lines then, the upper one at the right.
    """

    text: str = ""
    row_span: int = 1
    col_span: int = 1
    align: Align = "left"
    valign: VAlign = "middle"
    size: float | None = None
    shade: float | None = None
    effect: Effect = "plain"
    mark: str = ""
    ruby: str = ""
    overflow: bool = False
    slanted: bool = False


Row: TypeAlias = Sequence[Cell]


@dataclass(frozen=True)
class Rules:
    """How the edges of a table are drawn.

    ``horizontal``: all edges, only the ends (above and below the header and at the bottom), or none;
    ``vertical``: all edges, only those between columns (open sides), or none.
    ``made_of``: strokes, thin filled rectangles (bars), filled squares a square apart (dots), or a stroked
    rectangle around each cell (boxes).
    ``width``, ``outer_width`` and ``header_width`` (below the header) are in points; ``dash`` is a dash
    pattern, ``broken`` draws a rule in pieces of that length, ``double`` as two lines that far apart,
    ``whitened`` draws a white line over every rule, so that none is seen; ``specks`` leaves strokes of
    half a point in the cells, as producers do.
    """

    horizontal: Literal["all", "ends", "none"] = "all"
    vertical: Literal["all", "inner", "none"] = "all"
    made_of: Literal["strokes", "bars", "dots", "boxes"] = "strokes"
    width: float = 0.5
    outer_width: float | None = None
    header_width: float | None = None
    gray: float = 0.0
    dash: tuple[float, ...] = ()
    broken: float = 0.0
    double: float = 0.0
    whitened: bool = False
    specks: bool = False


@dataclass(frozen=True)
class Table:
    """A table: ``widths`` of its columns in points and its rows, the first ``header_rows`` its header.

    ``repeat_header`` sets the header again on each page that the table continues on, below a line
    ``continued`` (（つづき）) if there is one. ``divide_spans`` lets a page end inside a cell of several
    rows; what follows on the next page is an empty cell. ``indent`` moves the table from the left
    margin. ``stripes`` shades every second body row with that gray.
    """

    widths: Sequence[float]
    rows: Sequence[Row]
    header_rows: int = 1
    repeat_header: bool = True
    continued: str = ""
    divide_spans: bool = False
    rules: Rules = field(default_factory=Rules)
    face: Face = field(default_factory=gothic)
    size: float = 9.0
    leading: float = 1.15
    padding: tuple[float, float] = (3.0, 2.0)
    min_height: float = 0.0
    stripes: float | None = None
    indent: float = 0.0
    space_before: float = 4.0
    space_after: float = 6.0
