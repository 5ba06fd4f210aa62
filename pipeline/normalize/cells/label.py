"""Labels of rows and columns: name, footnotes, and words that are facts (T3, V7)."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from pipeline.normalize.cells.notes import ENCLOSED, take_notes
from pipeline.normalize.text import display, fold
from pipeline.normalize.vocabulary import either, load

_WORDS: Final = load("cells/labels")
_NOTE_START = re.compile(r"[(\[〔【^{※注*†‡☆★⁰¹²³⁴-⁹①-⑳]")
_OPEN, _CLOSE = r"[(\[〔【〈<]", r"[)\]〕】〉>]"
_TAKEN = re.compile(rf"{_OPEN}\s*+({either(_WORDS['taken'])})\s*{_CLOSE}")
_KEPT = re.compile(rf"{_OPEN}\s*({either(_WORDS['kept'])})\s*{_CLOSE}")
_WITHIN = re.compile(either(_WORDS["within"]))
_LEADING = re.compile(rf"(?!{either(_WORDS['not_leading'])})(?:{either(_WORDS['leading'])})(?=.)")
_WHOLE: Final = frozenset(_WORDS["whole"])
_BLANKS = re.compile(r"\s+")
_LENGTHS: Final = frozenset("m㎞㎝㎜")


class Label(NamedTuple):
    """A label: ``label`` for people, without ``notes`` (※1) and bracketed ``flags`` (累計)."""

    label: str
    notes: tuple[str, ...]
    flags: tuple[str, ...]


def split_label(text: str) -> Label:
    """``text`` parted into the name, its references to footnotes and its flag words, as printed."""
    name, notes = without_notes(text)
    flags: list[str] = _TAKEN.findall(name)
    bare = _TAKEN.sub("", name)
    squeezed = _BLANKS.sub("", bare)
    if not squeezed:
        bare, squeezed = name, _BLANKS.sub("", name)
    flags += _KEPT.findall(bare) + _WITHIN.findall(squeezed)
    if squeezed in _WHOLE:
        flags.append(squeezed)
    if leading := _LEADING.match(squeezed):
        flags.append(leading[0])
    return Label(display(bare), notes, tuple(dict.fromkeys(flags)))


def _is_power(text: str, at: int) -> bool:
    """The ² of m² is part of the unit."""
    return text[at] in "²³" and at > 0 and text[at - 1] in _LENGTHS


def without_notes(text: str) -> tuple[str, tuple[str, ...]]:
    """Folded ``text`` without its references to footnotes, and those in their canonical form.

    Enclosed numbers stay: in a label they are ordinals (① ≠ 1, T3). So does ² after m (V11).
    """
    text = fold(text)
    kept: list[str] = []
    notes: list[str] = []
    at = 0
    for start in _NOTE_START.finditer(text):
        if start.start() < at or start[0] in ENCLOSED or _is_power(text, start.start()):
            continue
        found, end = take_notes(text, start.start())
        if not found or any(note in ENCLOSED for note in found):
            continue
        kept.append(text[at : start.start()])
        notes += found
        at = end
    kept.append(text[at:])
    return "".join(kept), tuple(dict.fromkeys(notes))
