"""What stands around one table, put together from the paragraphs and headings of its document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from pipeline.normalize.about.describe import About
from pipeline.normalize.cells.marks import meanings
from pipeline.normalize.cells.period import Period
from pipeline.normalize.context.footnotes import NoteIndex
from pipeline.normalize.context.headings import Heading, Outline
from pipeline.normalize.context.paragraphs import Paragraph
from pipeline.normalize.context.unit_lines import UNIT, units_in
from pipeline.normalize.labels import words as vocabulary
from pipeline.normalize.labels.kinds import TableSense
from pipeline.normalize.labels.label import Label, read_stub
from pipeline.normalize.labels.lexing import UNSET, Setting
from pipeline.normalize.labels.periods import periods_in
from pipeline.normalize.labels.values import only_period
from pipeline.normalize.tables.around import Surroundings
from pipeline.normalize.tables.grid import Grid
from pipeline.normalize.tables.header import Header

# Words that hold 目標 and speak of no target value.
_NOT_TARGET = regex.compile(r"基本目標|重点目標|施策目標|目標[\d０-９①-⑳]|目標年")
_STACKED_AFTER = regex.compile(r"([^\s、。,()（）・=:]{1,12})[(（](?:上|中|下)段[)）]")
_BRACKETED = regex.compile(
    r"[(（]\s*[)）]\s*(?:書き|書|内)?の?(?:数値|数字|値)?は[、,]?\s*([^\s、。,()（）]{1,12})"
)
_STACKED = regex.compile(r"[上中下]段[はがの:=…・\s(（]*([^\s、。,()（）上中下]{1,12})")
_AS_OF = regex.compile(r"現在|時点")
# A longer text is prose, in which a mark in quotation marks need not be defined.
_LONGEST_LEGEND = 200
# A longer heading is a sentence, which may speak of more than the table below it.
_LONGEST_HEADING = 40
# How far above a table, in points, its unit line or caption may stand.
_NEAR = 60.0
_KIND_WORDS = (
    ("target", "目標"),
    ("baseline", "現状|基準値|基準年"),
    ("actual", "実績"),
    ("forecast", "見込"),
)


@dataclass(frozen=True)
class Context:
    """The text of a document around its tables."""

    outline: Outline
    notes: NoteIndex
    paragraphs: tuple[Paragraph, ...]
    about: About


def around(context: Context, grid: Grid, header: Header, across: tuple[Heading, ...]) -> Surroundings:
    """Return what stands around a table; ``across`` are the rows across of the table that it continues."""
    place = (grid.page, grid.table.box.top)
    headings = context.outline.above(*place)
    between = _between(context.paragraphs, headings, place)
    near = [p for p in between if p.page == grid.page and place[1] - p.box.bottom < _NEAR]
    legends = _legends(context, grid, header, near, headings)
    return Surroundings(
        outline=context.outline,
        notes=context.notes,
        sense=_sense(context, grid, header, headings, near),
        units=_corner_units([*_overleaf(context, grid, between), *near], headings, grid),
        caption=_caption(near, headings),
        dated=_dated(context, header, headings, between, date_above(context, *place)),
        stacked=_stacked(legends),
        bracketed=_bracketed(legends),
        legend=_legend([*(p.text for p in near), *_under(context, grid)]),
        across=tuple(reversed(across)),
    )


def date_above(context: Context, page: int, top: float) -> Period | None:
    """Return the day or month that a line near above a table says its values are of, or None.

    令和5年10月31日現在 is one; 令和5年10月31日 may be the day that the document was made.
    """
    lines = [p for p in context.paragraphs if p.page == page and 0 <= top - p.box.bottom < _NEAR]
    headings = [h for h in context.outline.above(page, top)[:1] if h.page == page and top - h.top < _NEAR]
    texts = [line.text for line in lines] + [heading.text for heading in headings]
    periods = [only_period(text) for text in texts if _AS_OF.search(text)]
    found = {period.start: period for period in periods if period and period.type in ("date", "month")}
    return next(iter(found.values())) if len(found) == 1 else None


def setting(context: Context, page: int, top: float) -> Setting:
    """Return the fiscal year that the words above a table speak of, to date years and months without one."""
    headings = context.outline.above(page, top)
    near = [p.text for p in _between(context.paragraphs, headings, (page, top)) if p.page == page]
    for text in (*reversed(near), *(heading.text for heading in headings[:3]), context.outline.title):
        years = {period.fiscal_year for period, _ in periods_in(text) if period.fiscal_year is not None}
        if len(years) == 1:
            return Setting(None, years.pop())
    return UNSET


def _between(
    paragraphs: Sequence[Paragraph], headings: Sequence[Heading], place: tuple[int, float]
) -> list[Paragraph]:
    """The paragraphs between the nearest heading and the table."""
    start = headings[0].position if headings else (0, 0.0)
    return [p for p in paragraphs if start < p.position < place]


def _overleaf(context: Context, grid: Grid, between: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs that end the page before, below its tables, where the page begins with the table."""
    last = max((place for place in context.notes.tables if place < grid.place), default=(0, 0.0))
    if last[0] == grid.page:
        return []
    return [p for p in between if p.page == grid.page - 1 and p.position > last]


