"""What may stand after a number and its unit, brackets aside: 以上, 増, 累計, ※1 (V4, V7, V9)."""

from __future__ import annotations

import re
from typing import Final

from pipeline.normalize.cells.cursor import Cursor, short
from pipeline.normalize.cells.draft import Draft
from pipeline.normalize.cells.lead import SIGN_FLAGS
from pipeline.normalize.cells.model import Direction, Qualifier
from pipeline.normalize.cells.notes import NOTE_STARTS, take_notes
from pipeline.normalize.cells.quantity import qualify
from pipeline.normalize.cells.unit import BOUNDARY
from pipeline.normalize.vocabulary import by_word, either, load

_WORDS: Final = load("cells/words")
_AFTER: Final[dict[str, Qualifier]] = by_word(_WORDS["after"])
_DIRECTIONS: Final[dict[str, Direction]] = by_word(_WORDS["direction"])
FLAGS: Final = frozenset([*_WORDS["flags"]["after"], *_WORDS["flags"]["before"]])
_QUALIFIER = re.compile(either(_AFTER))
_VAGUE = re.compile(f"(?:{either(_WORDS['vague']['after'])}){BOUNDARY}")
_DIRECTION = re.compile(f"(?:{either(_DIRECTIONS)}){BOUNDARY}")
_FLAG = re.compile(f"(?:{either(_WORDS['flags']['after'])}){BOUNDARY}")
_SIGN_FLAG = re.compile(rf"([{re.escape(''.join(SIGN_FLAGS))}])(?=\s|\Z)")
_KEPT = re.compile(f"(?:{either(_WORDS['kept']['after'])}){BOUNDARY}")
_PER_TIME = re.compile(r"/\s*(\d{0,2})\s*(?:か|カ|ヵ|箇|ヶ)?(年|月|週|日)間?(?=\Z|[\s()])")
_TREND = re.compile(r"[↑↗→➡↘↓]\Z")
_STARTS: Final = frozenset(
    word[0]
    for word in [
        *_AFTER, *_DIRECTIONS, *_WORDS["vague"]["after"], *_WORDS["flags"]["after"], *_WORDS["kept"]["after"],
        *SIGN_FLAGS, *"/↑↗→➡↘↓",
    ]
)  # fmt: skip


def take_tail(cursor: Cursor, draft: Draft) -> bool:
    """Read one note or word after a number into ``draft``; whether there was one."""
    before = cursor.at
    if cursor.next in NOTE_STARTS or cursor.next.isspace():
        notes, cursor.at = take_notes(cursor.text, cursor.at)
        if notes:
            draft.notes += tuple(notes)
            _take_remark(cursor, draft, notes[-1])
            return True
        cursor.skip_blanks()
    if take_word(cursor, draft):
        return True
    cursor.at = before
    return False


def take_word(cursor: Cursor, draft: Draft) -> bool:
    """Read one of the words after a number into ``draft``; whether there was one."""
    if cursor.next not in _STARTS:
        return False
    if match := cursor.take(_QUALIFIER):
        qualify(draft, _AFTER[match[0]])
    elif match := cursor.take(_DIRECTION):
        draft.direction = _DIRECTIONS[match[0]]
        draft.warnings += (f"direction_in_words: {match[0]}",)
    elif match := cursor.take(_VAGUE):
        qualify(draft, "approx")
        draft.warnings += (f"vague: {match[0]}",)
    elif match := cursor.take(_FLAG):
        draft.flags += (match[0],)
    elif match := cursor.take(_SIGN_FLAG):
        draft.flags += (SIGN_FLAGS[match[1]],)
    else:
        match = _take_beside(cursor, draft)
    return match is not None


def _take_beside(cursor: Cursor, draft: Draft) -> re.Match[str] | None:
    """What a figure is divided by after its bound (10件以上/年), what is done about it, where it is going."""
    if match := cursor.take(_KEPT) or cursor.take(_TREND):
        draft.warnings += (f"remark: {match[0]}",)
    elif draft.unit is not None and (match := cursor.take(_PER_TIME)):
        draft.per += (match[1] + match[2],)
    return match


def _take_remark(cursor: Cursor, draft: Draft, note: str) -> None:
    """A note spelled out in the cell itself, from its ※ to the end of the cell."""
    if note == "※" and cursor.next.isalpha():
        draft.warnings += (f"remark: {short(cursor.text[cursor.at :])}",)
        cursor.at = len(cursor.text)
