"""Glyphs whose place is known and whose meaning is not, read from the picture of the page.

The text layer says how many glyphs a line has, where each stands and how wide it is. What the engine
reads must fit all that, and what the readable glyphs between them say.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np

from pipeline.extract.agreement import same_text
from pipeline.extract.content import Char
from pipeline.extract.scan.engine import Words
from pipeline.extract.scan.picture import Gray, Picture
from pipeline.extract.strips import strips
from pipeline.extract.undecoded import is_undecoded

FULL = 0.97
"""Share of the em from which a glyph is of full width: proportional ％ and Ｍ are up to 0.93 wide."""

HALF = 0.75
"""Share of the em up to which a glyph is of half width, or proportional."""

MARGIN = 0.18
"""Ems of paper around a line."""

LEAST = 0.02
"""Share of the em box that has ink, below which a glyph is a blank."""

DARK = 150
"""Level of gray below which a dot is ink."""

DASHES = frozenset("-‐‑‒–—―−－ー─ｰ一_~")
"""What the engine may take a dash for."""

FLAT, MIDDLE = 0.16, (0.25, 0.75)
"""Ems that a dash or a row of dots is high at most, and between which it lies."""

LONG = 0.82
"""Share of its width that a dash covers which nearly joins the next one (―, —, –)."""

SIGN_CONFIDENCE = 0.7
"""Of a sign that its shape alone tells: which of the dashes it is, only the width of the glyph says."""


class Run(NamedTuple):
    """The glyphs of one line in reading order: their place among those given, and the picture of each."""

    order: tuple[int, ...]
    chars: tuple[Char, ...]
    tiles: tuple[Gray, ...]

    def picture(self) -> Gray:
        """Return the glyphs side by side on paper, however far apart or in what direction they stand."""
        high = max(tile.shape[0] for tile in self.tiles)
        row = np.concatenate([_of_height(tile, high) for tile in self.tiles], axis=1)
        return np.pad(row, round(MARGIN * high), constant_values=255)


def runs_of(chars: Sequence[Char], picture: Picture) -> tuple[list[Run], list[int]]:
    """Return the lines of ``chars``, and which of them (by their place) have no ink: blanks."""
    found, blanks = [], []
    for strip in strips([char._replace(run=place) for place, char in enumerate(chars)]):
        kept = []
        for place in (char.run for char in strip.chars):
            tile = _tile(chars[place], picture)
            if tile.size and _has_ink(tile):
                kept.append((place, chars[place], tile))
            else:
                blanks.append(place)
        if kept:
            order, members, tiles = zip(*kept, strict=True)
            found.append(Run(order, members, tiles))
    return found, blanks


def decoded(run: Run, words: Words) -> tuple[list[str], float] | None:
    """Return the character of each glyph and how sure that is; None where what was read does not fit."""
    if len(run.chars) == 1 and (sign := _sign(run.chars[0], run.tiles[0])):
        return [sign], SIGN_CONFIDENCE
    text = "".join(words.text.split())
    if len(text) != len(run.chars):
        return None
    found = []
    for read, char, tile in zip(text, run.chars, run.tiles, strict=True):
        if is_undecoded(char.text):
            found.append(_formed(read, char, tile))
        elif same_text(_narrow(read), _narrow(char.text)):
            found.append(char.text)
        else:
            return None
    return found, words.confidence


def _tile(char: Char, picture: Picture) -> Gray:
    """Cut the box of a glyph out, turned so that it stands upright."""
    scale, (height, width) = picture.scale, picture.gray.shape
    top, bottom = max(0, round(char.top * scale)), min(height, round(char.bottom * scale))
    left, right = max(0, round(char.x0 * scale)), min(width, round(char.x1 * scale))
    tile = picture.gray[top:bottom, left:right]
    return np.ascontiguousarray(np.rot90(tile, char.turn // 90))


def _has_ink(tile: Gray) -> bool:
    return float((tile < DARK).mean()) > LEAST


def _of_height(tile: Gray, high: int) -> Gray:
    """Set a glyph that is lower than others on their baseline, or nearly so."""
    above = high - tile.shape[0]
    return np.pad(tile, ((above, 0), (0, 0)), constant_values=255) if above else tile


def _advance(char: Char) -> float:
    """Return the width of a glyph in ems, along its line."""
    along = char.bottom - char.top if char.vertical or char.turn % 180 else char.x1 - char.x0
    return along / char.size if char.size else 0.0


def _formed(read: str, char: Char, tile: Gray) -> str:
    """Give a character the form that the width of its glyph tells: ％ or %, 1 or １, － or -."""
    if read in DASHES and (sign := _sign(char, tile)):
        return sign
    wide = _advance(char)
    if wide >= FULL and "!" <= read <= "~":
        return chr(ord(read) + 0xFEE0)
    return _narrow(read) if wide <= HALF else read


def _narrow(text: str) -> str:
    return "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text)


def _sign(char: Char, tile: Gray) -> str:
    """Return the dash or the dots that the ink of a glyph is by its shape alone, else nothing."""
    ink = (tile < DARK).astype(np.uint8)
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    high, wide = rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1
    em = tile.shape[0]
    middle = (rows[0] + rows[-1]) / 2 / em
    if high > FLAT * em or not MIDDLE[0] <= middle <= MIDDLE[1]:
        return ""
    pieces = cv2.connectedComponents(ink, connectivity=8)[0] - 1
    advance = _advance(char)
    if pieces == 3 and advance >= FULL:
        return "…"
    if pieces != 1 or wide < 2 * high:
        return ""
    long = wide >= LONG * tile.shape[1]
    if advance >= FULL:
        return "―" if long else "－"
    if long:
        return "—" if advance > HALF else "–"
    return "-"
