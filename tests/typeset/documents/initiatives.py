"""The table of initiatives (進捗状況一覧表), which runs over several pages under a repeated header."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.typeset.fonts import mincho
from tests.typeset.table import Cell, Row, Rules, Table

_WIDTHS = (28.0, 93.0, 172.0, 72.0, 50.0, 346.0)
_HEADER = ("施策\n番号", "名称", "内容", "所管課\n（関連課）", "進捗状況", "令和２年度までの実施等状況")
_YEARS = {"R1": "【令和元年度】", "R2": "【令和２年度】"}
_RULES = Rules(width=0.5, outer_width=1.0, header_width=1.2)


def initiatives_table(initiatives: Sequence[dict[str, Any]]) -> Table:
    """Return the table; the first goal and section stand above it, the others in rows across it."""
    rows: list[Row] = [[Cell(label, align="center") for label in _HEADER]]
    for number, initiative in enumerate(initiatives):
        for title in ("goal", "section") if number else ():
            if title in initiative:
                rows.append([Cell(initiative[title], col_span=len(_WIDTHS), shade=0.95)])
        rows.append(_row(initiative))
    return Table(_WIDTHS, rows, rules=_RULES, face=mincho(), size=8.5, padding=(2.0, 3.0))


def _row(initiative: dict[str, Any]) -> Row:
    return [
        Cell(str(initiative["number"]), align="center"),
        Cell(initiative["name"]),
        Cell(initiative["description"]),
        Cell(initiative["departments"], align="center"),
        Cell("実施済", align="center"),
        Cell(_progress(initiative), size=7.0),
    ]


def _progress(initiative: dict[str, Any]) -> str:
    if "text" in initiative:
        return str(initiative["text"])
    return "\n".join(f"{head}\n{initiative[year]}" for year, head in _YEARS.items())
