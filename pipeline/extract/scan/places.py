"""Where on a page a picture may hold a table: told by places alone, before any picture is looked at."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.content import Char, PageContent
from pipeline.layers.extracted import Box, Table

LEAST = (120.0, 40.0)
"""Points that a picture of a table is wide and high, at least."""

TOUCH = 1.5
"""Points between the strips that a program cuts one picture into."""

MOST = 400
"""Pictures of a page that are looked at; more are the dots of a drawing."""

WRITTEN = 0.02
"""Characters per square em of 10 points on a picture from which it is a background of text."""


def picture_places(content: PageContent, tables: Sequence[Table]) -> list[Box]:
    """Return the boxes of the pictures of a page that may hold tables: large, and bare of visible text."""
    if not content.pictures or len(content.pictures) > MOST:
        return []
    shown = [char for char in content.chars if not char.hidden and not char.text.isspace()]
    boxes = _united([_on_page(box, content) for box in content.pictures])
    return [
        box
        for box in boxes
        if box.x1 - box.x0 >= LEAST[0]
        and box.bottom - box.top >= LEAST[1]
        and not any(_meet(box, table.box) for table in tables)
        and not _is_written_on(box, shown)
    ]


def _on_page(box: Sequence[float], content: PageContent) -> Box:
    return Box(max(0.0, box[0]), max(0.0, box[1]), min(content.width, box[2]), min(content.height, box[3]))


def _united(boxes: Sequence[Box]) -> list[Box]:
    """Join boxes that touch and share an edge: the strips of one picture."""
    found: list[Box] = []
    for box in sorted(boxes, key=lambda b: (b.top, b.x0)):
        for index, other in enumerate(found):
            if _continues(other, box):
                found[index] = Box(
                    min(box.x0, other.x0),
                    min(box.top, other.top),
                    max(box.x1, other.x1),
                    max(box.bottom, other.bottom),
                )
                break
        else:
            found.append(box)
    return found


def _continues(first: Box, second: Box) -> bool:
    below = abs(second.top - first.bottom) <= TOUCH
    same_width = abs(first.x0 - second.x0) <= TOUCH and abs(first.x1 - second.x1) <= TOUCH
    beside = abs(second.x0 - first.x1) <= TOUCH
    same_height = abs(first.top - second.top) <= TOUCH and abs(first.bottom - second.bottom) <= TOUCH
    return (below and same_width) or (beside and same_height)


def _meet(first: Box, second: Box) -> bool:
    return (
        first.x0 < second.x1
        and second.x0 < first.x1
        and first.top < second.bottom
        and second.top < first.bottom
    )


def _is_written_on(box: Box, shown: Sequence[Char]) -> bool:
    area = (box.x1 - box.x0) * (box.bottom - box.top) / 100
    count = sum(
        box.x0 <= (c.x0 + c.x1) / 2 <= box.x1 and box.top <= (c.top + c.bottom) / 2 <= box.bottom
        for c in shown
    )
    return count > WRITTEN * area
