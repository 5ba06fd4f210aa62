"""The layer of hidden text that scanners and programs of text recognition put on or below a picture.

It is one more reading of the picture, by a program that nobody knows. It never makes a cell agreed: all
readers of the file would only repeat it.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.agreement import same_text
from pipeline.extract.cells import read_cell
from pipeline.extract.content import BLACK, Char
from pipeline.layers.extracted import Cell

HIDDEN_LAYER = "hidden_layer"
"""Warning of a cell whose text stands in the hidden layer and was not read from the picture."""

LOW = "low_confidence"


def layer_of(chars: Sequence[Char], width: float, height: float, angle: float) -> tuple[Char, ...]:
    """Return the hidden characters of a page, moved as its picture was turned by ``angle`` degrees."""
    hidden = [char for char in chars if char.hidden and not char.text.isspace()]
    return tuple(_turned(char, width / 2, height / 2, math.radians(angle)) for char in hidden)


def _turned(char: Char, x: float, y: float, angle: float) -> Char:
    """Move a character around (x, y) counterclockwise as seen; its box stays upright."""
    across, down = (char.x0 + char.x1) / 2 - x, (char.top + char.bottom) / 2 - y
    right = across * math.cos(angle) + down * math.sin(angle) - across
    below = -across * math.sin(angle) + down * math.cos(angle) - down
    return char._replace(
        x0=char.x0 + right, x1=char.x1 + right, top=char.top + below, bottom=char.bottom + below,
        hidden=False, colour=BLACK,
    )  # fmt: skip


def compared(cell: Cell, layer: Sequence[Char]) -> Cell:
    """Hold a cell that was read from the picture against the hidden layer.

    Where the two have different numbers the cell is disputed; where only letters differ it is unsure.
    """
    box = cell.box
    inside = [
        char
        for char in layer
        if box.x0 <= (char.x0 + char.x1) / 2 <= box.x1
        and box.top <= (char.top + char.bottom) / 2 <= box.bottom
    ]
    other = read_cell(inside).text
    if not other.strip() or same_text(_folded(cell.text), _folded(other)):
        return cell
    if _digits(cell.text) != _digits(other):
        return replace(cell, agreement="disputed", other=other)
    return replace(cell, other=other, warnings=tuple(dict.fromkeys((*cell.warnings, LOW))))


def only_layer(cell: Cell) -> Cell:
    """Mark a cell that has nothing but the hidden layer's word for its text."""
    return replace(cell, warnings=(*cell.warnings, HIDDEN_LAYER)) if cell.text else cell


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _digits(text: str) -> str:
    return "".join(c for c in _folded(text) if c.isdigit() or c in ".,△▲-−")
