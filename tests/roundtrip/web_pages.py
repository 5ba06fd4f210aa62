"""Random pages of HTML with tables as offices style them, the same for the same seed.

Each page is an element as large as the paper, so that a browser lays it out on a screen as in print, and
its cells can be measured before it is printed (``browser.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from random import Random

from tests.roundtrip.web_styles import BOXED, DRESSINGS, OPEN, RULED, TEXTURES
from tests.typeset import words
from tests.typeset.fonts import font_file

ARRANGEMENTS = ("single", "beside", "stacked", "heading", "unit line", "close", "apart")
FACES = {
    "even gothic": "font-family:Sans;font-feature-settings:'hwid'",
    "proportional gothic": "font-family:Sans;font-feature-settings:'palt'",
    "proportional mincho": "font-family:Serif;font-feature-settings:'palt'",
    "gothic": "font-family:Sans",
    "mincho": "font-family:Serif",
}
"""Faces of the fonts that are installed with the tests: no page depends on what else a machine has."""

PAPER = (595.5, 842.25)
"""A4 in points, in whole pixels of a browser: 794 by 1123."""


@dataclass(frozen=True)
class WebCell:
    """A cell as HTML states it; rows and columns count from 1."""

    row: int
    col: int
    row_span: int
    col_span: int
    text: str


@dataclass(frozen=True)
class WebPage:
    """A page: its seed, its quirks, its markup, and the cells of its tables in the order of the markup."""

    seed: int
    quirks: tuple[str, ...]
    html: str
    style: str
    tables: tuple[tuple[WebCell, ...], ...]


@dataclass(frozen=True)
class _Look:
    name: str
    enclosed: bool
    textures: tuple[str, ...]
    labels: Sequence[str]

    @property
    def wrapped(self) -> bool:
        return self.enclosed and "justify" not in self.textures


def web_page(seed: int, quirks: Sequence[str] = (), labels: Sequence[str] = words.LABELS) -> WebPage:
    """Make the page of ``seed``; of borders, textures and arrangements, ``quirks`` are held."""
    random = Random(f"web {seed}")
    name = _held(quirks, (*RULED, *BOXED, *OPEN)) or random.choice((*RULED, *OPEN))
    arrangement = _held(quirks, ARRANGEMENTS) or random.choice(ARRANGEMENTS)
    drawn = random.sample(sorted(TEXTURES), random.randint(1, 2))
    textures = tuple(q for q in quirks if q in (*TEXTURES, *DRESSINGS)) or tuple(drawn)
    usable = [label for label in labels if 1 < len(label) < 40 and label.isprintable()]
    look = _Look(name, name not in OPEN, textures, usable)
    count = 1 if arrangement in ("single", "close") else 2
    made = [_table(random, look, narrow=arrangement == "beside") for _ in range(count)]
    html = _arranged(random, arrangement, [markup for markup, _ in made])
    return WebPage(
        seed, (name, arrangement, *textures), html, _style(random, look, seed), tuple(c for _, c in made)
    )


def document(pages: Sequence[WebPage]) -> str:
    """Return the HTML of ``pages``, one sheet each."""
    sheets = "\n".join(f'<div class="sheet" id="s{p.seed}">{p.html}</div>' for p in pages)
    styles = "\n".join(p.style for p in pages)
    head = f'<head><meta charset="utf-8"><style>{font_faces()}{_BASE}\n{styles}</style></head>'
    return f'<!DOCTYPE html><html lang="ja">{head}<body>{sheets}{_MEASURE}</body></html>'


def font_faces() -> str:
    """Return the rules that give the fonts ``Sans`` and ``Serif``, which come with the tests."""
    files = {name: font_file(file).as_uri() for name, file in _FILES.items()}
    return "".join(f"@font-face{{font-family:{name};src:url('{uri}')}}" for name, uri in files.items())


_FILES = {"Sans": "NotoSansJP-Regular", "Serif": "NotoSerifJP-Regular"}

_BASE = """@page{size:794px 1123px;margin:0} html,body{margin:0;padding:0}
.sheet{box-sizing:border-box;width:794px;height:1123px;padding:60px 50px;overflow:hidden;break-after:page}
h2{font-size:14pt;margin:14px 0 8px} p{font-size:9pt;margin:8px 0} .close{margin:0}
p.unit{text-align:right;margin:2px 0} th{font-weight:normal} table{margin:0}
#measured{display:none} rt{font-size:50%} sup{font-size:60%}"""

