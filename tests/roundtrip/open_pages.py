"""Pages of HTML whose tables have no enclosing lines, as plans of municipalities print their indicators.

Each layout is one thing that makes it hard to see where a table begins and ends, or which rows it has.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from tests.roundtrip.web_pages import OPEN, WebCell, WebPage


class Text(NamedTuple):
    """A cell over several columns or rows, or with breaks in its text; a plain one is a string."""

    text: str
    cols: int = 1
    rows: int = 1


class Layout(NamedTuple):
    """Rows of header and body, rules of style, and what stands above and below the table."""

    head: Sequence[Sequence[str | Text]]
    body: Sequence[Sequence[str | Text]]
    style: str = ""
    above: str = "<h2>第３章　計画の目標</h2>"
    below: str = ""


_HEAD: list[list[str | Text]] = [["指標", "単位", "令和２年度", "令和５年度", "令和８年度"]]
_BODY: list[list[str | Text]] = [
    ["待機児童数", "人", "38", "12", "0"],
    ["特定健康診査受診率", "％", "36.8", "41.2", "60.0"],
    ["市内の宿泊者数", "千人", "1,204", "987", "1,350"],
    ["ごみの総排出量", "ｔ", "28,450", "27,913", "26,000"],
    ["自主防災組織の数", "組織", "112", "118", "130"],
]
_LONG: list[list[str | Text]] = [
    ["生活習慣病の予防に\n取り組む市民の割合", "％", "58.3", "61.0", "70.0"],
    ["子育て支援センターの\n年間の利用者数\n（延べ）", "人", "12,450", "9,873", "15,000"],
    ["空き家バンクの登録件数", "件", "24", "31", "50"],
    ["地域の行事に参加した\n児童の割合", "％", "62.5", "48.0", "75.0"],
]
_NOTES = (
    '<p class="close">※ 数値は各年度末のものです。</p><p class="close">（注）令和８年度は目標値です。</p>'
)
_SECTIONS: list[list[str | Text]] = [
    [Text("基本目標１　子育てしやすいまち", cols=5)],
    *_BODY[:2],
    [Text("基本目標２　にぎわいのあるまち", cols=5)],
    *_BODY[2:],
]
_TOTAL = "tr.last td{border-top:1px solid #000}"

LAYOUTS = {
    "heading close below": Layout(_HEAD, _BODY, below='<p class="close">（２）施策の体系</p>'),
    "heading close above": Layout(_HEAD, _BODY, above='<p class="close">（１）成果を測る指標</p>'),
    "notes below": Layout(_HEAD, _BODY, below=_NOTES),
    "two levels": Layout(
        [
            [Text("指標", rows=2), Text("単位", rows=2), Text("実績値", cols=2), Text("目標値", cols=2)],
            ["令和２年度", "令和５年度", "令和８年度", "令和12年度"],
        ],
        [[*row, value] for row, value in zip(_BODY, ("0", "65.0", "1,400", "25,000", "140"), strict=True)],
    ),
    "section rows": Layout(_HEAD, _SECTIONS),
    "total row": Layout(_HEAD, [*_BODY, ["合計", "件", "29,804", "28,030", "27,480"]], _TOTAL),
    "names above": Layout(_HEAD, _LONG, "td{vertical-align:bottom} td{padding:6px 8px}"),
    "names beside": Layout(_HEAD, _LONG, "td{vertical-align:middle}"),
    "names below": Layout(_HEAD, _LONG, "td{vertical-align:top}"),
    "empty column": Layout(
        [[*_HEAD[0], "備考"]], [[*row, ""] for row in _BODY], "th:last-child{min-width:90px}"
    ),
    "empty row": Layout(_HEAD, [*_BODY[:2], ["市民の満足度", "", "", "", ""], *_BODY[2:]]),
    "empty last row": Layout(_HEAD, [*_BODY, ["市民の満足度", "", "", "", ""]]),
    "long titles": Layout(
        [["指標", "単位", "計画を策定した時の値（令和２年度）", "中間年度の値", "計画の最終年度の目標値"]],
        [["待機児童数", "人", "8", "2", "0"], *_BODY[1:]],
    ),
    "titles on two lines": Layout(
        [["指標", "単位", "現状値\n（令和２年度）", "実績値\n（令和５年度）", "目標値\n（令和８年度）"]],
        _BODY,
    ),
    "words for values": Layout(
        _HEAD, [*_BODY[:2], ["公共施設の再編", "―", "検討", "一部実施", "実施"], *_BODY[2:]]
    ),
}
"""Layouts by what is hard in them."""


def open_page(layout: str, style: str, number: int, *, right: bool = True) -> WebPage:
    """Make the page of a layout in one of the styles of ``OPEN``, with values flush ``right`` or centred."""
    made = LAYOUTS[layout]
    rows, cells = _rows([*made.head, *made.body], len(made.head))
    head, body = "".join(rows[: len(made.head)]), "".join(rows[len(made.head) :])
    html = f"{made.above}<table><thead>{head}</thead><tbody>{body}</tbody></table>{made.below}<p>以上</p>"
    return WebPage(number, (layout, style), html, _style(made, style, number, right=right), (tuple(cells),))


def _rows(table: Sequence[Sequence[str | Text]], head: int) -> tuple[list[str], list[WebCell]]:
    """Return the markup of each row, the first ones a ``head``, and the cells with their places."""
    rows: list[str] = []
    cells: list[WebCell] = []
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(table, start=1):
        tag, markup, col = "th" if number <= head else "td", "", 1
        for item in row:
            text = item if isinstance(item, Text) else Text(item)
            while (number, col) in taken:
                col += 1
            taken |= {(number + i, col + k) for i in range(text.rows) for k in range(text.cols)}
            cells.append(WebCell(number, col, text.rows, text.cols, text.text))
            kind = "value" if col > 2 else "name"
            inner = escape(text.text).replace("\n", "<br>")
            markup += f'<{tag} class="{kind}" rowspan="{text.rows}" colspan="{text.cols}">{inner}</{tag}>'
        last = ' class="last"' if number == len(table) else ""
        rows.append(f"<tr{last}>{markup}</tr>")
    return rows, cells


def _style(layout: Layout, style: str, number: int, *, right: bool) -> str:
    rules = ["table{font:9pt/1.3 'IPAGothic';border-collapse:collapse}", "h2,p{font-family:'IPAGothic'}"]
    rules += [
        "th,td{padding:3px 8px;white-space:nowrap}",
        f"td.value{{text-align:{'right' if right else 'center'}}}",
    ]
    for part in (OPEN[style], layout.style):
        rules += [f"{rule.strip()}}}" for rule in part.split("}") if rule.strip()]
    own = f"#s{number} "
    return "\n".join(own + rule.replace(",", f",{own}", rule.split("{")[0].count(",")) for rule in rules)
