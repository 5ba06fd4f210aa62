"""Which label cells of a row name it, and which only say what kind, period or unit its values have."""

from __future__ import annotations

from dataclasses import replace

import regex

from pipeline.layers.extracted import Cell
from pipeline.normalize.labels import words as vocabulary
from pipeline.normalize.labels.label import Label, read_label, read_stub
from pipeline.normalize.labels.lexing import RELATIVE
from pipeline.normalize.labels.merging import merge
from pipeline.normalize.tables.columns import KIND, Column
from pipeline.normalize.tables.grid import Grid
from pipeline.normalize.tables.header import Header

# An inner label that ends like this names a measure by itself; a shorter word (男, 計, その他) does not.
_MEASURE = regex.compile(
    r"(?:数|率|割合|比率|比|量|額|人口|度|者|世帯|面積|延長|距離|回|件|時間|日数|収入|支出|費|点|指数|得点|順位|人|施設|団体|箇所)"
    r"(?:[（(].*[）)])?$"
)
# A label longer than this names by itself.
_LONG = 12
_NUMBER = regex.compile(r"[\d０-９\-－.．,，()（）△▲]+[%％円]?|[①-⑳]")
_SIGNS = regex.compile(r"(?:[^\p{L}\p{N}]|ー)+")
# Headers of the column that names the measure; what stands before it says what it belongs to.
_MEASURED = regex.compile("指標|[KＫ][PGＰＧ][IＩ]|ものさし|モノサシ|ベンチマーク")
_DITTO = regex.compile(r"\s*(?:[〃〟″]|同上|\"|”)\s*(?P<rest>[（(].*)?", regex.DOTALL)
_LAST_BRACKET = regex.compile(r"\s*[（(][^（()）]*[）)]\s*$")
# Columns whose cells name the row; the others only describe it.
_NAMING = ("name", "", "total")


def naming_columns(header: Header) -> list[Column]:
    """Return the label columns that name the rows or say their kind, from the left."""
    return [*_before_values(header), *kind_columns(header)]


def kind_columns(header: Header) -> list[Column]:
    """Return the columns that say which kind the values beside them are."""
    return [column for column in header.columns if column.role == KIND]


def _before_values(header: Header) -> list[Column]:
    before = [
        column for column in header.columns if not column.is_value and column.col < header.first_value_col
    ]
    named = [column for column in before if column.role in _NAMING]
    if any(column.role == "name" for column in named):
        if measures := [column for column in named if _MEASURED.search(column.label.words)]:
            named = [column for column in named if column.col >= measures[0].col]
        first_name = min(column.col for column in named if column.role == "name")
        return [c for c in named if c.role == "name" or c.col > first_name or _shares_header(c, first_name)]
    return named or [column for column in before if column.role == "group"]


def _shares_header(column: Column, first_name: int) -> bool:
    return column.col == first_name - 1 and not column.stack


def naming_cells(grid: Grid, header: Header, row: int) -> list[Cell]:
    """Return the cells of a row that name it or say its kind, the outermost first; blank ones too."""
    cells: list[Cell] = []
    for column in naming_columns(header):
        cell = grid.at(row, column.col)
        if cell is not None and cell not in cells:
            cells.append(cell)
    return cells


def stub_of(grid: Grid, cell: Cell) -> Label:
    """Read the label of a row; a year counted from that of the document (前年度) is dated by it."""
    label = read_stub(printed_at(grid, cell))
    return grid.without_reference(read_label(cell.text, grid.setting) if RELATIVE in label.flags else label)


def printed_at(grid: Grid, cell: Cell) -> str:
    """Return what a label prints; 〃 repeats the label above it, without its brackets before other ones."""
    match = _DITTO.fullmatch(cell.text)
    above = grid.at(cell.row - 1, cell.col) if match is not None else None
    if match is None or above is None:
        return cell.text
    repeated = printed_at(grid, above)
    return _LAST_BRACKET.sub("", repeated) + match["rest"] if match["rest"] else repeated


def read_names(
    labels: list[tuple[Cell, Label]], *, kinds_above: bool
) -> tuple[list[tuple[Cell, Label]], Label]:
    """Split the naming cells into names and what only qualifies them (kind, period, unit).

    Where every column says its kind, a word of a kind in a row (達成率, 計画) is the name of an indicator.
    """
    names: list[tuple[Cell, Label]] = []
    says = Label("")
    for cell, label in labels:
        if kinds_above and label.kinds and not label.period:
            names.append((cell, label))
        elif _qualifies(label, alone=len(labels) == 1):
            says = merge(says, replace(label, name=""))
        elif _NUMBER.fullmatch(label.printed.strip()) or _SIGNS.fullmatch(label.printed):
            # A number names nothing (65歳以上 does): it numbers the row, or it is a value. Nor does an arrow.
            continue
        elif len(labels) > 1 and not label.name and not label.understood:
            continue  # 単年度 beside 累計 says that a value is not summed up
        else:
            names.append((cell, label))
            says = merge(says, replace(label, name="", period=None, period_label="", kinds=(), role=""))
    return names, says


def _qualifies(label: Label, *, alone: bool) -> bool:
    """Whether a label cell only says kind, period or unit; a total (計, 合計) is a name of its own."""
    if not label.understood or label.role in ("name", "group"):
        return False
    if label.role == "unit" or RELATIVE in label.flags:
        return True
    if not alone and label.flags == {"cumulative"}:
        return True
    if alone and not (label.kinds or label.period):
        return False
    return bool(label.kinds or label.period or (label.unit and not alone))


def full_name(names: list[str]) -> str:
    """The name that labels over each other give, the outermost first: a measure needs no other beside it.

    総数 is the total of what the label before it names.
    """
    said = vocabulary.load().exact.get(vocabulary.fold(names[-1]), ())
    total = any(word.flag == "total" for word in said)
    if (_MEASURE.search(names[-1]) and not total) or len(names[-1]) > _LONG:
        return names[-1]
    return "　".join(names)
