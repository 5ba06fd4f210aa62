"""Random documents with tables as offices make them, the same for the same seed.

Everything random comes from one generator seeded with a number; quirks are asked for by name or drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random

from tests.typeset import words
from tests.typeset.blocks import Beside, Block, Sheet, Text
from tests.typeset.fonts import gothic, mincho
from tests.typeset.looks import GROUPS, Look, look_of
from tests.typeset.table import Cell, Effect, Row, Table
from tests.typeset.truth import Typeset
from tests.typeset.typesetter import typeset

_VALUE_WIDTHS = (58.0, 82.0)  # where texts may be broken, and where each stands on one line
_UNIT_WIDTH = 40.0
_DEPARTMENT_WIDTH = 82.0
_GROUP_WIDTH = 52.0
_SHADES = ((0.86, 0.94), (0.9, 0.97))


@dataclass(frozen=True)
class RandomDocument:
    """A random document with the seed and the quirks that it was made from."""

    seed: int
    quirks: tuple[str, ...]
    typeset: Typeset


@dataclass(frozen=True)
class Columns:
    """The columns of a random table: which there are, and the words above the value columns.

    ``heads`` has a tuple of header words, from top to bottom, for each value column.
    """

    grouped: bool
    unit: bool
    department: bool
    heads: tuple[tuple[str, ...], ...]
    name_width: float
    value_width: float

    @property
    def depth(self) -> int:
        """Count the header rows."""
        return len(self.heads[0])

    def widths(self) -> list[float]:
        """Return the widths of all columns in points."""
        return [
            *([_GROUP_WIDTH] if self.grouped else []),
            self.name_width,
            *([_UNIT_WIDTH] if self.unit else []),
            *[self.value_width] * len(self.heads),
            *([_DEPARTMENT_WIDTH] if self.department else []),
        ]


def draw_quirks(random: Random, least: int = 1, most: int = 3) -> tuple[str, ...]:
    """Draw quirks, at most one of each group."""
    groups = random.sample(sorted(GROUPS), random.randint(least, most))
    return tuple(random.choice(sorted(GROUPS[group])) for group in groups)


def random_document(
    seed: int, quirks: Sequence[str] | None = None, labels: Sequence[str] = words.LABELS
) -> RandomDocument:
    """Make the document of ``seed``, with ``quirks`` or with some that are drawn."""
    random = Random(seed)
    drawn = draw_quirks(random)
    chosen = drawn if quirks is None else tuple(quirks)
    look = look_of(chosen)
    usable = [label for label in labels if 1 < len(label) < 40 and all(map(_settable, label))]
    blocks = _arranged(random, look, lambda rows: random_table(random, look, usable, rows))
    sheet = Sheet(margins=(45.0, 50.0, 45.0, 50.0), footer="- {} -", header=look.running_head)
    widest = max(_width(block) for block in blocks)
    if widest > sheet.inner_width:
        sheet = sheet.landscape()
    result = typeset(blocks, sheet, title=f"{seed}", effects=look.page)
    return RandomDocument(seed, chosen, result)


def random_table(random: Random, look: Look, labels: Sequence[str], rows: int) -> Table:
    """Make a table with about ``rows`` body rows."""
    columns = _columns(random, look)
    body = _body(random, look, columns, labels, rows)
    face = random.choice((gothic(), mincho()))
    table = Table(
        columns.widths(),
        [*_header(random, look, columns), *body],
        columns.depth,
        repeat_header=look.repeat_header,
        continued=look.continued,
        divide_spans=look.divide_spans,
        rules=look.rules,
        face=face,
        size=random.choice((7.5, 8.5, 9.0)),
        padding=(3.0, random.choice((2.0, 3.0, 4.5))),
        stripes=look.stripes,
    )
    return _shaded(random, table) if look.shaded else table


def _settable(char: str) -> bool:
    return char.isprintable() and gothic().has(char) and mincho().has(char)


def _width(block: Block) -> float:
    match block:
        case Table():
            return sum(block.widths)
        case Beside():
            return sum(sum(table.widths) for table in block.tables) + block.gap * (len(block.tables) - 1)
    return 0.0


def _arranged(random: Random, look: Look, table: Callable[[int], Table]) -> list[Block]:
    heading = Text(random.choice(words.SECTIONS), 10.5, gothic(), bold=True, with_next=True)
    note = Text("※ 数値は各年度末のもの。", 8.0, before=2.0)
    match look.arrangement:
        case "beside":
            small = [table(random.randint(3, 8)) for _ in range(2)]
            return [heading, Beside(small, gap=random.choice((8.0, 20.0))), note]
        case "stacked":
            upper = replace(table(random.randint(3, 6)), space_after=0.0)
            lower = replace(table(random.randint(3, 6)), space_before=random.choice((0.0, 3.0)))
            return [heading, upper, lower, note]
        case "continued":
            return [heading, table(random.randint(45, 70)), note]
        case _:
            return [heading, table(random.randint(3, 14)), note]


def _columns(random: Random, look: Look) -> Columns:
    beside = look.arrangement == "beside"
    count = random.randint(2, 3 if beside else 6)
    return Columns(
        grouped=look.spans and not beside and random.random() < 0.4,
        unit=random.random() < 0.4,
        department=not beside and random.random() < 0.5,
        heads=_heads(random, look, count),
        name_width=random.choice((110.0, 130.0) if beside else (120.0, 150.0, 190.0)),
        value_width=_VALUE_WIDTHS[look.one_line],
    )


def _heads(random: Random, look: Look, count: int) -> tuple[tuple[str, ...], ...]:
    start = random.randrange(len(words.PERIODS) - count + 1)
    periods = words.PERIODS[start : start + count]
    if not look.one_line and random.random() < 0.5:
        kinds = random.sample(words.KINDS, 2)
        pairs = [(period, kind) for period in periods[: (count + 1) // 2] for kind in kinds][:count]
        if random.random() < 0.5:
            return tuple(pairs)
        return tuple((kinds[index >= count // 2], period) for index, period in enumerate(periods))
    kind = random.choice(("", *words.KINDS))
    joint = "" if look.one_line or look.header_effect in ("vertical", "turned") else "\n"
    return tuple((f"{period}{joint}{kind}".strip() if kind else period,) for period in periods)


def _header(random: Random, look: Look, columns: Columns) -> list[Row]:
    def head(text: str, **spans: int) -> Cell:
        effect = look.header_effect
        return Cell(text, align="center", effect=effect, shade=shade, **spans)  # type: ignore[arg-type]

    shade = random.choice((None, 0.85)) if look.rules.horizontal != "none" else None
    name = random.choice(words.NAME_HEADS)
    tall = {"row_span": columns.depth}
    corner = Cell("年度\n" + name, slanted=True, shade=shade, **tall) if look.slanted else head(name, **tall)  # type: ignore[arg-type]
    first = [
        *([head("分野", **tall)] if columns.grouped else []),
        corner,
        *([head("単位", **tall)] if columns.unit else []),
    ]
    last = [head("所管課", **tall)] if columns.department else []
    rows: list[Row] = []
    for level in range(columns.depth):
        values = [head(text, col_span=count) for text, count in _runs(columns.heads, level)]
        rows.append([*(first if not level else []), *values, *(last if not level else [])])
    return rows


def _runs(heads: Sequence[tuple[str, ...]], level: int) -> list[tuple[str, int]]:
    """Join equal neighbours of an upper header row; those of the lowest stay apart."""
    runs: list[tuple[str, int]] = []
    for head in heads:
        if runs and runs[-1][0] == head[level] and level < len(head) - 1:
            runs[-1] = (head[level], runs[-1][1] + 1)
        else:
            runs.append((head[level], 1))
    return runs


def _body(random: Random, look: Look, columns: Columns, labels: Sequence[str], count: int) -> list[Row]:
    rows: list[Row] = []
    width = len(columns.widths())
    sections = random.random() < 0.4 and not look.one_line
    while len(rows) < count:
        if sections and random.random() < 0.2:
            rows.append(
                [Cell(random.choice(words.SECTIONS), col_span=width, shade=random.choice((None, 0.95)))]
            )
        size = random.randint(1, 4) if columns.grouped else 1
        for number in range(size):
            group = (
                [Cell(random.choice(words.GROUP_NAMES), row_span=size)]
                if columns.grouped and not number
                else []
            )
            rows.append([*group, *_row(random, look, columns, labels)])
    if random.random() < 0.3:
        rows.append(_total(random, look, columns))
    return rows


def _row(random: Random, look: Look, columns: Columns, labels: Sequence[str]) -> Row:
    cells = [_label(random, look, columns, labels)]
    if columns.unit:
        cells.append(Cell(random.choice(words.UNITS), align="center"))
    for _ in columns.heads:
        blank = not look.one_line and not look.overflow and random.random() < 0.06
        text = "" if blank else words.value(random)
        hidden = look.some_effect != "plain" and random.random() < 0.15
        effect: Effect = look.some_effect if hidden else look.body_effect
        marked = look.marks and text and not hidden and random.random() < 0.3
        mark = random.choice(words.MARKS) if marked else ""
        cells.append(Cell(text, align=random.choice(("right", "right", "center")), effect=effect, mark=mark))
    if columns.department:
        departments = words.DEPARTMENTS[:-1] if look.one_line else words.DEPARTMENTS
        cells.append(Cell(random.choice(departments), align="center"))
    return cells


def _label(random: Random, look: Look, columns: Columns, labels: Sequence[str]) -> Cell:
    text = random.choice(labels)
    if look.radicals:
        text = text.translate(words.RADICALS)
    if look.one_line:
        text = text[: int(columns.name_width // 9) - 1]
    if look.spread_labels and len(text) * 9 < columns.name_width:
        return Cell(text, align="spread")
    overflow = look.overflow and random.random() < 0.3
    return Cell(
        text,
        effect="plain" if overflow else look.body_effect,
        overflow=overflow,
        mark=random.choice(words.MARKS) if look.marks and random.random() < 0.3 else "",
        ruby=words.RUBY if look.ruby and random.random() < 0.4 and len(text) < 9 else "",
    )


def _total(random: Random, look: Look, columns: Columns) -> Row:
    name = random.choice(("合　計", "計", "合計"))
    names = [Cell(name, col_span=1 + columns.grouped + columns.unit, align="center")]
    if look.one_line and columns.unit:
        names = [Cell(name), Cell("―", align="center")]
    values = [Cell(words.value(random), align="right") for _ in columns.heads]
    last = [Cell("―", align="center")] if columns.department else []
    return [*names, *values, *last]


def _shaded(random: Random, table: Table) -> Table:
    """Shade every cell by a rectangle of its own: in one gray by rows, or like a chessboard."""
    shades, by_cell = random.choice(_SHADES), random.random() < 0.5
    rows = [
        [replace(cell, shade=shades[(row + number * by_cell) % 2]) for number, cell in enumerate(cells)]
        for row, cells in enumerate(table.rows)
    ]
    return replace(table, rows=rows)
