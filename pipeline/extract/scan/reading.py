"""What stands in a picture: its lines of text, read one by one, with their places in dots."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from pipeline.extract.scan.engine import Engine, Words
from pipeline.extract.scan.picture import Gray
from pipeline.extract.scan.textlines import TextLine, letters_of, text_lines

MARGIN = 0.18
"""Ems of paper left around a line."""

LEAST = 0.3
"""Confidence below which ink is taken for no text: dirt, a stamp's edge, a piece of a drawing."""

DASH_CONFIDENCE = 0.5
"""A lone dash is told by its shape alone: －, ― and ー look the same, so a person should see it."""


class ReadLine(NamedTuple):
    """A line of text with its place."""

    line: TextLine
    words: Words


def read_lines(gray: Gray, ink: Gray, rulings: Gray, engine: Engine) -> list[ReadLine]:
    """Find and read the lines of text of a picture; ``rulings`` is set where there are rulings."""
    letters, em = letters_of(ink, rulings)
    clean = gray.copy()
    clean[(rulings > 0) | ((ink > 0) & (letters == 0))] = 255
    lines = text_lines(letters, rulings, em)
    dashes = [ReadLine(line, Words("－", DASH_CONFIDENCE)) for line in lines if line.is_dash]
    others = [line for line in lines if not line.is_dash]
    read = engine.read([_crop(clean, line) for line in others])
    texts = [ReadLine(line, words) for line, words in zip(others, read, strict=True)]
    return dashes + [r for r in texts if r.words.text and r.words.confidence >= LEAST]


def joined(lines: Sequence[ReadLine]) -> Words:
    """Return the text of several lines in reading order; as sure as the least sure of them."""
    if not lines:
        return Words("", 0.0)
    rows: list[list[ReadLine]] = []
    for item in sorted(lines, key=lambda r: r.line.top):
        if rows and item.line.top < (rows[-1][0].line.top + rows[-1][0].line.bottom) / 2:
            rows[-1].append(item)
        else:
            rows.append([item])
    texts = [" ".join(r.words.text for r in sorted(row, key=lambda r: r.line.x0)) for row in rows]
    return Words("\n".join(texts), min(r.words.confidence for r in lines))


def _crop(gray: Gray, line: TextLine) -> Gray:
    """Cut a line out, with paper around it and none of its neighbours' ink above and below."""
    margin = round(MARGIN * line.em)
    inner = gray[line.top : line.bottom, max(0, line.x0 - 2) : line.x1 + 2]
    low = (
        max(0, round(0.8 * line.em) - inner.shape[0]) // 2
    )  # of a comma or ～ only its place tells what it is
    return np.pad(inner, ((margin + low, margin + low), (margin, margin)), constant_values=255)
