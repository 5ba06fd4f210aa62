"""Footnote marks on labels and at the head of notes, by the one grammar of references (V7)."""

from __future__ import annotations

import regex

from pipeline.normalize.cells.notes import take_notes
from pipeline.normalize.labels import words as vocabulary

_START = regex.compile(r"[※＊*注†‡☆★(\[【〔^⁰¹²³⁴⁵⁶⁷⁸⁹①-⑳Ⓐ-ⓩ]")
# An enclosed number leads a heading or numbers a part (③－４) more often than it refers to a note.
_ENCLOSED = regex.compile(r"[①-⑳]")
# A letter in a circle names the row for a formula below (Ⓐ＋Ⓑ).
_LETTER = regex.compile(r"[Ⓐ-ⓩ]")
_OPERATORS = "+-−－÷×=/("
_ASIDE = regex.compile(r"注[意文目釈視入記射]")


def lift_marks(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a label without its footnote marks, and the marks in canonical form (※４ → ※4)."""
    if not _START.search(vocabulary.fold(text)):
        return text, ()
    folded = vocabulary.fold(text)
    kept: list[str] = []
    marks: list[str] = []
    position = 0
    while position < len(text):
        found, end = _marks_at(folded, position)
        if end > position:
            marks += found
            position = end
        else:
            kept.append(text[position])
            position += 1
    return "".join(kept).strip(" \n　"), tuple(dict.fromkeys(marks))


def _marks_at(folded: str, position: int) -> tuple[list[str], int]:
    if not _START.match(folded, position) or _ASIDE.match(folded, position):
        return [], position
    if _LETTER.match(folded, position) and not _in_formula(folded, position):
        return [folded[position]], position + 1
    found, end = take_notes(folded, position)
    inside = position == 0 or folded[end:].strip() or _goes_on(folded, position)
    if _ENCLOSED.match(folded, position) and inside:
        return [], position
    return found, end


def _in_formula(folded: str, position: int) -> bool:
    after = folded[position + 1 :].lstrip()[:1]
    return _goes_on(folded, position) or (after != "" and after in _OPERATORS)


def _goes_on(folded: str, position: int) -> bool:
    """Whether what stands before a sign in a circle asks for it: 過不足②－①."""
    before = folded[:position].rstrip()[-1:]
    return before != "" and before in _OPERATORS


def leading_mark(text: str) -> str:
    """Return the mark that a note begins with, canonical, or an empty text."""
    folded = vocabulary.fold(text.lstrip())
    if not folded or _ENCLOSED.match(folded) or _ASIDE.match(folded):
        return ""
    found, _ = take_notes(folded, 0)
    return found[0] if found else ""


def canonical_mark(mark: str) -> str:
    """Return a mark as the contract stores it: half-width, without brackets and blanks."""
    return regex.sub(r"[\s()\[\]^{}]", "", vocabulary.fold(mark))
