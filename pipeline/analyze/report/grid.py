"""Tables of the page that sort by a click: each cell has what is shown and what it sorts by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.analyze.markup import Content, Html, el
from pipeline.analyze.report.numbers import shown, signed
from pipeline.analyze.words import Words

SHORT = 8  # characters


@dataclass(frozen=True)
class Cell:
    """A cell: what is shown; ``order`` is a number or text to sort by, None where there is nothing."""

    content: Content
    order: float | str | None = None
    number: bool = False
    short: bool = False  # stays on one line


def text(content: Content) -> Cell:
    """A cell of text; it sorts by itself."""
    return Cell(content, short=isinstance(content, str) and len(content) <= SHORT)


def named(name: str, indicator: str | None) -> Cell:
    """A cell with the name of an indicator, which leads to its article."""
    return Cell(el("a", name, href=f"#i-{indicator}") if indicator else name)


def word(content: Html) -> Cell:
    """A cell with a word of the page."""
    return Cell(content, short=True)


def number(value: Decimal | int | None, observation: str | None = None, sign: bool = False) -> Cell:
    """A cell with a number; with the id of an observation it opens its place."""
    exact = Decimal(value) if value is not None else None
    written = signed(exact) if sign else shown(exact)
    content = link(written, observation) if observation and written else written
    return Cell(content, None if exact is None else float(exact), True)


def year(value: int | None) -> Cell:
    """A cell with a year: no separators."""
    return Cell(str(value or ""), value, True)


def link(content: Content, observation: str) -> Html:
    """A button that opens the place of an observation."""
    return el("button", content, type="button", class_="value", data_o=observation)


def grid(words: Words, label: str, heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Html:
    """A table with the columns ``heads`` (keys of words), named by the word ``label``."""
    first = [el("th", _head(words, key), scope="col") for key in heads]
    body = [el("tr", [_cell(cell) for cell in row]) for row in rows]
    if not body:
        return words.tag("none", "p")
    caption = words.tag(label, "caption", class_="unseen")
    table = el("table", caption, el("thead", el("tr", first)), el("tbody", body), class_="sortable")
    return el(
        "div", table, class_="scroll", tabindex=0, role="region", aria_label=words.text(label), data_ta=label
    )


def _head(words: Words, key: str) -> Html:
    return words.tag(key, "button", type="button", class_="sort")


def _cell(cell: Cell) -> Html:
    order = cell.order if isinstance(cell.order, (int, float)) else None
    form = "number" if cell.number else "short" if cell.short else None
    return el("td", cell.content, class_=form, data_n=order)
