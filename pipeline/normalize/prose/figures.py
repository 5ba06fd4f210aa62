"""Rows of ``narrative_figure``: the quantities in the texts of a document's other tables.

A fact is an observation or a narrative figure, never both: a line of a card that became an observation
gives no figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import regex

from pipeline.layers.ids import stable_id
from pipeline.layers.rows import fits
from pipeline.normalize.prose.narrative import Figure, find_figures

Row = Mapping[str, object]
_MARK = regex.compile(r"\s*[（(\[［]?\s*(?:※|注|＊|\*|☆|★)\s*\p{N}*\s*[）)\]］]?")
CARD_TEXTS = ("purpose", "approach", "effect", "indicators_text")
"""The texts of a card in the order in which they are joined, by line breaks, for the places of figures."""


@dataclass(frozen=True)
class _Source:
    """A text to be searched: the row that holds it, what it is about, and its lines that are observations."""

    table: str
    row_id: str
    text: str
    subject: str
    fiscal_year: int | None = None
    observed: frozenset[str] = frozenset()


def narrative_rows(document_id: str, tables: Mapping[str, Sequence[Row]]) -> list[dict[str, object]]:
    """Return a row for each quantity in progress texts, cards, summaries of projects and notes."""
    equals: Counter[tuple[str, str, str]] = Counter()
    rows: list[dict[str, object]] = []
    for source in _sources(tables):
        for figure in _figures(source):
            identity = (source.table, source.row_id, figure.printed)
            equals[identity] += 1
            rows.append(_row(document_id, source, figure, equals[identity]))
    return rows


def _sources(tables: Mapping[str, Sequence[Row]]) -> Iterator[_Source]:
    for row in tables.get("initiative_progress", ()):
        told = (_text(row["text"]), str(row["name"]), _year(row["fiscal_year"]))
        yield _Source("initiative_progress", str(row["progress_id"]), *told)
    for row in tables.get("reform_item", ()):
        text = "\n".join(part for name in CARD_TEXTS if (part := _text(row.get(name))))
        told_of = (text, str(row["item"]), None, _observed(tables, row))
        yield _Source("reform_item", str(row["item_id"]), *told_of)
    for row in tables.get("budget", ()):
        # A summary over several years is searched once, where its cell begins.
        if row["fiscal_year"] == row["summary_first_year"]:
            told = (_text(row["summary"]), str(row["project"]), _year(row["fiscal_year"]))
            yield _Source("summary", str(row["budget_id"]), *told)
    for row in tables.get("note", ()):
        yield _Source("note", str(row["note_no"]), _without_mark(_text(row["text"])), "")


def _without_mark(text: str) -> str:
    """Blank the mark of a note: the 2 of ※2 counts nothing. Every other character keeps its place."""
    match = _MARK.match(text)
    return " " * match.end() + text[match.end() :] if match else text


def _observed(tables: Mapping[str, Sequence[Row]], card: Row) -> frozenset[str]:
    observations = tables.get("observation", ())
    return frozenset(str(row["printed"]) for row in observations if row["page"] == card["page"])


def _figures(source: _Source) -> Iterator[Figure]:
    taken = list(_observed_spans(source))
    for figure in find_figures(source.text):
        if not any(start <= figure.start < end for start, end in taken) and _fits(figure):
            yield figure


def _observed_spans(source: _Source) -> Iterator[tuple[int, int]]:
    start = 0
    for line in source.text.split("\n"):
        if line in source.observed:
            yield start, start + len(line)
        start += len(line) + 1


def _fits(figure: Figure) -> bool:
    value = figure.value
    return all(number is None or fits(number) for number in (value.value, value.low, value.high))


def _row(document_id: str, source: _Source, figure: Figure, ordinal: int) -> dict[str, object]:
    value = figure.value
    return {
        "figure_id": stable_id(document_id, source.table, source.row_id, figure.printed, ordinal),
        "document_id": document_id,
        "source": source.table,
        "source_id": source.row_id,
        "fiscal_year": source.fiscal_year,
        "phrase": figure.phrase or source.subject or None,
        "value": value.value,
        "value_low": value.low,
        "value_high": value.high,
        "unit": value.unit,
        "qualifier": value.qualifier,
        "printed": figure.printed,
        "char_start": figure.start,
        "char_end": figure.end,
    }


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _year(value: object) -> int | None:
    return value if isinstance(value, int) else None
