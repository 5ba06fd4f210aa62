"""The draft of the strategy: a report with small tables of targets between its paragraphs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from tests.typeset.blocks import Block, PageBreak, Sheet, Text
from tests.typeset.documents.facts import read_toml
from tests.typeset.fonts import gothic, mincho
from tests.typeset.table import Cell, Row, Table
from tests.typeset.truth import Typeset
from tests.typeset.typesetter import typeset

_SHADE = 0.85


def build() -> Typeset:
    """Typeset the document."""
    facts = read_toml("strategy-draft-h27")
    blocks = [block for entry in facts["blocks"] for block in _blocks(entry)]
    return typeset(blocks, Sheet(footer="{}"), title=facts["title"])


def _blocks(entry: dict[str, Any]) -> Sequence[Block]:
    kind = next(key for key in entry if key != "head")
    if kind == "toc":
        return [_entry(title, page) for title, page in entry["toc"]]
    if kind in _TABLES:
        return [_TABLES[kind](entry["head"], entry[kind])]
    return [_SIMPLE[kind](entry[kind])]


def _entry(title: str, page: str) -> Text:
    width, size = Sheet().inner_width, 10.5
    dots = int((width - mincho().width(title + page, size)) / mincho().width("・", size)) - 1
    return Text(title + "・" * max(dots, 3) + page, size)


def _heading(size: float, before: float) -> Callable[[str], Text]:
    return lambda text: Text(
        text, size, gothic(), bold=size > 11, leading=1.3, before=before, after=4.0, with_next=True
    )


_SIMPLE: dict[str, Callable[[Any], Block]] = {
    "break": lambda _: PageBreak(),
    "title": lambda text: Text(text, 15.0, gothic(), bold=True, align="center", before=120.0, after=20.0),
    "h1": _heading(13.0, 4.0),
    "h2": _heading(11.5, 8.0),
    "h3": _heading(10.5, 6.0),
    "h4": _heading(10.0, 4.0),
    "p": lambda text: Text(text, 10.5),
    "note": lambda text: Text(text, 8.5, leading=1.5, after=1.0),
}


def _head(labels: Sequence[str]) -> Row:
    return [Cell(label, align="center", shade=_SHADE) for label in labels]


def _targets(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    body = [[Cell(name), *(Cell(value, align="right") for value in values)] for name, *values in rows]
    return Table([285.0, 95.0, 95.0], [_head(head), *body], face=mincho(), size=9.5, padding=(4.0, 2.5))


def _roster(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    body = [[Cell(cell) for cell in row] for row in rows]
    return Table([105.0, 370.0], [_head(head), *body], face=mincho(), size=8.5, padding=(4.0, 1.5))


def _goals(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    body = [[Cell(cell, valign="top") for cell in row] for row in rows]
    return Table([237.5, 237.5], [_head(head), *body], face=mincho(), size=9.5, padding=(4.0, 2.5))


_TABLES: dict[str, Callable[[Sequence[str], Sequence[Sequence[str]]], Table]] = {
    "kpi": _targets,
    "roster": _roster,
    "goals": _goals,
}
