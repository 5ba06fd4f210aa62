"""Periods inside running text."""

from __future__ import annotations

from pipeline.normalize.cells.period import Period
from pipeline.normalize.labels import words as vocabulary
from pipeline.normalize.labels.brackets import unbracketed
from pipeline.normalize.labels.lexing import period_at


def periods_in(text: str) -> list[tuple[Period, str]]:
    """Return the periods that a text names, each with its printed form, in order."""
    found: list[tuple[Period, str]] = []
    folded = vocabulary.fold(text)
    position = 0
    while position < len(text):
        period, end = period_at(text, folded, position)
        if period is None:
            position += 1
            continue
        found.append((period, unbracketed(text[position:end])))
        position = end
    return found