_MEASURE = """<pre id="measured"></pre><script>
const box = e => { const r = e.getBoundingClientRect(), s = e.closest('.sheet').getBoundingClientRect();
  return [r.left - s.left, r.top - s.top, r.right - s.left, r.bottom - s.top]; };
document.fonts.ready.then(() => {
  const sheets = [...document.querySelectorAll('.sheet')].map(s => ({
    fits: s.scrollHeight <= s.clientHeight && s.scrollWidth <= s.clientWidth,
    tables: [...s.querySelectorAll('table')].map(t => ({box: box(t),
      cells: [...t.querySelectorAll('th,td')].map(box)})) }));
  document.getElementById('measured').textContent = JSON.stringify(sheets); });
</script>"""


def _held(quirks: Sequence[str], group: Sequence[str]) -> str | None:
    return next((q for q in quirks if q in group), None)


def _style(random: Random, look: _Look, seed: int) -> str:
    """Return the rules of a page, each for its own tables."""
    face = FACES[random.choice(tuple(FACES))]
    size = random.choice((7.5, 9.0, 10.0))
    own = f"#s{seed} "
    rules = [f"table{{{face};font-size:{size}pt;line-height:{random.choice((1.2, 1.5))}}}"]
    rules.append(f"h2,p{{{face}}}")
    rules.append(f"th,td{{padding:{random.choice(('1px 3px', '3px 6px', '4px 8px'))}}}")
    rules.append("td.value{text-align:right}" if random.random() < 0.7 else "td.value{text-align:center}")
    if look.enclosed:
        rules.append(f"table{{{(RULED | BOXED)[look.name]}}}")
        rules.append("th,td{border:var(--b);border-radius:var(--r,0);box-shadow:var(--s,none)}")
    else:
        rules += ["table{border-collapse:collapse}", *_split(OPEN[look.name])]
        rules.append("th,td{white-space:nowrap}")
    for texture in look.textures:
        rules += _split((TEXTURES | DRESSINGS)[texture])
    return "\n".join(own + rule.replace(",", f",{own}", rule.split("{")[0].count(",")) for rule in rules)


def _split(rules: str) -> list[str]:
    return [f"{rule.strip()}}}" for rule in rules.split("}") if rule.strip()]


def _arranged(random: Random, arrangement: str, tables: Sequence[str]) -> str:
    section, other = (escape(random.choice(words.SECTIONS)) for _ in range(2))
    heading = f"<h2>{section}</h2>"
    prose = "<p>次の表は、本計画の進捗を測る指標の目標値と実績値を示したものです。</p>"
    unit = '<p class="unit">（単位：人）</p>'
    first, second = tables[0], tables[-1]
    if arrangement == "beside":
        gap = random.choice((10, 24))
        return heading + "".join(f'<div style="float:left;margin-right:{gap}px">{t}</div>' for t in tables)
    tag = random.choice(("h2", "p"))
    return {
        "single": f"{heading}{first}{prose}",
        "stacked": f"{heading}{first}{second}",
        "heading": f"{heading}{first}<h2>{other}</h2>{second}{prose}",
        "unit line": f"{heading}{unit}{first}{unit}{second}",
        "close": f'<{tag} class="close">{section}</{tag}>{first}<{tag} class="close">{other}</{tag}>{prose}',
        "apart": f"{heading}{first}{prose}{prose}{second}{prose}",
    }[arrangement]


def _table(random: Random, look: _Look, *, narrow: bool) -> tuple[str, tuple[WebCell, ...]]:
    """Make a table: its markup and its cells."""
    count = random.randint(2, 3 if narrow else 5)
    grouped = look.enclosed and not narrow and random.random() < 0.4
    unit = random.random() < 0.4
    department = not narrow and random.random() < 0.4
    widths = [*([60] if grouped else []), 130 if narrow else 180, *([48] if unit else []), *[70] * count]
    rows = _Rows()
    _header(random, look, rows, (grouped, unit, department), count)
    head = rows.row
    body = random.randint(3, 12)
    while rows.row - head < body:
        size = random.randint(1, 4) if grouped else 1
        for number in range(size):
            rows.begin()
            if grouped and not number:
                rows.add(random.choice(words.GROUP_NAMES), rows=size)
            elif grouped:
                rows.skip(1)
            _row(random, look, rows, unit, count, department)
    if look.enclosed and random.random() < 0.3:
        rows.begin()
        rows.add("合　計", cols=1 + grouped + unit)
        for _ in range(count):
            rows.add(words.value(random), kind="value")
        if department:
            rows.add("―")
    markup = rows.markup(head)
    return _tagged(random, look, [*widths, *([90] if department else [])], markup), tuple(rows.cells)


