"""Running text in a cell: a line that was only broken for want of room is joined to the next one.

A printed line has ended by itself when the next word would still have fitted beside it. How much room
there is, the widest line of the same column tells, or the cell with equal margins on both sides.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

import regex

from pipeline.layers.extracted import Cell

# What begins a paragraph or an item of its own wherever it begins a line.
_ITEM = regex.compile(
    r"[\s　]*[（(]?[\s　]*(?:[・･•●○■□◆◇▲▼◎※☆★➢✓①-⑳]"
    r"|[【〔［\[≪《〈＜<][^】〕］\]≫》〉＞>]*[】〕］\]≫》〉＞>]$|-[\s　])"
)
# Characters that may not end a line, and such that may not begin one: they move with their neighbour.
_OPENING = "（(「『【〔［[｛{〈《≪“‘"
_CLOSING = "）)」』】〕］]｝}〉》≫”’、。，．,.・：:；;？?！!ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々%％"
# The widest line is the room where it comes this near to the margin: characters or a share.
_SLACK = 1.6
_SHARE = 0.06


def joined(parts: Sequence[str]) -> str:
    """Join the lines of one paragraph; a blank stays only between two words in Latin letters."""
    text = ""
    for part in (p.strip(" \t") for p in parts):
        text += f" {part}" if text and part and _is_latin(text[-1]) and _is_latin(part[0]) else part
    return text


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha()


def paragraphs_of(cell: Cell, column: Iterable[Cell] = ()) -> list[str]:
    """Return the paragraphs of a cell. ``column`` holds the other cells of its width: they show the room."""
    lines = cell.text.split("\n")
    widths = _widths(cell)
    room = _room(cell, [cell, *column])
    groups: list[list[str]] = []
    for number, line in enumerate(lines):
        if number and not _ended(lines[number - 1], widths[number - 1], line, room, _em(cell)):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [text for group in groups if (text := joined(group)).strip()]


def flowing(cell: Cell, column: Iterable[Cell] = ()) -> str:
    """Return a cell's text with a line break only where a paragraph or an item begins."""
    return "\n".join(paragraphs_of(cell, column))


def fills_its_line(cell: Cell, following: str, column: Iterable[Cell]) -> bool:
    """Whether the last line of a cell leaves no room for the first word of ``following``."""
    line, width = cell.text.split("\n")[-1], _widths(cell)[-1]
    return not _ended(line, width, following, _room(cell, [cell, *column]), _em(cell))


def continued(text: str, more: str) -> str:
    """Join a text to what follows it on the next page: as a paragraph where a sentence or an item ends."""
    if not text or not more:
        return text + more
    first, *_ = more.split("\n", maxsplit=1)
    begins = text.rstrip().endswith(("。", "．", "！", "？")) or bool(_ITEM.match(first))
    return f"{text}\n{more}" if begins else joined([text, more])


def _ended(line: str, width: float, following: str, room: float, em: float) -> bool:
    """Whether ``line`` ended by itself, before the margin."""
    if not line.strip() or not following.strip() or _ITEM.match(following):
        return True
    if following.startswith("　") and line.rstrip().endswith("。"):
        return True
    return width + _measure(_first_word(following.strip())) * em <= room


def _first_word(text: str) -> str:
    """What is not parted at a line's beginning: a character, a Latin word or a number, with its brackets."""
    match = regex.match(rf"[{regex.escape(_OPENING)}]*(?:[A-Za-z0-9.,]+|.)[{regex.escape(_CLOSING)}]*", text)
    return match.group() if match else text[:1]


def _em(cell: Cell) -> float:
    return cell.size or max(((box.bottom - box.top) for box in cell.lines), default=10.0)


def _measure(text: str) -> float:
    """Width of a text in characters of full width."""
    return sum(1.0 if unicodedata.east_asian_width(ch) in "WFA" else 0.5 for ch in text)


def _widths(cell: Cell) -> list[float]:
    """How far each line reaches in points: from the common left edge; of centred lines, how long they are."""
    lines = cell.text.split("\n")
    if len(cell.lines) == len(lines):
        left = min(box.x0 for box in cell.lines)
        flush = sum(box.x0 - left < 1.5 * _em(cell) for box in cell.lines) * 2 > len(lines)
        return [box.x1 - (left if flush else box.x0) for box in cell.lines]
    return [_measure(line) * _em(cell) for line in lines]


def _room(cell: Cell, column: Sequence[Cell]) -> float:
    """The width of a full line in points."""
    widest = max((width for other in column for width in _widths(other)), default=0.0)
    inner = cell.box.x1 - cell.box.x0 - 2 * _margin(cell)
    return widest if inner - widest < max(_SLACK * _em(cell), _SHARE * inner) else inner


def _margin(cell: Cell) -> float:
    left = min((box.x0 for box in cell.lines), default=cell.box.x0)
    right = max((box.x1 for box in cell.lines), default=cell.box.x1)
    return max(0.0, min(left - cell.box.x0, cell.box.x1 - right))
