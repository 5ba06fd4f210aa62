"""Progress texts against the table of the same release: a figure of the text is the table's value of that
fiscal year, or its step from the year before, or several figures of the text add up to it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.analyze.checks.finding import Finding
from pipeline.analyze.checks.words import pairs, shared, squeezed

if TYPE_CHECKING:
    import duckdb

NAME = "progress_text"
# From this share of its name's pairs of characters on, an indicator is what a text speaks of.
_SAME = 0.4
# … and from this one on under the same heading, where number and unit are the same.
_ALIKE = 0.15
# A value this near to the table's, in a text on the same thing, was meant to be it.
_NEAR = Decimal("0.02")
# Smaller numbers are equal by chance.
_TELLING = 10

_FIGURES = """
SELECT f.document_id, f.fiscal_year, f.value, f.unit, f.printed, f.char_start, p.text, p.name, p.number,
       coalesce(p.goal, ''), coalesce(p.section, ''), p.page
FROM narrative_figure f JOIN initiative_progress p ON p.progress_id = f.source_id
WHERE f.source = 'initiative_progress' AND f.value IS NOT NULL AND f.fiscal_year IS NOT NULL
ORDER BY f.document_id, p.page, f.source_id, f.char_start
"""
_VALUES = """
SELECT document_id, indicator_id, indicator, fiscal_year, value, unit, coalesce(goal, ''),
       coalesce(section, ''), format('page {}, table {}, row {}, column {}', page, table_no, row_no, col_no)
FROM observation
WHERE value IS NOT NULL AND fiscal_year IS NOT NULL AND list_contains(?, value_kind)
ORDER BY document_id, page, table_no, row_no, col_no
"""


@dataclass(frozen=True)
class _Figure:
    """A quantity of a progress text."""

    document_id: str
    fiscal_year: int
    value: Decimal
    unit: str
    printed: str
    start: int
    text: str
    initiative: str
    number: str
    goal: str
    section: str
    page: int

    @property
    def sentence(self) -> str:
        """The item of the text that the figure stands in."""
        begin = self.text.rfind("\n", 0, self.start) + 1
        end = self.text.find("\n", self.start)
        return self.text[begin : end if end >= 0 else len(self.text)]

    @property
    def place(self) -> str:
        return f"{self.document_id}, page {self.page}, {self.initiative} ({self.fiscal_year})"


@dataclass(frozen=True)
class _Value:
    """A value of a table."""

    document_id: str
    indicator_id: str | None
    indicator: str
    fiscal_year: int
    value: Decimal
    unit: str | None
    goal: str
    section: str
    place: str


def progress_texts(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Compare each indicator of a release with what the progress texts of the release say of it."""
    figures: dict[tuple[str, int], list[_Figure]] = defaultdict(list)
    for row in connection.execute(_FIGURES).fetchall():
        figure = _Figure(*row)
        figures[figure.document_id, figure.fiscal_year].append(figure)
    values = _values(connection, "actual", "baseline")
    before = {(v.document_id, v.goal, v.section, v.indicator, v.fiscal_year): v for v in values}
    for value in values:
        told = figures.get((value.document_id, value.fiscal_year), ())
        earlier = before.get(
            (value.document_id, value.goal, value.section, value.indicator, value.fiscal_year - 1)
        )
        yield from _compare(value, earlier, told)
    for target in _values(connection, "target"):
        yield from _quoted(target, figures.get((target.document_id, target.fiscal_year), ()))


def _values(connection: duckdb.DuckDBPyConnection, *kinds: str) -> list[_Value]:
    return [_Value(*row) for row in connection.execute(_VALUES, [list(kinds)]).fetchall()]


def _quoted(target: _Value, told: Sequence[_Figure]) -> Iterator[Finding]:
    """A target that a text quotes under the very name of the indicator."""
    for figure in told:
        named = squeezed(target.indicator) in squeezed(figure.sentence)
        if named and figure.value == target.value >= _TELLING:
            yield _same(target, figure, "target ")
            return


