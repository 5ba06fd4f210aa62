"""A TrueType font file with just the glyphs of one document, as PDF embeds it.

Only the tables that ISO 32000-1, 9.9 asks of an embedded CIDFontType2 are written.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

from tests.typeset.fonts import UNITS_PER_EM, Face, Glyph

_VERSION = 0x00010000
_HEAD_FLAGS = 0x000B  # baseline at y = 0, left side bearing at x = 0, integer scaling


def build(face: Face, glyphs: Sequence[Glyph]) -> bytes:
    """Return a font whose glyph number n is ``glyphs[n]``; number 0 must be the empty one."""
    offsets, outlines = [0], bytearray()
    for glyph in glyphs:
        outlines += glyph.outline + b"\0" * (-len(glyph.outline) % 4)
        offsets.append(len(outlines))
    tables = {
        b"glyf": bytes(outlines) or b"\0\0\0\0",
        b"head": _head(glyphs),
        b"hhea": _hhea(face, glyphs),
        b"hmtx": b"".join(struct.pack(">Hh", glyph.advance, glyph.box[0]) for glyph in glyphs),
        b"loca": struct.pack(f">{len(offsets)}I", *offsets),
        b"maxp": _maxp(glyphs),
    }
    return _file(tables)


def _bounds(glyphs: Sequence[Glyph]) -> tuple[int, int, int, int]:
    boxes = [glyph.box for glyph in glyphs]
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def _head(glyphs: Sequence[Glyph]) -> bytes:
    return struct.pack(
        ">IIIIHHqq4hHHhhh",
        _VERSION, _VERSION, 0, 0x5F0F3CF5, _HEAD_FLAGS, UNITS_PER_EM, 0, 0, *_bounds(glyphs), 0, 8, 2, 1, 0,
    )  # fmt: skip


def _hhea(face: Face, glyphs: Sequence[Glyph]) -> bytes:
    x_min, _, x_max, _ = _bounds(glyphs)
    widest = max(glyph.advance for glyph in glyphs)
    return struct.pack(
        ">IhhhHhhhhhhhhhhhH",
        _VERSION, face.ascent, face.descent, 0, widest, x_min, 0, x_max, 1, 0, 0, 0, 0, 0, 0, 0, len(glyphs),
    )  # fmt: skip


def _maxp(glyphs: Sequence[Glyph]) -> bytes:
    points = max(glyph.points for glyph in glyphs)
    contours = max(glyph.contours for glyph in glyphs)
    return struct.pack(">I14H", _VERSION, len(glyphs), points, contours, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0)


def _checksum(data: bytes) -> int:
    padded = data + b"\0" * (-len(data) % 4)
    total: int = sum(struct.unpack(f">{len(padded) // 4}I", padded))
    return total & 0xFFFFFFFF


def _file(tables: dict[bytes, bytes]) -> bytes:
    count = len(tables)
    power = count.bit_length() - 1
    directory = struct.pack(">IHHHH", _VERSION, count, 16 << power, power, count * 16 - (16 << power))
    body = b""
    start = len(directory) + 16 * count
    for tag in sorted(tables):
        data = tables[tag]
        directory += struct.pack(">4sIII", tag, _checksum(data), start + len(body), len(data))
        body += data + b"\0" * (-len(data) % 4)
    return directory + body
