"""A quantity: a number or a range of numbers with its unit (V1, V5)."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from pipeline.normalize.cells.cursor import Cursor, UnaccountedError, short
from pipeline.normalize.cells.draft import Draft, folded_in
from pipeline.normalize.cells.kanji import Numeral
from pipeline.normalize.cells.model import Qualifier
from pipeline.normalize.cells.notes import NOTE_STARTS, take_notes
from pipeline.normalize.cells.number import NUMBER_START, NUMERALS, take_number
from pipeline.normalize.cells.unit import Unit, find_unit, take_unit
from pipeline.normalize.text import DASHES
from pipeline.normalize.vocabulary import by_word, either, load

_CURRENCY: Final[dict[str, str]] = load("cells/words")["currency"]
_TENTHS = re.compile(r"(\d)分(?:(\d)厘)?")
_RANGE_MARK = re.compile(r"\s*+(?:[~～〜∼]|から)\s*+")
_RANGE_STARTS: Final = frozenset("~～〜∼か")
_HYPHENS: Final = frozenset(DASHES + "ー")
_HYPHEN = re.compile(rf"(?<=\d)[{re.escape(DASHES)}ー](?=\d)")
# A number in parts (3億4,500) takes the 万 of a unit after a blank (万円) as its own.
_IN_PARTS = re.compile(r"[万億兆京千].*\d\Z", re.DOTALL)
_LEAD_RANGE = re.compile(r"[~～〜∼]\s*+")
# A note that the cell itself spells out: ※R4実績.
_SPELLED = re.compile(r"(?<=※)[A-Za-z][^()]*\Z", re.DOTALL)
_RIGHT_END = re.compile(rf"[+△▲−－-]?\s*+{NUMBER_START}")
_BETWEEN = re.compile(r"(?>(?:かつ|[~～〜、,]|\s)*)")
_AFTER: Final[dict[str, Qualifier]] = by_word(load("cells/words")["after"])
LOWER: Final = frozenset(["at_least", "more_than"])
_UPPER = re.compile(either(word for word, name in _AFTER.items() if name in ("at_most", "less_than")))
_SMALL_FIGURES: Final = frozenset("0123456789")


def take_quantity(cursor: Cursor, draft: Draft) -> None:
    """Read a number or a range, with its unit and the notes between them, into ``draft``."""
    cursor.skip_blanks()
    if cursor.next in _RANGE_STARTS and cursor.take(_LEAD_RANGE):
        qualify(draft, "at_most")
    currency = cursor.next if cursor.next in _CURRENCY else ""
    cursor.at += len(currency)
    draft.number_at = cursor.at
    draft.number = take_number(cursor)
    _take_unit(cursor, draft)
    if cursor.next in NOTE_STARTS:
        _take_notes(cursor, draft)
    if cursor.more:
        _take_range(cursor, draft)
    if currency:
        if draft.unit is not None:
            raise UnaccountedError("conflict: two units")
        draft.unit, draft.unit_text = find_unit(_CURRENCY[currency]), currency


def qualify(draft: Draft, qualifier: Qualifier) -> None:
    """Give ``draft`` a qualifier. A bound is stronger than 約: 約100人以上 is at_least."""
    if draft.qualifier in (None, "approx", qualifier):
        if draft.qualifier == "approx" and qualifier != "approx":
            draft.warnings += ("approx_bound",)
        draft.qualifier = qualifier
    elif qualifier == "approx":
        draft.warnings += ("approx_bound",)
    else:
        raise UnaccountedError("conflict: two bounds")


def _take_notes(cursor: Cursor, draft: Draft) -> None:
    notes, cursor.at = take_notes(cursor.text, cursor.at)
    draft.notes += tuple(notes)
    if notes and draft.unit is None:
        _take_unit(cursor, draft)
    if notes and (spelled := cursor.take(_SPELLED)):
        draft.warnings += (f"remark: {short(spelled[0])}",)


def _take_unit(cursor: Cursor, draft: Draft) -> None:
    start = cursor.at
    if start == len(cursor.text):
        return
    blank = cursor.skip_blanks()
    number = cursor.text[draft.number_at : start]
    in_kanji = number[-1] in NUMERALS and _SMALL_FIGURES.isdisjoint(number)
    found = take_unit(cursor.text, cursor.at, glued=not blank and not in_kanji)
    if found is None:
        cursor.at = start
        return
    unit, end = found
    if blank and unit.factor != 1 and _IN_PARTS.search(number):
        raise UnaccountedError(f"malformed: {short(cursor.text)}", malformed=True)
    if unit.refused:
        raise UnaccountedError(f"{unit.refused}: {unit.canonical}")
    draft.unit, draft.unit_text = unit, cursor.text[cursor.at : end]
    cursor.at = end
    if draft.unit_text == "割" and (tenths := cursor.take(_TENTHS)):
        _add_tenths(draft, tenths)


def _add_tenths(draft: Draft, match: re.Match[str]) -> None:
    """3割5分2厘 is 3.52割; 分 is a tenth of 割 only here."""
    number = draft.number
    if number is None or number.decimals or number.multiplier:
        raise UnaccountedError(f"malformed: {match[0]}", malformed=True)
    mantissa = Decimal(f"{number.mantissa}.{match[1]}{match[2] or ''}")
    draft.number = Numeral(mantissa, mantissa, "", 2 if match[2] else 1)


def _take_range(cursor: Cursor, draft: Draft) -> None:
    """50～60万人, 3人～; hyphens only between digits, the left less than the right."""
    left, here = draft.number, cursor.next
    hyphen = cursor.take(_HYPHEN) if here in _HYPHENS else None
    mark = hyphen or (cursor.take(_RANGE_MARK) if here in _RANGE_STARTS or here.isspace() else None)
    if mark is None or left is None:
        return
    if hyphen is None and _RIGHT_END.match(cursor.text, cursor.at) is None:
        qualify(draft, "at_least")
        return
    if draft.qualifier not in (None, "approx"):
        raise UnaccountedError("conflict: a bound and a range")
    unit, text = draft.unit, draft.unit_text
    draft.unit, draft.unit_text = None, ""
    draft.number_at = cursor.at
    right = take_number(cursor)
    _take_unit(cursor, draft)
    last: Unit | None = draft.unit
    if unit is not None and (last is None or last.canonical != unit.canonical):
        raise UnaccountedError(f"conflict: {text} and {draft.unit_text or 'no unit'}")
    set_bounds(draft, (left, unit), (right, last))
    if hyphen and draft.low and draft.high and draft.low.value == draft.high.value:
        raise UnaccountedError("conflict: a hyphen between equal numbers")


def take_upper_bound(cursor: Cursor, draft: Draft) -> bool:
    """3人以上5人未満: a range from the lower bound that was read to an upper one."""
    before, first = cursor.at, draft.number
    cursor.take(_BETWEEN)
    if first is None or _RIGHT_END.match(cursor.text, cursor.at) is None:
        cursor.at = before
        return False
    upper = Draft(number_at=cursor.at, number=take_number(cursor))
    _take_unit(cursor, upper)
    match = cursor.take(_UPPER)
    if match is None or upper.number is None or (upper.unit and draft.unit not in (None, upper.unit)):
        cursor.at = before
        return False
    draft.low_exclusive = draft.qualifier == "more_than"
    draft.high_exclusive = _AFTER[match[0]] == "less_than"
    unit = draft.unit
    if upper.unit is not None:
        draft.unit, draft.unit_text = upper.unit, upper.unit_text
    set_bounds(draft, (first, unit), (upper.number, draft.unit))
    return True


def take_right_end(cursor: Cursor) -> Numeral | None:
    """The right end of a range of two numbers, 50～60万, whose mark is at ``cursor``."""
    before = cursor.at
    if cursor.take(_RANGE_MARK) and _RIGHT_END.match(cursor.text, cursor.at):
        return take_number(cursor)
    cursor.at = before
    return None


def set_bounds(draft: Draft, first: tuple[Numeral, Unit | None], second: tuple[Numeral, Unit | None]) -> None:
    """The unit and the multiplier at the right end bind to both ends, unless the left has its own."""
    (left, unit), (right, last) = first, second
    low = left.value
    if unit is None and not left.multiplier and right.multiplier and right.mantissa:
        low = folded_in(low, right.value / right.mantissa)
    low = folded_in(low, (unit or last or _NO_UNIT).factor)
    high = folded_in(right.value, (last or _NO_UNIT).factor)
    if low > high:
        raise UnaccountedError("conflict: a range that runs backwards")
    draft.low = Numeral(low, left.mantissa, left.multiplier, left.decimals)
    draft.high = Numeral(high, right.mantissa, right.multiplier, right.decimals)
    draft.qualifier = "about_range"


_NO_UNIT: Final = Unit("")