def _compare(value: _Value, earlier: _Value | None, told: Sequence[_Figure]) -> Iterator[Finding]:
    near = [figure for figure in told if _concerns(value, figure)]
    equal = [figure for figure in near if figure.value == value.value and _tells(value, figure)]
    if equal:
        yield _same(value, max(equal, key=lambda f: (f.unit == value.unit, _says(value, f))))
        return
    step = abs(value.value - earlier.value) if earlier is not None and earlier.unit == value.unit else None
    steps = [figure for figure in near if figure.value == step and figure.value >= _TELLING]
    if steps and earlier is not None:
        yield _step(value, earlier, max(steps, key=lambda f: (f.unit == value.unit, _says(value, f))))
        return
    yield from _sum(value, told)


def _tells(value: _Value, figure: _Figure) -> bool:
    """Whether equality says something: of small numbers only with the unit and most of the words."""
    return value.value >= _TELLING or (figure.unit == value.unit and _says(value, figure) >= _SAME)


def _concerns(value: _Value, figure: _Figure) -> bool:
    """Whether a text speaks of an indicator: by its words, more of them where it stands elsewhere."""
    same_place = _key(value.section) == _key(figure.section) and _key(value.goal) == _key(figure.goal)
    return _says(value, figure) >= (_ALIKE if same_place and figure.unit == value.unit else _SAME)


def _says(value: _Value, figure: _Figure) -> float:
    return shared(value.indicator, f"{figure.initiative}／{figure.sentence}")


def _key(heading: str) -> str:
    return squeezed(heading).lstrip("0123456789.")


def _same(value: _Value, figure: _Figure, kind: str = "") -> Finding:
    units = figure.unit == value.unit
    detail = f"{value.indicator} {value.fiscal_year}: {figure.printed} in {figure.place}, "
    detail += f"{kind}{_shown(value.value)}{value.unit or ''} in {value.place}"
    return _finding(value, units, detail if units else f"{detail}: the units differ")


def _step(value: _Value, earlier: _Value, figure: _Figure) -> Finding:
    units = figure.unit == value.unit
    detail = f"{value.indicator} {value.fiscal_year}: {figure.printed} in {figure.place}, "
    detail += f"{_shown(value.value)} − {_shown(earlier.value)} {value.unit or ''} in {value.place}"
    return _finding(value, units, detail if units else f"{detail}: the units differ")


def _sum(value: _Value, told: Sequence[_Figure]) -> Iterator[Finding]:
    """Several figures of the section's texts that together come near to a value."""
    for terms in _candidates(value, told):
        total = sum((figure.value for figure in terms), Decimal(0))
        if len(terms) < 2 or not value.value or abs(total - value.value) > _NEAR * abs(value.value):
            continue
        said = " + ".join(figure.printed for figure in terms)
        places = " and ".join(dict.fromkeys(figure.place for figure in terms))
        detail = f"{value.indicator} {value.fiscal_year}: {said} = {_shown(total)} in {places}, "
        yield _finding(
            value, total == value.value, f"{detail}{_shown(value.value)}{value.unit or ''} in {value.place}"
        )
        return


def _candidates(value: _Value, told: Sequence[_Figure]) -> Iterator[list[_Figure]]:
    """The figures of one initiative, then those of the section, in sentences on the indicator's subject."""
    section = [
        figure
        for figure in told
        if figure.unit == value.unit
        and _key(figure.section) == _key(value.section)
        and pairs(value.indicator) & pairs(figure.sentence)
        and value.value >= _TELLING * _TELLING
    ]
    by_initiative: Mapping[str, list[_Figure]] = defaultdict(list)
    for figure in section:
        by_initiative[figure.initiative].append(figure)
    yield from by_initiative.values()
    yield section


def _finding(value: _Value, holds: bool, detail: str) -> Finding:
    return Finding(NAME, value.document_id, value.indicator_id, value.fiscal_year, holds, detail)


def _shown(number: Decimal) -> str:
    return f"{number.normalize() + 0:f}"
