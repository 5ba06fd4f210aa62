"""Tables of many rows as HTML that a browser prints over pages, with what each of their values says.

The same layout and seed give the same table. The browser breaks pages within rows, groups and texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from random import Random
from typing import Literal, NamedTuple

from tests.roundtrip.web_pages import font_faces

LOOKS = {
    "bordered": "td,th{border:1px solid #000}",
    "gray": "td,th{border:1px solid #aaa}",
    "horizontal": "td,th{border-top:1px solid #000;border-bottom:1px solid #000}",
}
PLACES = (
    "図書館", "公民館", "児童館", "体育館", "市民農園", "保育所", "子育て広場", "地域包括支援センター",
    "コミュニティバス", "防災訓練", "自主防災組織", "健康診査", "空き家バンク", "ふるさと納税", "国際交流",
    "商店街", "リサイクル教室",
)  # fmt: skip
MEASURES = (
    ("利用者数", "人"), ("相談件数", "件"), ("満足度", "%"), ("参加者数", "人"), ("開催回数", "回"),
    ("登録団体数", "団体"),
)  # fmt: skip
COSTS = ("事業費", "補助金の額", "委託料の額", "修繕費", "人件費", "運営費")
GROUPS = ("子育て", "福祉", "産業", "環境", "防災", "教育", "行政経営", "文化", "健康", "都市整備")
REMARK = "（市が主催する行事に加え、地域の団体や事業者と共催するもの、及び後援するものを含む）"
COLUMNS = (
    ("令和4年度", "目標", 2022, "target"),
    ("令和4年度", "実績", 2022, "actual"),
    ("令和5年度", "実績", 2023, "actual"),
)
TITLE = "第２次総合計画の指標一覧"


@dataclass(frozen=True)
class Layout:
    """How a table is printed.

    ``groups``: ``merged`` at the left, ``sections`` in rows across, ``parts`` of each measure below one
    another. ``breaks``: where the browser likes, or before parts of ``PART`` rows that say that they are
    continued, also in their merged labels (``labelled``), or that have ``another`` heading.
    """

    look: str = "bordered"
    rows: int = 60
    header_again: bool = True
    groups: Literal["none", "merged", "sections", "parts"] = "none"
    unit: Literal["column", "line"] = "column"
    dated: Literal["header", "title"] = "header"
    remarks: bool = False
    landscape: bool = False
    footer: bool = True
    size: float = 9.0
    breaks: Literal["flow", "continued", "labelled", "another"] = "flow"


PART = 16


class Said(NamedTuple):
    """What the document says of one value, ``section`` empty where it is not asked for."""

    name: str
    section: str
    year: int
    kind: str
    unit: str | None
    value: str


class _Row(NamedTuple):
    group: str
    cells: tuple[str, ...]
    across: bool = False


def paged_table(layout: Layout, seed: int) -> tuple[str, list[Said]]:
    """Return the HTML of a document and what its values say."""
    truth: list[Said] = []
    rows = list(_rows(layout, Random(seed), truth))
    parts = [rows] if layout.breaks == "flow" else [rows[k : k + PART] for k in range(0, len(rows), PART)]
    body = [_part(layout, number, part, parts[:number]) for number, part in enumerate(parts)]
    return (
        f"<!DOCTYPE html><html lang=ja><head>{_style(layout)}</head><body>{''.join(body)}</body></html>",
        truth,
    )


def _rows(layout: Layout, random: Random, truth: list[Said]) -> Iterator[_Row]:
    measures = [(m, "千円") for m in COSTS] if layout.unit == "line" else list(MEASURES)
    names = [(f"{place}の{measure}", unit) for place in PLACES for measure, unit in measures]
    random.shuffle(names)
    numbers = iter(random.sample(range(10_000, 99_999), 3 * layout.rows * len(COLUMNS)))
    made, group = 0, -1
    while made < layout.rows:
        group += 1
        title = GROUPS[group % len(GROUPS)] + "の推進" * (group // len(GROUPS))
        if layout.groups == "sections":
            yield _Row("", (f"【{title}】",), across=True)
        for _ in range(random.choice((2, 5, 9))):
            name, unit = names.pop()
            printed = name + (REMARK if layout.remarks and random.random() < 0.4 else "")
            section = {"merged": title, "sections": f"【{title}】"}.get(layout.groups, "")
            for part in ("総数", "男性", "女性") if layout.groups == "parts" else ("",):
                full = f"{printed}　{part}" if part else printed
                values = list(_values(layout, numbers, full, section, unit, made, truth))
                labels = (part,) if part else (printed,)
                column = (unit,) if layout.unit == "column" else ()
                yield _Row(printed if part else title, (*labels, *column, *values))
                made += 1


def _values(
    layout: Layout, numbers: Iterator[int], name: str, section: str, unit: str, made: int, truth: list[Said]
) -> Iterator[str]:
    for _, _, year, kind in _columns(layout):
        number = next(numbers)
        printed = f"{number / 1000:.3f}" if unit == "%" else f"{number:,}"
        value = printed.replace(",", "")
        stated: str | None = unit
        if layout.unit == "line":
            # the line of units stands over the first table, and another heading begins another one
            own = layout.breaks != "another" or made < PART
            value, stated = (f"{value}000", "円") if own else (value, None)
        asked = section if layout.breaks in ("flow", "labelled") else ""
        truth.append(Said(name, asked, year, kind, stated, value))
        yield printed


def _columns(layout: Layout) -> tuple[tuple[str, str, int, str], ...]:
    return COLUMNS if layout.dated == "header" else COLUMNS[:2]


def _part(layout: Layout, number: int, rows: Sequence[_Row], before: Sequence[Sequence[_Row]]) -> str:
    dated = "（令和4年度）" if layout.dated == "title" else ""
    heading = "" if number else f"<h1>{TITLE}{dated}</h1>"
    if layout.breaks == "continued":
        heading += "<h2>１　指標の状況" + "（つづき）" * bool(number) + "</h2>"
    if layout.breaks == "another":
        heading += f"<h2>{number + 1}　{GROUPS[number]}の指標</h2>"
    if layout.unit == "line" and not number:
        heading += '<p class="unit">（単位：千円）</p>'
    head = _header(layout) if layout.header_again or not number or layout.breaks != "flow" else ""
    last = before[-1][-1].group if before else ""
    body = "".join(_body(layout, rows, last))
    table = f"<thead>{head}</thead>{body}" if layout.header_again else f"<tbody>{head}</tbody>{body}"
    broken = ' class="broken"' if number else ""
    return f"<div{broken}>{heading}<table>{table}</table></div>"


def _header(layout: Layout) -> str:
    labels = ["分野"] * (layout.groups == "merged") + ["指標名"]
    labels += ["区分"] * (layout.groups == "parts") + ["単位"] * (layout.unit == "column")
    if layout.dated == "title":
        heads = "".join(f"<th>{kind}</th>" for _, kind, _, _ in _columns(layout))
        return f"<tr>{''.join(f'<th>{label}</th>' for label in labels)}{heads}</tr>"
    tall = "".join(f'<th rowspan="2">{label}</th>' for label in labels)
    years = [(year, len(list(columns))) for year, columns in groupby(COLUMNS, key=lambda column: column[0])]
    wide = "".join(f'<th colspan="{count}">{year}</th>' for year, count in years)
    return f"<tr>{tall}{wide}</tr><tr>{''.join(f'<th>{kind}</th>' for _, kind, _, _ in COLUMNS)}</tr>"


def _body(layout: Layout, rows: Sequence[_Row], last: str) -> Iterator[str]:
    """Yield the rows of a part; ``last`` is the group that the part before ends with."""
    width = len(_columns(layout)) + 1 + (layout.groups == "parts") + (layout.unit == "column")
    for group, members in groupby(rows, key=lambda row: row.group):
        own = list(members)
        for place, row in enumerate(own):
            if row.across:
                yield f"<tr><td>{row.cells[0]}</td>{'<td></td>' * (width - 1)}</tr>"
                continue
            label = ""
            if layout.groups in ("merged", "parts") and place == 0:
                again = group == last and row is rows[0]
                text = group + "（続き）" * (again and layout.breaks == "labelled")
                label = f'<td rowspan="{len(own)}">{escape(text)}</td>'
            values = len(_columns(layout))
            words = "".join(f"<td>{escape(text)}</td>" for text in row.cells[:-values])
            numbers = "".join(f"<td class=v>{text}</td>" for text in row.cells[-values:])
            yield f"<tr>{label}{words}{numbers}</tr>"


def _style(layout: Layout) -> str:
    footer = '@bottom-center{content:"- " counter(page) " -"} @top-right{content:"令和6年8月30日"}'
    page = f"@page{{size:A4{' landscape' * layout.landscape};margin:18mm 15mm;{footer * layout.footer}}}"
    rules = (
        font_faces(),
        page,
        f"body{{font-family:Sans;font-size:{layout.size}pt;margin:0}}",
        "h1{font-size:16pt} h2{font-size:12pt}",
        "p.unit{text-align:right;margin:0} .broken{break-before:page} th{font-weight:normal}",
        "table{border-collapse:collapse;width:100%} td,th{padding:3px 5px}",
        "td.v{text-align:right;white-space:nowrap}",
        LOOKS[layout.look],
    )
    return f'<meta charset="utf-8"><style>{" ".join(rules)}</style>'
