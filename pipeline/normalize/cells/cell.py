"""The grammar of a whole cell: one value, several, a mark, or none (V1 to V13)."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Final

from pipeline.normalize.cells.common import read_common
from pipeline.normalize.cells.cursor import Cursor, UnaccountedError, short
from pipeline.normalize.cells.draft import Circumstances
from pipeline.normalize.cells.item import labelled_values, take_value
from pipeline.normalize.cells.marks import dash_is_mark, find_mark, meanings
from pipeline.normalize.cells.model import Value, make_value
from pipeline.normalize.cells.notes import take_notes
from pipeline.normalize.cells.unit import find_unit, hinted_unit
from pipeline.normalize.text import fold
from pipeline.normalize.vocabulary import load

_WORDS: Final = frozenset(load("cells/words")["not_values"]["words"])
_SEPARATOR = re.compile(r"\s*+(?:[、,;]|→|⇒|⇨|➡)\s*+|\s++")
# What is said of several years together: 5年間で100件, 5年間累計100件.
_OVER_YEARS = re.compile(
    r"((?:\d{1,2}|[二三四五六七八九十])(?:年間|[かカヵヶケ箇]年(?:間)?))(?:で|の|に)?(累計|合計|計|延べ|平均|累積)?(?:で|の)?"
    r"\s*[:：]?\s*(?=(?:約|延べ|累計|合計|計)?\s*[\d△▲])"
)
_CLOSING: Final = frozenset(")]】〕〉>」』")
_LOOK_ALIKE = re.compile(r"(?<=[0-9,.])[OoQ○◯〇lI|](?![a-zA-Z])|[OoQ○◯〇lI|](?=[0-9,.])")
_REPAIR: Final = str.maketrans("OoQ○◯〇lI|", "000000111")
_GLUED = re.compile(r"[^\d]*[^\W\d_][+△▲−－-]?[0-9]")
_WITHIN_WORDS = re.compile(r"(?<=[^\W\d]|[%])\s+(?=[\w%])|(?<=\d)\s+(?=[^\W\d]|%)")
# A number in parts that blanks stand between: 3億 4,500万円, 1 万 2千人.
_PARTED = re.compile(r"[万億兆京]\s+\d|\d\s+[万億兆京]\s")
_DIGIT = re.compile(r"[0-9]")
_BULLET = re.compile(r"^[・･●■◆]\s*(?=[0-9約△▲])")
_LONGEST_MARK: Final = 24
_LONGEST_REPAIR: Final = 200


def read_cell(text: str, given: Circumstances) -> Value:
    """The value of ``text``; whatever is not understood to the last character is ``unparsed``."""
    folded = _BULLET.sub("", fold(text).strip())
    if given.legend is None and (value := read_common(folded, given.unit_hint)) is not None:
        value.__dict__["raw"] = text
        return value
    if not folded[:1].isdecimal() and (value := _without_number(text, folded, given)) is not None:
        return value
    try:
        return _numbers(text, folded, given)
    except UnaccountedError as reason:
        several = None if reason.malformed else _several(text, folded, given)
        return several or _unwrapped(text, folded, given) or _unparsed(text, folded, given, reason)


def _without_number(text: str, folded: str, given: Circumstances) -> Value | None:
    """A blank, a mark with or without a footnote, a footnote alone."""
    if not folded:
        return make_value(text, status="missing", missing_mark="", printed_unit=_column_unit(given))
    notes, end = take_notes(folded, 0)
    if notes and end == len(folded) and find_mark(folded) is None:
        return make_value(text, status="footnote_only", notes=tuple(notes))
    return _mark(text, folded, given) if len(folded) <= _LONGEST_MARK else None


def _mark(text: str, folded: str, given: Circumstances) -> Value | None:
    notes: tuple[str, ...] = ()
    end = len(folded)
    if (mark := find_mark(folded, given.legend)) is None:
        notes, end = _trailing_notes(folded)
        mark = find_mark(folded[:end].strip(), given.legend)
    if mark is None:
        return None
    value = make_value(text, missing_mark=mark.printed, notes=notes, printed_unit=_column_unit(given))
    if mark.warning:
        value = replace(value, warnings=(mark.warning,))
    if mark.status == "zero":
        hint = hinted_unit(given.unit_hint or "")
        return replace(value, value=Decimal(0), unit=hint and hint[0].canonical)
    return replace(value, status=mark.status)


def _trailing_notes(folded: str) -> tuple[tuple[str, ...], int]:
    """－ ※1: a mark and its footnote."""
    for at in range(1, len(folded)):
        notes, end = take_notes(folded, at)
        if notes and end == len(folded):
            return tuple(notes), at
    return (), len(folded)


def _column_unit(given: Circumstances) -> str | None:
    hint = hinted_unit(given.unit_hint) if given.unit_hint else None
    return hint and hint[1]


def _numbers(text: str, folded: str, given: Circumstances) -> Value:
    """All values of the text; raises `UnaccountedError` with what is left over."""
    if folded in _WORDS or (not folded[0].isdecimal() and find_unit(folded)):
        raise UnaccountedError(f"leftover: {short(folded)}")
    if _PARTED.search(folded):
        raise UnaccountedError(f"malformed: {short(folded)}", malformed=True)
    if given.legend is not None and dash_is_mark(given.legend, folded[0]):
        raise UnaccountedError(f"dash: {short(folded)}")
    cursor = Cursor(folded)
    over = cursor.take(_OVER_YEARS)
    values = [take_value(cursor, given)]
    if over is not None:
        values[0] = _over(values[0], over)
    while cursor.more and folded[cursor.at :] != "。":
        if cursor.take(_SEPARATOR) is None and folded[cursor.at - 1] not in _CLOSING:
            raise cursor.leftover()
        values.append(take_value(cursor, given))
    if len(values) > 1:
        return _multiple(text, values)
    value = values[0]
    value.__dict__["raw"] = text
    return value if given.legend is None else _by_legend(value, given)


def _over(value: Value, years: re.Match[str]) -> Value:
    """A value that is one of several years together, with the word that says how."""
    flags, warnings = value.flags | {years[2] or "累計"}, (*value.warnings, f"over: {years[1]}")
    return replace(value, flags=flags, warnings=warnings)


def _multiple(text: str, values: list[Value]) -> Value:
    dated = [value.period for value in values if value.period]
    period = dated[0] if len(dated) == 1 and values[-1].period else None
    return make_value(text, status="multiple", multi=tuple(values), period=period)


def _several(text: str, folded: str, given: Circumstances) -> Value | None:
    """Several values, each under a name of its own: 小学校 100％ 中学校 98％."""
    if _DIGIT.search(folded) is None:
        return None
    try:
        values = list(labelled_values(folded, given))
    except UnaccountedError:
        return None
    return _multiple(text, values) if len(values) > 1 and all(map(_stands_apart, values)) else None


def _unwrapped(text: str, folded: str, given: Circumstances) -> Value | None:
    """The value of a text that a narrow cell broke within a word (28％以⏎下); digits stay apart."""
    whole = _WITHIN_WORDS.sub("", folded)
    if whole == folded:
        return None
    value = read_cell(whole, given)
    guessed = any(w.startswith("unknown_unit") for part in (value, *value.multi) for w in part.warnings)
    return None if guessed or value.status == "unparsed" else replace(value, raw=text)


def _stands_apart(value: Value) -> bool:
    """Whether a number is apart from the words before it: 男性 326, 男性326人, but not 小5."""
    return value.printed_unit is not None or _GLUED.match(value.raw) is None


def _by_legend(value: Value, given: Circumstances) -> Value:
    """A printed 0 that the legend calls less than the unit; brackets that it calls 内数."""
    said = meanings(given.legend or "")
    flags = set(value.flags)
    if value.value == 0 and "below_unit" in (said.get("0"), said.get("0.0")):
        flags.add("below_unit")
    if "parenthesized" in flags and said.get("()") == "component":
        flags.add("内数")
    return replace(value, flags=frozenset(flags))


def _unparsed(text: str, folded: str, given: Circumstances, reason: UnaccountedError) -> Value:
    flags, warnings = {"malformed"} if reason.malformed else set(), (str(reason).strip(),)
    if warnings == ("leftover:",):
        warnings = (f"leftover: {short(folded)}",)
    repaired = _repaired(folded, given)
    if repaired is not None:
        flags, warnings = {"ocr_suspect"}, (f"looks_like: {repaired}",)
    return make_value(text, status="unparsed", flags=frozenset(flags), warnings=warnings)


def _repaired(folded: str, given: Circumstances) -> str | None:
    """The number that a cell would be if letters that look like digits were digits (V13)."""
    if len(folded) > _LONGEST_REPAIR or not (_DIGIT.search(folded) and _LOOK_ALIKE.search(folded)):
        return None
    previous, repaired = "", folded
    while previous != repaired:
        previous, repaired = repaired, _LOOK_ALIKE.sub(lambda found: found[0].translate(_REPAIR), repaired)
    try:
        _numbers(repaired, repaired, given)
    except UnaccountedError:
        return None
    return repaired
