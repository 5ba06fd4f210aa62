"""Two readings of one page held against each other, cell by cell.

A cell is agreed when both readers' tables have it in the same place with the same text. Blanks and
line breaks are layout and don't count. In a cell without a number, look-alikes that producers
exchange on their own (radicals for kanji, one dash or dot for another) don't count either.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.cells import UNSURE
from pipeline.layers.extracted import Cell, Table

NEAR = 3.0
"""Points by which the edges of one cell may differ between readers."""

_FOLD = str.maketrans(dict.fromkeys("・･·‧∙•", "・") | dict.fromkeys("~～〜", "~"))
_DASHES = str.maketrans(dict.fromkeys("-‐‑‒–—―−－ー─ｰ", "-"))


def same_text(first: str, second: str) -> bool:
    """Whether two readings of a cell say the same (see the module)."""
    a, b = "".join(first.split()), "".join(second.split())
    if a == b:
        return True
    a, b = a.translate(_FOLD), b.translate(_FOLD)
    if not any(c.isdigit() for c in a + b):
        a, b = a.translate(_DASHES), b.translate(_DASHES)
    return len(a) == len(b) and all(x == y or _same_sign(x, y) for x, y in zip(a, b, strict=True))


def _same_sign(first: str, second: str) -> bool:
    """Whether one of two characters is a radical that stands for the other.

    NFKC knows the Kangxi radicals, but next to none of the supplement (U+2E80 to 2EFF): there, any
    kanji of the other reader is taken for the one meant.
    """
    radical, other = (first, second) if "⺀" <= first <= "⿟" else (second, first)
    if not "⺀" <= radical <= "⿟":
        return False
    if radical >= "⼀":
        return unicodedata.normalize("NFKC", radical) == unicodedata.normalize("NFKC", other)
    return "㐀" <= other <= "鿿"


def refereed(tables: Sequence[Table], others: Sequence[Table]) -> tuple[Table, ...]:
    """Return ``tables`` with the agreement of each cell, given what the second reader found."""
    return tuple(_refereed(table, [o for o in others if _meet(table, o)]) for table in tables)


def doubted(tables: Sequence[Table]) -> tuple[Table, ...]:
    """Return ``tables`` as one reader leaves them: what it is not sure of itself counts as disputed."""
    return tuple(
        replace(
            table,
            cells=tuple(
                c if UNSURE.isdisjoint(c.warnings) else replace(c, agreement="disputed") for c in table.cells
            ),
        )
        for table in tables
    )


def _meet(first: Table, second: Table) -> bool:
    a, b = first.box, second.box
    return a.x0 < b.x1 and b.x0 < a.x1 and a.top < b.bottom and b.top < a.bottom


def _refereed(table: Table, others: Sequence[Table]) -> Table:
    places: dict[tuple[int, int], list[Cell]] = {}
    for other in others:
        for cell in other.cells:
            places.setdefault((round(cell.box.x0 / NEAR), round(cell.box.top / NEAR)), []).append(cell)
    return replace(table, cells=tuple(_judged(c, places, others) for c in table.cells))


def _judged(cell: Cell, places: dict[tuple[int, int], list[Cell]], others: Sequence[Table]) -> Cell:
    twin = _twin(cell, places)
    if twin is None:
        return replace(
            cell, agreement="disputed", other=_under(cell, others), warnings=(*cell.warnings, "structure")
        )
    if not UNSURE.isdisjoint((*cell.warnings, *twin.warnings)):
        warnings = tuple(dict.fromkeys((*cell.warnings, *twin.warnings)))
        return replace(cell, agreement="disputed", other=twin.text, warnings=warnings)
    if same_text(cell.text, twin.text):
        return replace(cell, agreement="agreed")
    if _lacks_only(cell.text, twin.text):  # the first reader left characters out
        return replace(
            cell, text=twin.text, lines=twin.lines, size=twin.size, reader=twin.reader, other=cell.text
        )
    if _lacks_only(twin.text, cell.text):
        return replace(cell, agreement="single", other=twin.text)
    return replace(cell, agreement="disputed", other=twin.text)


def _lacks_only(part: str, whole: str) -> bool:
    """Whether one reading is the other with characters left out, none of them part of a number.

    A reader that can't decode a font leaves its characters out and changes nothing else.
    """
    rest = iter("".join(whole.split()))
    if not all(c in rest for c in "".join(part.split())):
        return False
    return _digits(part) in ("", _digits(whole))


def _digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit() or c in ".,△▲−-－")


def _twin(cell: Cell, places: dict[tuple[int, int], list[Cell]]) -> Cell | None:
    """Return the second reader's cell with the same edges."""
    col, row = round(cell.box.x0 / NEAR), round(cell.box.top / NEAR)
    for key in ((col + i, row + k) for i in (0, -1, 1) for k in (0, -1, 1)):
        for candidate in places.get(key, ()):
            if all(abs(a - b) <= NEAR for a, b in zip(candidate.box, cell.box, strict=True)):
                return candidate
    return None


def _under(cell: Cell, others: Sequence[Table]) -> str:
    """Return what the second reader has in cells whose centre lies in ``cell``."""
    x0, top, x1, bottom = cell.box
    return "\n".join(
        c.text
        for t in others
        for c in t.cells
        if c.text
        and x0 <= (c.box.x0 + c.box.x1) / 2 <= x1
        and top <= (c.box.top + c.box.bottom) / 2 <= bottom
    )