def _corner_units(near: Sequence[Paragraph], headings: Sequence[Heading], grid: Grid) -> tuple[str, ...]:
    texts = [paragraph.text for paragraph in reversed(near)]
    if headings and headings[0].page == grid.page:
        texts.append(headings[0].text)
    return next((units for text in texts if (units := units_in(text))), ())


def _under(context: Context, grid: Grid) -> list[str]:
    return [note.text for note in context.notes.under(grid.page, grid.table.box.bottom)]


def _legends(
    context: Context, grid: Grid, header: Header, near: Sequence[Paragraph], headings: Sequence[Heading]
) -> list[str]:
    """The texts that may say what stands above what in a cell, the nearest to the table first."""
    around = [*(p.text for p in near), *_under(context, grid), *_header_texts(grid, header)]
    return [*around, *(heading.text for heading in headings[:1])]


def _header_texts(grid: Grid, header: Header) -> list[str]:
    return [cell.text for cell in grid.table.cells if header.first <= cell.row <= header.last]


def _stacked(texts: Sequence[str]) -> tuple[Label, ...]:
    """What 上段, 中段 and 下段 are where a text says it; nothing where one of them is no kind."""
    for text in texts:
        folded = vocabulary.fold(text)
        found = [*_STACKED_AFTER.finditer(folded)] or [*_STACKED.finditer(folded)]
        labels = [read_stub(match.group(1)) for match in found]
        if len(labels) > 1 and all(label.kinds for label in labels):
            return tuple(labels)
    return ()


def _bracketed(texts: Sequence[str]) -> str:
    """The word of a kind that a text says of what stands in brackets (（ ）内は実績値), or nothing."""
    said = (match[1] for text in texts for match in _BRACKETED.finditer(vocabulary.fold(text)))
    return next((word for word in said if read_stub(word).kinds), "")


def _legend(texts: Sequence[str]) -> str:
    """The texts that say what a mark in a cell means (「－」は該当なし)."""
    return "\n".join(text for text in texts if len(text) < _LONGEST_LEGEND and meanings(text))


def _caption(near: Sequence[Paragraph], headings: Sequence[Heading]) -> str:
    texts = [UNIT.sub("", p.text).strip() for p in near if not p.text.endswith("。")]
    short = [text for text in texts if text and len(text) <= _LONGEST_HEADING]
    return short[-1] if short else UNIT.sub("", headings[0].text).strip() if headings else ""


def _sense(
    context: Context, grid: Grid, header: Header, headings: Sequence[Heading], near: Sequence[Paragraph]
) -> TableSense:
    across = {kind for column in header.value_columns for kind in column.label.kinds}
    said = across | {
        kind
        for cell in grid.table.cells
        if cell.col < header.first_value_col
        for kind in _row_kinds(cell.text)
    }
    words = vocabulary.load()
    heading = [h.text for h in headings[:1] if len(h.text) < _LONGEST_HEADING]
    texts = [_NOT_TARGET.sub("", text) for text in (_caption(near, headings), *heading)]
    texts.append(_NOT_TARGET.sub("", context.outline.title))
    default = ""
    for kind, vocabulary_words in (
        ("forecast", words.forecasts),
        ("target", words.plans),
        ("actual", words.results),
    ):
        if kind == "target" and kind in across:
            continue  # where some columns are called targets, the others are none
        if not default and any(word in text for text in texts[:2] for word in vocabulary_words):
            default = kind
    results = "actual" in said or (not said and not default and any(w in texts[-1] for w in words.results))
    ends = [label.period.end for c in header.value_columns if (label := c.label).period and _is_result(label)]
    marked = max((end for end in ends if end is not None), default=None)
    in_rows = "actual" in said - across
    return TableSense(results, default, context.about.latest_day, marked, in_rows)


def _is_result(label: Label) -> bool:
    return bool({"actual", "outlook", "preliminary"} & set(label.kinds))


def _row_kinds(text: str) -> tuple[str, ...]:
    label = read_stub(text)
    return label.kinds if label.understood else ()


def _dated(
    context: Context,
    header: Header,
    headings: Sequence[Heading],
    between: Sequence[Paragraph],
    day: Period | None,
) -> tuple[tuple[str, Period], ...]:
    """Periods that the words above a table give to its columns without one, by kind of column."""
    found = [pair for paragraph in between for pair in _by_clause(paragraph.text)]
    if day is not None and not any(c.label.kinds or c.label.period for c in header.value_columns):
        return (("", day), *found)
    if any(column.label.period for column in header.value_columns):
        return tuple(found)
    titles = [heading.text for heading in headings[:2]] + [context.outline.title]
    for text in titles:
        named = periods_in(text)
        if len(named) == 1 and named[0][0].type != "range":  # the years of a plan are those of no figure
            found.append(("", named[0][0]))
            break
    return tuple(found)


def _by_clause(text: str) -> list[tuple[str, Period]]:
    """Pairs of a kind and the one period that stands in the same clause (目標は…平成32年度の数値とする)."""
    pairs: list[tuple[str, Period]] = []
    for clause in regex.split(r"[、。，．]", vocabulary.fold(text)):
        named = periods_in(clause)
        if len(named) != 1:
            continue
        kinds = [kind for kind, said in _KIND_WORDS if regex.search(said, clause)]
        if len(kinds) == 1:
            pairs.append((kinds[0], named[0][0]))
    return pairs
