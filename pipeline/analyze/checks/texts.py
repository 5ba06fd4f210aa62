"""Progress texts against the table of the same release: a figure of the text is the table's value of that
fiscal year, or its step from the year before, or several figures of the text add up to it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from pipeline.analyze.checks.finding import Finding
from pipeline.analyze.checks.told import Figure, TableValue, figures_of, values_of
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


def progress_texts(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Compare each indicator of a release with what the progress texts of the release say of it."""
    figures = figures_of(connection)
    values = values_of(connection, "actual", "baseline")
    before = {(v.document_id, v.goal, v.section, v.indicator, v.fiscal_year): v for v in values}
    for value in values:
        told = figures.get((value.document_id, value.fiscal_year), ())
        earlier = before.get(
            (value.document_id, value.goal, value.section, value.indicator, value.fiscal_year - 1)
        )
        yield from _compare(value, earlier, told)
    for target in values_of(connection, "target"):
        yield from _quoted(target, figures.get((target.document_id, target.fiscal_year), ()))


def _quoted(target: TableValue, told: Sequence[Figure]) -> Iterator[Finding]:
    """A target that a text quotes under the very name of the indicator."""
    for figure in told:
        named = squeezed(target.indicator) in squeezed(figure.sentence)
        if named and figure.value == target.value >= _TELLING:
            yield _same(target, figure, "target ")
            return


def _compare(value: TableValue, earlier: TableValue | None, told: Sequence[Figure]) -> Iterator[Finding]:
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


def _tells(value: TableValue, figure: Figure) -> bool:
    """Whether equality says something: of small numbers only with the unit and most of the words."""
    return value.value >= _TELLING or (figure.unit == value.unit and _says(value, figure) >= _SAME)


def _concerns(value: TableValue, figure: Figure) -> bool:
    """Whether a text speaks of an indicator: by its words, more of them where it stands elsewhere."""
    same_place = _key(value.section) == _key(figure.section) and _key(value.goal) == _key(figure.goal)
    return _says(value, figure) >= (_ALIKE if same_place and figure.unit == value.unit else _SAME)


def _says(value: TableValue, figure: Figure) -> float:
    return shared(value.indicator, f"{figure.initiative}／{figure.sentence}")


def _key(heading: str) -> str:
    return squeezed(heading).lstrip("0123456789.")


def _same(value: TableValue, figure: Figure, kind: str = "") -> Finding:
    units = figure.unit == value.unit
    detail = f"{value.indicator} {value.fiscal_year}: {figure.printed} in {figure.place}, "
    detail += f"{kind}{_shown(value.value)}{value.unit or ''} in {value.place}"
    return _finding(value, units, detail if units else f"{detail}: the units differ")


def _step(value: TableValue, earlier: TableValue, figure: Figure) -> Finding:
    units = figure.unit == value.unit
    detail = f"{value.indicator} {value.fiscal_year}: {figure.printed} in {figure.place}, "
    detail += f"{_shown(value.value)} − {_shown(earlier.value)} {value.unit or ''} in {value.place}"
    return _finding(value, units, detail if units else f"{detail}: the units differ")


def _sum(value: TableValue, told: Sequence[Figure]) -> Iterator[Finding]:
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


def _candidates(value: TableValue, told: Sequence[Figure]) -> Iterator[list[Figure]]:
    """The figures of one initiative, then those of the section, in sentences on the indicator's subject."""
    section = [
        figure
        for figure in told
        if figure.unit == value.unit
        and _key(figure.section) == _key(value.section)
        and pairs(value.indicator) & pairs(figure.sentence)
        and value.value >= _TELLING * _TELLING
    ]
    by_initiative: Mapping[str, list[Figure]] = defaultdict(list)
    for figure in section:
        by_initiative[figure.initiative].append(figure)
    yield from by_initiative.values()
    yield section


def _finding(value: TableValue, holds: bool, detail: str) -> Finding:
    return Finding(NAME, value.document_id, value.indicator_id, value.fiscal_year, holds, detail)


def _shown(number: Decimal) -> str:
    return f"{number.normalize() + 0:f}"