def _tagged(random: Random, look: _Look, widths: Sequence[int], markup: str) -> str:
    """Return a table of rows, as wide as its columns where these are given."""
    if "caption" in look.textures:
        markup = f"<caption>{escape(random.choice(words.SECTIONS))}</caption>{markup}"
    if not look.wrapped:
        return f"<table>{markup}</table>"
    columns = "".join(f'<col style="width:{w}px">' for w in widths)
    style = f"table-layout:fixed;width:{sum(widths)}px"
    return f'<table style="{style}"><colgroup>{columns}</colgroup>{markup}</table>'


class _Rows:
    """Rows under construction: cells with their places, and their markup."""

    def __init__(self) -> None:
        self.cells: list[WebCell] = []
        self.row = 0
        self._col = 1
        self._html: list[list[str]] = []

    def begin(self) -> None:
        self.row += 1
        self._col = 1
        self._html.append([])

    def skip(self, columns: int) -> None:
        """Leave out columns that a cell of a row above covers."""
        self._col += columns

    def add(
        self, text: str, *, rows: int = 1, cols: int = 1, kind: str = "", tag: str = "td", inner: str = ""
    ) -> None:
        spans = "".join(f' {n}="{v}"' for n, v in (("rowspan", rows), ("colspan", cols)) if v > 1)
        self._html[-1].append(f'<{tag}{spans} class="{kind}">{inner or escape(text)}</{tag}>')
        self.cells.append(WebCell(self.row, self._col, rows, cols, text))
        self._col += cols

    def markup(self, head: int) -> str:
        rows = [f"<tr>{''.join(cells)}</tr>" for cells in self._html]
        return f"<thead>{''.join(rows[:head])}</thead><tbody>{''.join(rows[head:])}</tbody>"


def _header(random: Random, look: _Look, rows: _Rows, has: tuple[bool, bool, bool], count: int) -> None:
    grouped, unit, department = has
    start = random.randrange(len(words.PERIODS) - count + 1)
    periods = words.PERIODS[start : start + count]
    deep = look.enclosed and count > 2 and random.random() < 0.4
    tall = 2 if deep else 1
    rows.begin()
    heads = [*(["分野"] if grouped else []), random.choice(words.NAME_HEADS), *(["単位"] if unit else [])]
    for text in heads:
        rows.add(text, rows=tall, tag="th")
    if deep:
        first, second = random.sample(words.KINDS, 2)
        rows.add(first, cols=1, tag="th")
        rows.add(second, cols=count - 1, tag="th")
    else:
        for period in periods:
            rows.add(period, kind="value", tag="th")
    if department:
        rows.add("所管課", rows=tall, tag="th")
    if deep:
        rows.begin()
        rows.skip(1 + grouped + unit)
        for period in periods:
            rows.add(period, kind="value", tag="th")


def _row(random: Random, look: _Look, rows: _Rows, unit: bool, count: int, department: bool) -> None:
    label = random.choice(look.labels)
    if not look.enclosed:
        label = label[:14]
    inner = escape(label)
    if "ruby" in look.textures and random.random() < 0.4 and len(label) < 9:
        inner = f"<ruby>{inner}<rt>{words.RUBY}</rt></ruby>"
    mark = random.choice(words.MARKS) if "marks" in look.textures and random.random() < 0.4 else ""
    rows.add(label + mark, inner=f"{inner}<sup>{escape(mark)}</sup>" if mark else inner)
    if unit:
        rows.add(random.choice(words.UNITS))
    for _ in range(count):
        blank = look.enclosed and random.random() < 0.06
        text = "" if blank else words.value(random)
        marked = "marks" in look.textures and text and random.random() < 0.2
        mark = random.choice(words.MARKS) if marked else ""
        inner = f"{escape(text)}<sup>{escape(mark)}</sup>" if mark else ""
        if "inner boxes" in look.textures and text:
            inner = f"<div>{inner or escape(text)}</div>"
        rows.add(text + mark, kind="value", inner=inner)
    if department:
        rows.add(random.choice(words.DEPARTMENTS[:-1]))
