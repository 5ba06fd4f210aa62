"""Random sheets of a spreadsheet with tables as offices print them, the same for the same seed.

Each sheet is one page, scaled to fit, with a title above its tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.roundtrip.web_pages import WebCell
from tests.typeset import words

LINES = ("thin", "hair", "dotted", "dashed", "double", "medium", "mediumDashed", "dashDot", "thick")
"""Borders around each cell."""

FRAMES = ("framed", "gridlines")
"""A thick frame around thin lines; no borders, but the gridlines printed."""

TEXTURES = (
    "plain", "wrapped", "shrunk", "running over", "stacked titles", "turned titles", "hidden column",
    "shaded", "white titles", "tiny", "cut numbers", "centred", "tall rows", "low rows",
)  # fmt: skip

ARRANGEMENTS = ("one", "below", "beside", "title in table", "unit line")
FACES = ("Noto Sans JP", "Noto Serif JP")
CUT = "###"
"""What is printed instead of a number that does not fit."""

LONG = "（週１回以上、令和２年度からは対象を小学生に広げて実施）"


@dataclass(frozen=True)
class Sheet:
    """A sheet: its seed, its quirks, the cells of its tables as printed, and what a workbook needs."""

    seed: int
    quirks: tuple[str, ...]
    tables: tuple[tuple[WebCell, ...], ...]
    entries: tuple[Entry, ...]
    widths: dict[int, float]
    hidden: frozenset[int]
    heights: dict[int, float]
    boxes: tuple[tuple[int, int, int, int], ...]
    face: str
    size: float


@dataclass(frozen=True)
class Entry:
    """A cell of a sheet: its place there, its value, and how it looks."""

    row: int
    col: int
    row_span: int = 1
    col_span: int = 1
    value: object = ""
    number_format: str = "General"
    look: dict[str, Any] = field(default_factory=dict)
    border: bool = True
    head: bool = False


def sheet(seed: int, quirks: Sequence[str] = ()) -> Sheet:
    """Make the sheet of ``seed``; of lines, arrangements and textures, ``quirks`` are held."""
    random = Random(f"sheet {seed}")
    line = _held(quirks, (*LINES, *FRAMES)) or random.choice((*LINES, *FRAMES))
    arrangement = _held(quirks, ARRANGEMENTS) or random.choice(ARRANGEMENTS)
    if line == "gridlines":
        arrangement = "one"
    drawn = random.sample(TEXTURES, random.randint(1, 2))
    textures = tuple(q for q in quirks if q in TEXTURES) or tuple(drawn)
    made = _Sheet(random, textures)
    made.arranged(arrangement)
    return Sheet(
        seed, (line, arrangement, *textures), tuple(map(tuple, made.tables)), tuple(made.entries),
        made.widths, frozenset(made.hidden), made.heights, tuple(made.boxes),
        random.choice(FACES), random.choice((9.0, 10.5, 11.0)),
    )  # fmt: skip


def _held(quirks: Sequence[str], group: Sequence[str]) -> str | None:
    return next((q for q in quirks if q in group), None)


class _Sheet:
    """A sheet under construction."""

    def __init__(self, random: Random, textures: Sequence[str]) -> None:
        self.random = random
        self.textures = textures
        self.tables: list[list[WebCell]] = []
        self.entries: list[Entry] = []
        self.widths: dict[int, float] = {}
        self.heights: dict[int, float] = {}
        self.hidden: set[int] = set()
        self.boxes: list[tuple[int, int, int, int]] = []

    def arranged(self, arrangement: str) -> None:
        """Put the title and the tables where they belong."""
        self.entries.append(Entry(1, 1, value=self.random.choice(words.SECTIONS), border=False))
        row, beside = 3, arrangement == "beside"
        last, col = self.table(row, 1, narrow=beside, titled=arrangement == "title in table")
        if arrangement == "unit line":
            self.entries.append(
                Entry(2, col - 1, value="（単位：人）", border=False, look={"horizontal": "right"})
            )
        if beside:
            self.widths[col] = 2.5
            self.table(row, col + 1, narrow=True, titled=False)
        elif arrangement == "below":
            self.table(last + self.random.choice((1, 2)), 1, narrow=False, titled=False)

    def table(self, top: int, left: int, *, narrow: bool, titled: bool) -> tuple[int, int]:
        """Add a table at a row and a column; return the row and the column behind it."""
        random, tiny = self.random, "tiny" in self.textures
        count = random.randint(2, 3 if narrow else 5) if not tiny else random.randint(7, 9)
        kinds = ["group"] if not narrow and random.random() < 0.4 else []
        kinds.append("name")
        kinds += ["blank"] if "running over" in self.textures else ["unit"] if random.random() < 0.4 else []
        kinds += ["value"] * count
        kinds += ["department"] if not narrow and random.random() < 0.4 else []
        places = self._columns(kinds, left)
        rows = _Rows(self, top, places)
        if titled:
            rows.begin()
            rows.add(0, "成果指標の推移", cols=len(kinds), head=True)
        self._header(rows, kinds)
        self._body(rows, kinds, random.randint(20, 30) if tiny else random.randint(3, 12))
        self.tables.append(rows.cells)
        self.boxes.append((top, left, top + rows.row - 1, places[-1]))
        return top + rows.row + 1, places[-1] + 1

    def _columns(self, kinds: Sequence[str], left: int) -> list[int]:
        """Return where columns stand in the sheet; one that is hidden stands between them."""
        cut = "cut numbers" in self.textures
        width = {"group": 9.0, "name": 30.0, "blank": 24.0, "unit": 7.0, "value": 8.5, "department": 14.0}
        places: list[int] = []
        col = left
        if "hidden column" in self.textures and not self.hidden:
            self.hidden.add(left + self.random.randrange(1, len(kinds)))
        for kind in kinds:
            col += col in self.hidden
            places.append(col)
            self.widths[col] = 5.5 if cut and kind == "value" else max(width[kind], self.widths.get(col, 0.0))
            col += 1
        return places

    def _header(self, rows: _Rows, kinds: Sequence[str]) -> None:
        random = self.random
        count = kinds.count("value")
        first = kinds.index("value")
        deep = count > 2 and random.random() < 0.4
        titles = {"group": "分野", "name": random.choice(words.NAME_HEADS), "blank": "備考", "unit": "単位"}
        titles["department"] = "所管課"
        start = random.randrange(max(1, len(words.PERIODS) - count + 1))
        rows.begin()
        for col, kind in enumerate(kinds):
            if kind != "value":
                rows.add(col, titles[kind], rows=1 + deep, head=True)
        if deep:
            above = random.sample(words.KINDS, 2)
            rows.add(first, above[0], head=True)
            rows.add(first + 1, above[1], cols=count - 1, head=True)
            rows.begin()
        look = {"textRotation": 255} if "stacked titles" in self.textures else {}
        look = {"textRotation": 90} if "turned titles" in self.textures else look
        if look:
            self.heights[rows.top + rows.row - 1] = 110.0
        for number in range(count):
            title = words.PERIODS[(start + number) % len(words.PERIODS)]
            rows.add(first + number, title, head=True, look={**look, "wrap_text": not look})

    def _body(self, rows: _Rows, kinds: Sequence[str], body: int) -> None:
        random = self.random
        left = 0
        for number in range(body):
            rows.begin()
            if "tall rows" in self.textures:
                self.heights[rows.top + rows.row - 1] = random.choice((18.0, 30.0, 42.0))
            for col, kind in enumerate(kinds):
                if kind == "group":
                    if not left:
                        left = min(random.randint(1, 4), body - number)
                        rows.add(col, random.choice(words.GROUP_NAMES), rows=left)
                    left -= 1
                elif kind == "value":
                    self._value(rows, col)
                else:
                    self._words(rows, col, kind)

    def _words(self, rows: _Rows, col: int, kind: str) -> None:
        random = self.random
        look: dict[str, Any] = {"wrap_text": True}
        text = {
            "unit": random.choice(words.UNITS),
            "department": random.choice(words.DEPARTMENTS[:-1]),
            "blank": "",
        }
        shown = text.get(kind, random.choice(words.LABELS))
        if kind == "name" and "running over" in self.textures:
            look = {}
            shown += LONG if random.random() < 0.4 else ""
        if kind == "name" and "shrunk" in self.textures:
            look = {"shrink_to_fit": True}
        if kind == "name" and "wrapped" in self.textures and random.random() < 0.4:
            shown += LONG
        rows.add(col, shown, look=look)

    def _value(self, rows: _Rows, col: int) -> None:
        value, form, shown = _value(self.random)
        if "cut numbers" in self.textures and isinstance(value, int | float):
            value, form, shown = self.random.randrange(10**9, 10**10), "#,##0", CUT
        align = "center" if "centred" in self.textures else "right"
        rows.add(col, shown, value=value, number_format=form, look={"horizontal": align})


class _Rows:
    """The rows of one table under construction; columns count from 0 among those that are printed."""

    def __init__(self, sheet: _Sheet, top: int, places: Sequence[int]) -> None:
        self.sheet, self.top, self.places = sheet, top, places
        self.row = 0
        self.cells: list[WebCell] = []

    def begin(self) -> None:
        """Begin a row."""
        self.row += 1

    def add(
        self, col: int, shown: str, *, rows: int = 1, cols: int = 1, value: object = None,
        number_format: str = "General", look: dict[str, Any] | None = None, head: bool = False,
    ) -> None:  # fmt: skip
        """Add a cell; ``shown`` is what is printed of its ``value``."""
        first, last = self.places[col], self.places[col + cols - 1]
        self.cells.append(WebCell(self.row, col + 1, rows, cols, shown))
        base = {"horizontal": "center"} if head else {}
        self.sheet.entries.append(
            Entry(
                self.top + self.row - 1,
                first,
                rows,
                last - first + 1,
                shown if value is None else value,
                number_format,
                {"vertical": "center", **base, **(look or {})},
                head=head,
            )
        )


def _value(random: Random) -> tuple[object, str, str]:
    """Return a value, its number format, and how it is printed."""
    whole = int(10 ** random.uniform(0, 5))
    share = round(random.uniform(0, 1.2), 3)
    text = random.choice((*words.MISSING, "", f"{whole:,}件", "80.9％"))
    grouped = (whole, "#,##0", f"{whole:,}")
    kinds: tuple[tuple[object, str, str], ...] = (
        grouped, grouped, grouped,
        (-whole, '#,##0;"△"#,##0', f"△{whole:,}"),
        (share, "0.0%", f"{share * 100:.1f}%"),
        (whole, '#,##0"人"', f"{whole:,}人"),
        (whole, "General", str(whole)),
        (share * 100, "0.0", f"{share * 100:.1f}"),
        (text, "General", text),
        (text, "General", text),
    )  # fmt: skip
    return random.choice(kinds)
