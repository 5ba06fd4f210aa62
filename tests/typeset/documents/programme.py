"""The action programme: for each chapter a table of targets and the plan of its projects year by year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from tests.typeset.blocks import Block, PageBreak, Sheet, Text
from tests.typeset.documents.facts import read_toml
from tests.typeset.fonts import gothic, mincho
from tests.typeset.table import Cell, Row, Rules, Table
from tests.typeset.truth import Typeset
from tests.typeset.typesetter import typeset

_SHEET = Sheet(margins=(40.0, 45.0, 40.0, 50.0), footer="- {} -")
_RULES = Rules(width=0.5, outer_width=0.8, header_width=1.0)
_CONTINUED = ">"


def build() -> Typeset:
    """Typeset the document."""
    facts = read_toml("action-program-r6")
    blocks: list[Block] = []
    for number, chapter in enumerate(facts["chapter"]):
        blocks += [PageBreak()] if number else []
        blocks += _chapter(chapter, facts["years"])
    return typeset(blocks, _SHEET, title=facts["title"])


def _chapter(chapter: dict[str, Any], years: Sequence[str]) -> list[Block]:
    return [
        Text(chapter["title"], 12.0, gothic(), bold=True, align="center", leading=1.4, with_next=True),
        _heading("現状と課題"),
        *_items(chapter["situation"]),
        _heading("取組の方針・内容"),
        *_items(chapter["policy"]),
        _heading("4年後の到達目標"),
        _targets(chapter, years),
        *(Text(note, 7.0, leading=1.3, after=1.0) for note in chapter["notes"]),
        _heading("主要事業の年次計画"),
        _plan(chapter, years),
    ]


def _heading(text: str) -> Text:
    return Text(text, 10.5, gothic(), bold=True, leading=1.4, before=8.0, after=1.0, with_next=True)


def _items(items: Sequence[str]) -> list[Block]:
    return [Text("・" + item, 8.5, leading=1.25, after=2.0) for item in items]


def _targets(chapter: dict[str, Any], years: Sequence[str]) -> Table:
    own_column = chapter["ordinals"] == "column"
    widths = (*((20.0, 182.0) if own_column else (202.0,)), 37.0, 56.0, *(55.0,) * 4)
    head: list[Row] = [
        [
            Cell("成果指標", row_span=2, col_span=2 if own_column else 1, align="center"),
            Cell("単位", row_span=2, align="center"),
            Cell("基準値", align="center"),
            Cell("目標値", col_span=4, align="center"),
        ],
        [Cell(year, align="center", size=8.0) for year in ("令和2年度", *years)],
    ]
    body = [_target(row, own_column) for row in chapter["targets"]]
    return Table(widths, [*head, *body], 2, rules=_RULES, face=mincho(), size=8.5, padding=(2.0, 2.0))


def _target(row: Sequence[str], own_column: bool) -> Row:
    ordinal, name, unit, *values = row
    names = [Cell(ordinal, align="center"), Cell(name)] if own_column else [Cell(f"{ordinal} {name}")]
    figures = (Cell(value, align="right" if re.match(r"\d", value) else "center") for value in values)
    return [*names, Cell(unit, align="center"), *figures]


def _plan(chapter: dict[str, Any], years: Sequence[str]) -> Table:
    rows: list[Row] = [[Cell(label, align="center") for label in ("事業名", *years)]]
    for project in chapter["project"]:
        rows += _project(project, chapter["departments"] == "inside")
    return Table((47.0, *(117.0,) * 4), rows, rules=_RULES, face=mincho(), size=8.5, padding=(2.0, 2.0))


def _project(project: dict[str, Any], inside: bool) -> list[Row]:
    name, department = project["name"], project["department"]
    title: Row = (
        [Cell(f"{name} {department}", col_span=5, shade=0.95)]
        if inside
        else [Cell(name, col_span=4), Cell(department, align="right")]
    )
    costs = [Cell(cost, align="right" if cost != "—" else "center") for cost in project["cost"]]
    return [
        title,
        [Cell("費用", align="center"), *costs],
        [Cell("概略", align="center"), *_spread(project["summary"])],
    ]


def _spread(summary: Sequence[str]) -> list[Cell]:
    """Return the cells of a summary row, each over the years that it is continued to."""
    cells: list[Cell] = []
    for text in summary:
        if text == _CONTINUED:
            last = cells.pop()
            cells.append(Cell(last.text, col_span=last.col_span + 1, size=last.size))
        else:
            cells.append(Cell(text, size=6.5))
    return cells
