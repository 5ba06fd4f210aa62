"""Several values above each other: in one cell, or in rows that only a legend tells apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from pipeline.normalize.labels.kinds import Kind, resolve
from pipeline.normalize.labels.label import Label, join_lines, read_stub
from pipeline.normalize.labels.values import is_missing_mark, is_value, only_period, quick_value
from pipeline.normalize.prose.joining import paragraphs_of
from pipeline.normalize.tables.around import Surroundings
from pipeline.normalize.tables.beside import with_second
from pipeline.normalize.tables.facts import Fact
from pipeline.normalize.tables.listed import listed
from pipeline.normalize.tables.rows import Row
from pipeline.normalize.tables.worded import worded
from pipeline.normalize.text import key

_TWO = 2
# A line that ends like this, or with a bracket open, is the first part of a name.
_GOES_ON = regex.compile(r"(?:[のをにがはとやたる・、,]|[（(][^）)]*)\s*$")
UNTOLD = "several rows of one name, and nothing tells them apart"


def told_apart(rows: Sequence[Row], stacked: tuple[Label, ...]) -> Iterator[Row]:
    """Give rows of one name the kinds that a legend says (上段：目標), or the trouble that nothing does."""
    total = Counter(_meaning(row) for row in rows if not row.across)
    seen: Counter[object] = Counter()
    for row in rows:
        meaning = _meaning(row)
        if row.across or total[meaning] == 1:
            yield row
        elif total[meaning] == len(stacked):
            said = stacked[seen[meaning]]
            flags = row.label.flags | said.flags
            yield replace(row, label=replace(row.label, kinds=said.kinds, flags=flags))
            seen[meaning] += 1
        else:
            yield replace(row, trouble=UNTOLD)


def _meaning(row: Row) -> object:
    label = row.label
    dates = tuple(cell.text for _, cell in row.periods)
    return (
        row.name_cells,
        row.name,
        label.kinds,
        label.period_label,
        label.flags,
        row.unit,
        row.group,
        dates,
    )


def parts_of(fact: Fact, row: Row, label: Label, around: Surroundings) -> list[Fact]:
    """Split a cell with a value for each of several names, or for each kind that it or a legend says."""
    if said := kinds_of_lines(row, fact.cell.text):
        around = replace(around, stacked=said)
    if around.bracketed and not label.beside:
        label = replace(label, kinds=label.kinds or row.label.kinds, beside=around.bracketed)
    parts = worded(fact, around.sense) or with_second(fact, label, around.sense) or _by_dates(fact)
    if parts:
        return parts
    texts = [line for line in fact.cell.text.split("\n") if line.strip()]
    if len(texts) < _TWO:
        return listed(fact) or [fact]
    if not _all_values(texts) or (_is_one(fact.cell.text) and not _marked(texts)):
        return [fact]
    if parts := _by_legend(fact, texts, around) or listed(fact) or _by_names(fact, texts, row):
        return parts
    if _is_one(fact.cell.text):
        return [replace(fact, warnings=(*fact.warnings, "sign_on_a_line_of_its_own"))]
    return [fact]


def kinds_of_lines(row: Row, text: str) -> tuple[Label, ...]:
    """The kinds of the lines of a cell, where the label of its row names as many, one a line: 目標⏎実績."""
    labels = tuple(read_stub(line) for line in row.label.printed.split("\n") if line.strip())
    lines = [line for line in text.split("\n") if line.strip()]
    if len(labels) < _TWO or len(labels) != len(lines) or not all(label.kinds for label in labels):
        return ()
    return labels


def _by_dates(fact: Fact) -> list[Fact]:
    """One fact for each value of a cell that prints the year of each (30％（R8）, 28％（R13）)."""
    values = quick_value(fact.cell.text).multi
    days = {(value.period.start, value.period.end) for value in values if value.period is not None}
    if fact.period is not None or len(values) < _TWO or len(days) != len(values):
        return []
    texts = [value.raw for value in values]
    return [
        replace(fact, text=text, part_no=number, printed=fact.cell.text)
        for number, text in enumerate(texts, start=1)
    ]


def _by_legend(fact: Fact, texts: Sequence[str], around: Surroundings) -> list[Fact]:
    """One fact for each line of a cell whose legend says as many (上段：目標　下段：達成率)."""
    if len(around.stacked) != len(texts):
        return []
    kinds = [resolve((said,), fact.period, around.sense) for said in around.stacked]
    return [
        replace(fact, kind=kind, text=text, part_no=number, unit_hint=_unit(fact, kind))
        for number, (kind, text) in enumerate(zip(kinds, texts, strict=True), start=1)
    ]


def _unit(fact: Fact, kind: Kind) -> str:
    """A rate is not in the unit of what it compares."""
    return "" if kind.kind in ("rate", "grade") else fact.unit_hint


def _by_names(fact: Fact, texts: Sequence[str], row: Row) -> list[Fact]:
    """One fact for each line of a cell where the name cell has as many names."""
    names, outer = _names(row), [_bare(cell.text) for cell in row.name_cells[:-1]]
    if len(names) != len(texts):
        return []
    # 計　一般行政職: the name of a fact goes on with what its column says.
    column = fact.name[len(row.name) :] if row.name and fact.name.startswith(row.name) else ""
    full = ["　".join([*outer, name]) + column for name in names]
    return [
        replace(fact, name=name, name_printed=own, text=text, part_no=number, row_key=key(name))
        for number, (name, own, text) in enumerate(zip(full, names, texts, strict=True), start=1)
    ]


def _bare(text: str) -> str:
    label = read_stub(text)
    return label.name or join_lines(label.printed)


def _is_one(text: str) -> bool:
    """Whether a cell is one value, broken over its lines (12,⏎345人)."""
    return quick_value(text).status == "normal"


def _marked(texts: Sequence[str]) -> bool:
    """Whether a line is a mark for a missing value by itself: －⏎12 is two cells in one, or −12."""
    return any(is_missing_mark(text) for text in texts)


def _names(row: Row) -> list[str]:
    """The names in the name cell of a row, one a line; none where a line may only go on in the next one."""
    if not row.name_cells:
        return []
    lines = [line for line in row.name_cells[-1].text.split("\n") if line.strip()]
    alike = len({line.strip()[-1] for line in lines}) == 1  # １級, ２級; 小学校, 中学校
    apart = alike or len(paragraphs_of(row.name_cells[-1])) == len(lines)
    if not apart or any(_GOES_ON.search(line) for line in lines[:-1]):
        return []
    return [line.strip("・･ 　") for line in lines]


def _all_values(texts: Sequence[str]) -> bool:
    return (
        any(map(is_value, texts))
        and all(is_value(text) or is_missing_mark(text) for text in texts)
        and all(only_period(text) is None for text in texts)
    )
