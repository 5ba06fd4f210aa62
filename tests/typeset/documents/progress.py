"""The two progress reports: tables of figures by year, and in the final one the table of initiatives."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from tests.typeset.blocks import Block, PageBreak, Sheet, Stamp, Text
from tests.typeset.documents.facts import read_rows, read_toml
from tests.typeset.documents.initiatives import initiatives_table
from tests.typeset.fonts import gothic, mincho
from tests.typeset.table import Cell, Row, Rules, Table
from tests.typeset.truth import Typeset
from tests.typeset.typesetter import typeset

SHEET = Sheet(width=841.89, height=595.28, margins=(40.0, 42.0, 40.0, 60.0), footer="- {} -")
RULES = Rules(width=0.5, outer_width=1.0, header_width=1.0)
SECTION_SHADE = 0.95
YEARS = ("H26", "H27", "H28", "H29", "H30", "R1", "R2", "R2 target")
_WIDTHS = (210.0, *(57.0,) * 8, 95.0)


def build_provisional() -> Typeset:
    """Typeset the provisional table: stamped 未定稿, the last actual as expected (見込)."""
    facts, rows = read_toml("progress-provisional-r2"), read_rows("progress-provisional-r2")
    blocks: list[Block] = [Stamp(facts["stamp"], 213.0), chapter(facts["heading"])]
    for number, goal in enumerate(facts["goal"]):
        blocks += [PageBreak()] if number else []
        blocks += figures(goal["name"], rows, YEARS, _header(facts["actual_head"]))
        blocks += notes(facts["notes"]) if not number else []
        blocks += _summary(goal["summary"])
    return typeset(blocks, SHEET, title=facts["title"])


def build_final() -> Typeset:
    """Typeset the final report: the initiatives, then the table of figures."""
    facts, rows = read_toml("progress-final-r2"), read_rows("progress-final-r2")
    initiatives = facts["initiative"]
    blocks: list[Block] = [
        chapter(facts["initiatives_heading"]),
        goal_heading(initiatives[0]["goal"]),
        Text(initiatives[0]["section"], 9.5, gothic(), leading=1.2, after=2.0, with_next=True),
        initiatives_table(initiatives),
        PageBreak(),
        chapter(facts["heading"]),
    ]
    for number, goal in enumerate(facts["goal"]):
        blocks += [PageBreak()] if number else []
        blocks += figures(goal["name"], rows, YEARS, _header(facts["actual_head"]))
        blocks += notes(facts["closing_note"]) if number == len(facts["goal"]) - 1 else []
        blocks += _summary(goal["summary"])
        blocks += notes(facts["notes"]) if not number else []
    return typeset(blocks, SHEET, title=facts["title"])


def chapter(text: str) -> Text:
    """Return the heading of a part of the report."""
    return Text(text, 12.0, gothic(), bold=True, align="center", leading=1.3, after=2.0, with_next=True)


def goal_heading(text: str) -> Text:
    """Return a heading 基本目標."""
    return Text(text, 10.5, gothic(), bold=True, leading=1.3, after=2.0, with_next=True)


def figures(goal: str, rows: Sequence[dict[str, str]], years: Sequence[str], head: Row) -> list[Block]:
    """Return the heading of a goal and the table of its rows; ``years`` are the keys of the value columns."""
    own = [row for row in rows if row["goal"] == goal]
    table = Table(
        _WIDTHS, [head, *_body(own, years)], rules=RULES, face=mincho(), size=8.5, padding=(2.0, 2.0)
    )
    return [goal_heading(goal), table]


def _header(actual_head: str) -> Row:
    years = [
        f"{year}\n実績"
        for year in ("平成27年度末", "平成28年度末", "平成29年度末", "平成30年度末", "令和元年度末")
    ]
    return header("平成26年度末\n（※1）", *years, actual_head, "令和２年度末\n目標")


def header(*periods: str) -> Row:
    """Return the header of a table of figures with these labels above its value columns."""
    return [Cell(label, align="center") for label in ("指　　標", *periods, "所管課")]


def _body(rows: Sequence[dict[str, str]], years: Sequence[str]) -> list[Row]:
    body: list[Row] = []
    for section, group in groupby(rows, key=lambda row: row["section"]):
        if section:
            body.append([Cell(section, col_span=len(_WIDTHS), shade=SECTION_SHADE)])
        members = list(group)
        for row, following in zip(members, [*members[1:], {"indicator": "-"}], strict=True):
            body.append(_indicator(row, years, rows_high=1 if following["indicator"] else 2))
    return body


def _indicator(row: dict[str, str], years: Sequence[str], rows_high: int) -> Row:
    """Return the cells of a row; one without a name holds labels under the values of the row above it."""
    if not row["indicator"]:
        return [Cell(row[year], align="center", size=6.0) for year in years]
    indent = "　" if row["indicator"].startswith("(内数)") else ""
    department = row["department"]
    return [
        Cell(indent + row["indicator"], row_span=rows_high),
        *(_value(row[year]) for year in years),
        Cell(
            department, row_span=rows_high, align="center", size=6.5 if department.startswith("（") else None
        ),
    ]


def _value(printed: str) -> Cell:
    return Cell(printed, align="right" if re.search(r"\d[^）]*$", printed) else "center")


def notes(lines: Sequence[str]) -> list[Block]:
    """Return the notes below a table, the first of them as a heading."""
    first = Text(lines[0], 7.0, leading=1.4, after=0.0)
    return [first, *(Text(line, 7.0, indent=8.0, leading=1.4, after=0.0) for line in lines[1:])]


def _summary(lines: Sequence[str]) -> list[Any]:
    return [
        Text(
            line,
            8.5,
            leading=1.3,
            before=3.0 if line[0] != "・" else 0.0,
            after=1.0,
            with_next=line[0] != "・",
        )
        for line in lines
    ]
