"""The grammar of a cell: one value, several, a mark, or none (NORMALIZE V1 to V13)."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Final

from pipeline.normalize.cell_reader import CellReader, Circumstances, UnaccountedError
from pipeline.normalize.marks import find_mark, meanings
from pipeline.normalize.notes import take_notes
from pipeline.normalize.text import fold
from pipeline.normalize.unit import hinted_unit
from pipeline.normalize.value import Value

__all__ = ["Circumstances", "read_cell"]

_LOOK_ALIKE = re.compile(r"(?<=[\d,.])[OoQ○◯〇lI|](?![a-zA-Z])|[OoQ○◯〇lI|](?=[\d,.])")
_REPAIR: Final = str.maketrans("OoQ○◯〇lI|", "000000111")
_DIGIT = re.compile(r"\d")


def read_cell(text: str, given: Circumstances) -> Value:
    """The value of ``text``; whatever is not understood to the last character is ``unparsed``."""
    folded = fold(text).strip()
    return _mark(text, folded, given) or _notes_only(text, folded) or _number(text, folded, given)


def _mark(text: str, folded: str, given: Circumstances) -> Value | None:
    if not folded:
        return Value(text, status="missing", missing_mark="", printed_unit=_column_unit(given))
    notes, end = take_notes(folded, len(folded)) if len(folded) > 24 else _trailing_notes(folded)
    if end > 24:
        return None
    mark = find_mark(folded[:end].strip(), given.legend)
    if mark is None:
        return None
    warnings = (mark.warning,) if mark.warning else ()
    shared = Value(text, missing_mark=mark.printed, notes=tuple(notes), warnings=warnings)
    shared = replace(shared, printed_unit=_column_unit(given))
    if mark.status == "zero":
        hint = hinted_unit(given.unit_hint or "")
        return replace(shared, value=Decimal(0), unit=hint and hint[0].canonical)
    return replace(shared, status=mark.status)


def _trailing_notes(folded: str) -> tuple[list[str], int]:
    """A mark with a footnote, － ※1, without its footnote."""
    for at in range(1, len(folded)):
        notes, end = take_notes(folded, at)
        if notes and end == len(folded):
            return notes, at
    return [], len(folded)


def _column_unit(given: Circumstances) -> str | None:
    hint = hinted_unit(given.unit_hint) if given.unit_hint else None
    return hint and hint[1]


def _notes_only(text: str, folded: str) -> Value | None:
    notes, end = take_notes(folded, 0)
    if not notes or end != len(folded):
        return None
    return Value(text, status="footnote_only", notes=tuple(notes))


def _number(text: str, folded: str, given: Circumstances) -> Value:
    try:
        values = CellReader(folded, given).values()
    except UnaccountedError as reason:
        return _unparsed(text, folded, given, reason)
    if len(values) == 1:
        return _by_legend(replace(values[0], raw=text), given)
    return Value(text, status="multiple", multi=tuple(values), period=values[-1].period)


def _by_legend(value: Value, given: Circumstances) -> Value:
    """A printed 0 that the legend calls less than the unit; brackets that it calls 内数."""
    if given.legend is None:
        return value
    said = meanings(given.legend)
    flags = set(value.flags)
    if value.value == 0 and "below_unit" in (said.get("0"), said.get("0.0")):
        flags.add("below_unit")
    if "parenthesized" in flags and said.get("()") == "component":
        flags.add("内数")
    return replace(value, flags=frozenset(flags))


def _unparsed(text: str, folded: str, given: Circumstances, reason: UnaccountedError) -> Value:
    flags = {"malformed"} if reason.malformed else set()
    warnings = [str(reason)]
    if _DIGIT.search(folded) and len(folded) < 200 and _LOOK_ALIKE.search(folded):
        repaired = _repair(folded)
        try:
            CellReader(repaired, given).values()
        except UnaccountedError:
            pass
        else:
            flags.add("ocr_suspect")
            warnings = [f"looks_like: {repaired}"]
    return Value(text, status="unparsed", flags=frozenset(flags), warnings=tuple(warnings))


def _repair(folded: str) -> str:
    previous = ""
    while previous != folded:
        previous, folded = folded, _LOOK_ALIKE.sub(lambda found: found[0].translate(_REPAIR), folded)
    return folded
