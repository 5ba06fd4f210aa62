"""Footnotes: texts outside cells with their marks, and which one a mark in a table refers to.

A mark means what it means within its own document, and where a page has several tables, under its own table.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import inf

import regex

from pipeline.normalize.context.paragraphs import Paragraph
from pipeline.normalize.labels.marks import canonical_mark, leading_mark

_BLOCK_HEAD = regex.compile(
    r"[【〔\[［（(＜<≪《]\s*"
    r"(?:留意事項|注意事項|注意|注記|注釈|備考|補足|凡例|参考|注|.{0,8}出典|.{0,8}注記)"
    r"\s*[】〕\]］）)＞>≫》]"
)
_STAMP = regex.compile(r"^(.{1,12}?)[\s　](※[^（(].{4,})$")
_UNIT_LINE = regex.compile(r"[（(\[［【]?\s*単位\s*[:：].{1,20}")  # the corner of the table that follows
_BULLET = regex.compile(r"\s*([・])")
_LARGE = regex.compile(r"[※＊*](\d{2,})")
_NUMBERED = regex.compile(r"[\d①-⑳]")


@dataclass(frozen=True)
class Note:
    """A note: its canonical mark (``※1``; empty on a continuation), its text with the mark, its place."""

    mark: str
    text: str
    page: int
    top: float

    @property
    def position(self) -> tuple[int, float]:
        """Page and top edge."""
        return (self.page, self.top)


def find_notes(paragraphs: Sequence[Paragraph], body: float) -> list[Note]:
    """Find the notes among ``paragraphs``; ``body`` is the size of running text in points."""
    notes: list[Note] = []
    open_from: Paragraph | None = None
    headed = False
    for paragraph in paragraphs:
        if open_from is not None and not _still_open(open_from, paragraph, body, headed):
            open_from, headed = None, False
        if _BLOCK_HEAD.fullmatch(paragraph.text.strip()):
            open_from, headed = paragraph, True
            continue
        if _UNIT_LINE.fullmatch(paragraph.text.strip()):
            open_from, headed = None, False
            continue
        mark = leading_mark(paragraph.text) or _stamp_mark(paragraph)
        bullet = _BULLET.match(paragraph.text) if open_from is not None else None
        if mark or bullet:
            notes.append(_note("・" if bullet and not mark else mark, paragraph))
            open_from = paragraph
        elif open_from is not None:
            notes.append(_note("", paragraph))
    return _sequential(notes)


def _sequential(notes: list[Note]) -> list[Note]:
    """Give a bare mark to a note whose words begin with a number (※50音順), which no note counts up to."""
    known = {note.mark for note in notes}
    return [replace(n, mark=n.mark[0]) if _counts_nothing(n, known) else n for n in notes]


def _counts_nothing(note: Note, known: set[str]) -> bool:
    number = _LARGE.fullmatch(note.mark)
    return bool(number and note.mark[0] + str(int(number.group(1)) - 1) not in known)


def _still_open(start: Paragraph, paragraph: Paragraph, body: float, headed: bool) -> bool:
    """Whether a paragraph may continue the notes that ``start`` belongs to.

    Under a heading of notes (【留意事項】) the items of a list are notes too.
    """
    if paragraph.page != start.page or abs(paragraph.size - start.size) > 0.6:
        return False
    if leading_mark(paragraph.text) or (headed and _BULLET.match(paragraph.text)):
        return True
    return start.size <= body - 0.7 or paragraph.box.x0 > start.box.x0 + 0.5 * start.size


def _stamp_mark(paragraph: Paragraph) -> str:
    match = _STAMP.match(paragraph.text)
    return leading_mark(match.group(2)) if match else ""


def _note(mark: str, paragraph: Paragraph) -> Note:
    return Note(mark, paragraph.text.strip(), paragraph.page, paragraph.box.top)


@dataclass(frozen=True)
class NoteIndex:
    """The notes of a document and where its tables end, to find the note that a mark in a table means."""

    notes: tuple[Note, ...]
    tables: tuple[tuple[int, float], ...]

    @cached_property
    def _tables_on(self) -> dict[int, list[float]]:
        """Upper edges of the tables of each page."""
        found: dict[int, list[float]] = {}
        for page, top in self.tables:
            found.setdefault(page, []).append(top)
        return found

    @cached_property
    def _notes_on(self) -> dict[int, list[Note]]:
        """Notes of each page."""
        found: dict[int, list[Note]] = {}
        for note in self.notes:
            found.setdefault(note.page, []).append(note)
        return found

    @cached_property
    def _notes_with(self) -> dict[str, list[Note]]:
        """Notes by mark."""
        found: dict[str, list[Note]] = {}
        for note in self.notes:
            found.setdefault(note.mark, []).append(note)
        return found

    def under(self, page: int, bottom: float) -> list[Note]:
        """Return the notes between a table and the next one."""
        end = min((top for top in self._tables_on.get(page, ()) if top > bottom), default=inf)
        return [note for note in self._notes_on.get(page, ()) if bottom - 1 <= note.top < end]

    def resolve(
        self, marks: Iterable[str], page: int, bottom: float
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the marks of a cell as they are to be stored, and the texts that they refer to."""
        near = self.under(page, bottom)
        kept: list[str] = []
        texts: list[str] = []
        for printed in marks:
            mark = canonical_mark(printed)
            found = self._find(mark, near, page)
            if not found and mark == "*" and sum(n.mark == "※" for n in near) == 1:
                mark, found = "※", [n for n in near if n.mark == "※"]
            if mark not in kept:
                kept.append(mark)
                texts += [note.text for note in found if note.text not in texts]
        return tuple(kept), tuple(texts)

    def _find(self, mark: str, near: Sequence[Note], page: int) -> list[Note]:
        here = [note for note in near if note.mark == mark]
        if here or not _NUMBERED.search(mark):
            # A bare ※ is defined under its own table or nowhere; a numbered mark may be defined once for all.
            return here[:1]
        elsewhere = self._notes_with.get(mark, ())
        return sorted(elsewhere, key=lambda note: (abs(note.page - page), note.page > page))[:1]
