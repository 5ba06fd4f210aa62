"""What stands in a picture: its lines of text, read one by one, with their places in dots."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from pipeline.extract.scan.columns import Column, columns_of
from pipeline.extract.scan.engine import Engine, Words
from pipeline.extract.scan.picture import Gray, Picture
from pipeline.extract.scan.strokes import strokes
from pipeline.extract.scan.textlines import TextLine, letters_of, text_lines

MARGIN = 0.18
"""Ems of paper left around a line."""

LEAST = 0.3
"""Confidence below which ink is taken for no text: dirt, a stamp's edge, a piece of a drawing."""

SAMPLE = 10
"""Lines that tell whether a page is the right way up."""

DASH_CONFIDENCE = 0.5
"""A lone dash is told by its shape alone: －, ― and ー look the same, so a person should see it."""


class ReadLine(NamedTuple):
    """A line of text with its place. ``column`` has the glyphs of one that runs down the page."""

    line: TextLine
    words: Words
    column: Column | None = None


def read_lines(gray: Gray, ink: Gray, rulings: Gray, engine: Engine) -> list[ReadLine]:
    """Find and read the lines of text of a picture; ``rulings`` is set where there are rulings."""
    letters, em = letters_of(ink, rulings)
    clean = gray.copy()
    clean[(rulings > 0) | ((ink > 0) & (letters == 0))] = 255
    columns = list(columns_of(letters, rulings, em))
    for column in columns:
        for left, top, right, bottom in column.glyphs:
            letters[top:bottom, left:right] = 0
    lines = text_lines(letters, rulings, em)
    dashes = [ReadLine(line, Words("－", DASH_CONFIDENCE)) for line in lines if line.is_dash]
    others = [line for line in lines if not line.is_dash]
    read = engine.read(
        [_crop(clean, line) for line in others] + [column.picture(clean, em) for column in columns]
    )
    texts = [ReadLine(line, words) for line, words in zip(others, read, strict=False)]
    texts += [
        ReadLine(TextLine(*column.box, em), words, column)
        for column, words in zip(columns, read[len(others) :], strict=True)
    ]
    return dashes + [r for r in texts if r.words.text and r.words.confidence >= LEAST]


def read_sample(picture: Picture, engine: Engine) -> list[ReadLine]:
    """Read the longest lines of text of a picture, as many as tell whether it is the right way up."""
    ink = picture.ink()
    rulings = strokes(ink, picture.scale).mask
    letters, em = letters_of(ink, rulings)
    lines = sorted(text_lines(letters, rulings, em), key=lambda line: line.x0 - line.x1)
    sample = [line for line in lines if line.bottom - line.top <= 1.6 * em and not line.is_dash][:SAMPLE]
    read = engine.read([_crop(picture.gray, line) for line in sample])
    return [ReadLine(line, words) for line, words in zip(sample, read, strict=True)]


def _crop(gray: Gray, line: TextLine) -> Gray:
    """Cut a line out, with paper around it and none of its neighbours' ink above and below."""
    margin = round(MARGIN * line.em)
    inner = gray[line.top : line.bottom, max(0, line.x0 - 2) : line.x1 + 2]
    low = (
        max(0, round(0.8 * line.em) - inner.shape[0]) // 2
    )  # of a comma or ～ only its place tells what it is
    return np.pad(inner, ((margin + low, margin + low), (margin, margin)), constant_values=255)
