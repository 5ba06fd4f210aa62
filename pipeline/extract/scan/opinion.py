"""A third opinion on single cells: what the picture shows where the text layer can't be trusted.

Each line of such a cell is read in two renderings of the page. Where the two say the same, and it fits
the number and the widths of the glyphs, it is what stands there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from pipeline.extract.agreement import same_text
from pipeline.extract.cells import UNMAPPED, read_cell
from pipeline.extract.content import Char
from pipeline.extract.scan.doubt import in_doubt
from pipeline.extract.scan.engine import Engine, Words
from pipeline.extract.scan.glyphs import Run, decoded, runs_of
from pipeline.extract.scan.layer import LOW
from pipeline.extract.scan.page import NAME, UNSURE
from pipeline.extract.scan.picture import Picture
from pipeline.extract.scan.strange import is_strange
from pipeline.extract.undecoded import is_undecoded
from pipeline.layers.extracted import Box, Cell, Page

LEAST = 0.6
"""Confidence below which two renderings that agree are not believed either."""


class Seen(NamedTuple):
    """What one rendering shows in a cell, and whether it ``fits`` the glyphs."""

    text: str
    fits: bool
    confidence: float


def third_opinion(page: Page, chars: Sequence[Char], renderings: Sequence[Picture], engine: Engine) -> Page:
    """Return ``page`` with its cells in doubt read from ``renderings``; ``chars`` are its glyphs.

    A cell whose picture confirms one of two readings has that reading; one that no reader could decode
    has what the picture shows. Both are single. Any other stays disputed.
    """
    cells = [cell for table in page.tables for cell in table.cells if in_doubt(cell)]
    held = {id(cell): _inside(chars, cell.box) for cell in cells}
    views = [_views(list(held.values()), picture, engine) for picture in renderings]
    judged = {
        id(cell): _judged(cell, seen) for cell, seen in zip(cells, zip(*views, strict=True), strict=True)
    }
    tables = tuple(replace(t, cells=tuple(judged.get(id(c), c) for c in t.cells)) for t in page.tables)
    return replace(page, tables=tables)


def _inside(chars: Sequence[Char], box: Box) -> list[Char]:
    return [
        c
        for c in chars
        if not c.hidden
        and box.x0 <= (c.x0 + c.x1) / 2 <= box.x1
        and box.top <= (c.top + c.bottom) / 2 <= box.bottom
    ]


def _views(held: Sequence[list[Char]], picture: Picture, engine: Engine) -> list[Seen]:
    """Read the glyphs of several cells, all their lines at once."""
    parted = [runs_of(chars, picture) for chars in held]
    words = iter(engine.read([run.picture() for runs, _ in parted for run in runs]))
    return [
        _seen(chars, [(run, next(words)) for run in runs], blanks)
        for chars, (runs, blanks) in zip(held, parted, strict=True)
    ]


def _seen(chars: Sequence[Char], lines: Sequence[tuple[Run, Words]], blanks: Sequence[int]) -> Seen:
    texts = {place: " " for place in blanks}
    sure, fits = [], bool(lines)
    for run, words in lines:
        found = decoded(run, words)
        if found is None:
            fits = False
            sure.append(words.confidence)
        else:
            texts.update(zip(run.order, found[0], strict=True))
            sure.append(found[1])
    if not fits:
        return Seen("\n".join(words.text for _, words in lines), False, min(sure, default=0.0))
    known = [char._replace(text=texts[place]) for place, char in enumerate(chars)]
    return Seen(read_cell(known).text, True, min(sure))


def _judged(cell: Cell, seen: Sequence[Seen]) -> Cell:
    first = seen[0]
    alike = all(same_text(first.text, other.text) for other in seen[1:])
    sure = round(min(view.confidence for view in seen), 3)
    if alike:
        for reading, loser in ((cell.text, cell.other), (cell.other, cell.text)):
            if reading and not is_undecoded(reading) and same_text(reading, first.text):
                return replace(cell, text=reading, other=loser, agreement="single", confidence=sure)
    undecoded = UNMAPPED in cell.warnings or is_undecoded(cell.text)
    if not (undecoded and alike and all(view.fits for view in seen) and sure >= LEAST):
        return replace(cell, agreement="disputed", other=cell.other if cell.other is not None else first.text)
    unsure = (LOW,) if sure < UNSURE or is_strange(first.text) else ()
    return replace(
        cell, text=first.text, other=cell.text, reader=NAME, agreement="single", confidence=sure,
        warnings=(*cell.warnings, *unsure),
    )  # fmt: skip
