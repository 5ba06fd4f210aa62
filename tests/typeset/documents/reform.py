"""The reform items: one card for each, a table whose rows carry headings of their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.typeset.blocks import Block, PageBreak, Sheet, Stamp, Text
from tests.typeset.documents.facts import read_toml
from tests.typeset.fonts import gothic, mincho
from tests.typeset.table import Cell, Row, Table
from tests.typeset.truth import Typeset
from tests.typeset.typesetter import typeset

_SHEET = Sheet(width=841.89, height=595.28, margins=(50.0, 50.0, 50.0, 50.0), footer="{}")
_WIDTHS = (53.0, 265.0, 106.0, 106.0, 106.0, 106.0)
_SHADE = 0.85


def build() -> Typeset:
    """Typeset the document."""
    facts = read_toml("reform-items-h28")
    blocks: list[Block] = [Stamp([facts["stamp"]], 138.0, 10.0)]
    for number, card in enumerate(facts["card"]):
        blocks += [PageBreak()] if number else []
        blocks += [
            Text(facts["heading"], 15.0, gothic(), bold=True, align="center", before=20.0, with_next=True),
            Text(facts["category"], 13.0, gothic(), bold=True, leading=1.3, with_next=True),
            Table(_WIDTHS, _card(card, facts["years"]), 0, face=mincho(), size=9.5, padding=(4.0, 2.5)),
        ]
    return typeset(blocks, _SHEET, title=facts["title"])


def _card(card: dict[str, Any], years: Sequence[str]) -> list[Row]:
    return [
        [_label("No."), _label("項目", 2), _label("担当課", 3)],
        [
            Cell(str(card["number"]), align="center"),
            Cell(card["item"], col_span=2),
            Cell(card["departments"], col_span=3),
        ],
        [Cell("実施目的", col_span=6, shade=_SHADE)],
        [Cell(card["purpose"], col_span=6)],
        [Cell("取組概要", col_span=6, shade=_SHADE)],
        [Cell(card["approach"], col_span=6)],
        [_label("見込まれる効果", 3), _label("成果指標", 3)],
        [Cell(card["effect"], col_span=3), Cell(card["indicators"], col_span=3)],
        [_label("実施内容", 2), *(_label(year) for year in years)],
        *_schedule(card["activities"], card.get("activities_in_one_cell", False), len(years)),
    ]


def _label(text: str, columns: int = 1) -> Cell:
    return Cell(text, col_span=columns, align="center", shade=_SHADE)


def _schedule(activities: Sequence[str], joined: bool, years: int) -> list[Row]:
    """Return a row for each activity: 実施 in its first year, → where its bar ends."""
    bars = [Cell("実施", align="center"), *[Cell()] * (years - 2), Cell("→", align="center")]
    names = [[Cell(activity, col_span=2)] for activity in activities]
    if joined:
        names = [
            [Cell("\n".join(activities), col_span=2, row_span=len(activities))],
            *[[]] * (len(activities) - 1),
        ]
    return [[*name, *bars] for name in names]
