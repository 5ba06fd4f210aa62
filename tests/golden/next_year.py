"""A made-up release of the year after the final progress report, made from its facts.

The columns move on by one year: the baseline goes, 令和３年度末 comes, and the targets are for that year. Two
indicators have other names, one is split, one is counted in another unit, one is gone, two are new, and
three figures of the past are restated. The constants say all of it; the diff has to find it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import groupby

from tests.typeset import Block, PageBreak, typeset
from tests.typeset.documents.facts import read_rows, read_toml
from tests.typeset.documents.progress import SHEET, chapter, figures, header, notes

KEPT = ("H27", "H28", "H29", "H30", "R1", "R2")  # years that both releases print
YEARS = (*KEPT, "R3", "R3 target")
LABELS = (
    "平成27年度末\n実績", "平成28年度末\n実績", "平成29年度末\n実績", "平成30年度末\n実績",
    "令和元年度末\n実績", "令和２年度末\n実績", "令和３年度末\n実績", "令和３年度末\n目標",
)  # fmt: skip
STATIONS = "（令和２年度）"  # the year of the figures that lag behind their column

RENAMED = {
    "学童クラブの定員数": "放課後児童対策事業の受入枠",
    "小平グリーンロード等のイベント来場者数": "緑道を生かした催しに訪れた人",
}
SPLIT = "児童館の利用者数"
PARTS = ("小川町二丁目児童館に来た子ども", "花小金井南児童館に来た子ども")
NEW_UNIT = "出会いの創出による交流数"
DROPPED = "就労支援のための講習会参加者数"
NEW = {"空き家バンクの成約数": "14件", "移住の相談をした世帯": "131世帯"}
RESTATED = {
    ("市内保育施設等における保育定員", "H29"): "7,531人",
    ("ファミリー・サポート・センターの提供会員登録数", "H30"): "451人",
    ("認定創業支援事業による支援を受けた件数", "R1"): "254件",
}

Line = dict[str, str]

CATALOG = """
[[document]]
id = "progress-final-r3"
file = "progress-final-r3.pdf"
title = "小平市まち・ひと・しごと創生総合戦略　達成状況"
publisher = "小平市"
municipality_code = "132110"
plan = "小平市まち・ひと・しごと創生総合戦略"
published_on = "2022-08"
maturity = "final"
"""


def pdf() -> bytes:
    """Typeset the release."""
    facts = read_toml("progress-final-r2")
    lines = rows()
    blocks: list[Block] = [chapter(facts["heading"])]
    for number, (goal, _) in enumerate(groupby(lines, key=lambda line: line["goal"])):
        blocks += [PageBreak()] if number else []
        blocks += figures(goal, lines, YEARS, header(*LABELS))
        blocks += notes(facts["notes"]) if not number else []
    return typeset(blocks, SHEET, title="").pdf


def rows() -> list[Line]:
    """The lines of the tables as printed."""
    lines: list[Line] = []
    for line in read_rows("progress-final-r2"):
        lines += _next(line)
    blank = dict.fromkeys(YEARS, "-")
    last = {key: lines[-1][key] for key in ("goal", "section")}
    lines += [
        {**last, "indicator": name, "department": "政策課", **blank, "R3": value}
        for name, value in NEW.items()
    ]
    return lines


def label(printed: str) -> str:
    """The name in a printed label, without its marks."""
    return re.split(r"　+（", printed)[0].removeprefix("(内数)")


def _next(line: Line) -> list[Line]:
    """What becomes of a line: mostly one line with other columns."""
    name = label(line["indicator"])
    moved = {**line, "R3": _grown(line["R2"]), "R3 target": line["R2 target"]}
    if not name:
        return [{**moved, "R3": STATIONS, "R3 target": STATIONS}]
    moved |= {year: value for (restated, year), value in RESTATED.items() if restated == name}
    if name == DROPPED:
        return []
    if name == SPLIT:
        return [
            _converted(moved, PARTS[0], lambda number: number // 3),
            _converted(moved, PARTS[1], lambda number: number - number // 3),
        ]
    if name == NEW_UNIT:
        pairs = _converted(moved, line["indicator"], lambda number: number // 2)
        return [{key: value.replace("件", "組") for key, value in pairs.items()}]
    return [{**moved, "indicator": line["indicator"].replace(name, RENAMED.get(name, name))}]


def _grown(printed: str) -> str:
    """A figure of the next year: a little more; what is no count is missing again."""
    if not re.search(r"\d[人件部組箇区団]", printed):
        return printed if printed.startswith("（") else "-"
    return _figure(printed, lambda number: number + 7)


def _converted(line: Line, name: str, change: Callable[[int], int]) -> Line:
    return {**line, "indicator": name, **{year: _figure(line[year], change) for year in YEARS}}


def _figure(printed: str, change: Callable[[int], int]) -> str:
    return re.sub(r"[\d,]+", lambda found: f"{change(int(found[0].replace(',', ''))):,}", printed)
