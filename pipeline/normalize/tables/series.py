"""Years of which only the number is printed: 平成29年度, 30, 令和元, 2 across or down; 2015, 2020.

They are written out before a table is read, so that everything that reads it sees periods.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import regex

from pipeline.layers.extracted import Cell, Document, Page, Table
from pipeline.normalize.cells.era import ERA_PATTERN, ERAS, Era, find_era
from pipeline.normalize.labels.label import read_label
from pipeline.normalize.text import fold

_DATED = regex.compile(rf"({ERA_PATTERN})(元|\d{{1,2}})(年度末|年度|年末|年)?(?=\Z|[(※*])")
_BARE = regex.compile(r"(元|\d{1,2})(年度末|年度|年末|年)?(?=\Z|[(※*])")
_COMMON_ERA = regex.compile(r"((?:19|20)\d\d)(年度|年)?(?=\Z|[※*]|\((?:見込|推計|予測|速報|実績|目標))")
_HEAD = regex.compile(r"年|年度|年次|西暦|和暦|西暦年|会計年度|年別|年度別|区分")
_BLANK = regex.compile(r"\s")
_STEP = 10
"""Years, at most, from one of a series to the next: censuses are five years apart."""


@dataclass(frozen=True)
class _Year:
    """A year as a cell prints it: its era (None for a bare number), its number, what stands after it."""

    era: Era | None
    spelling: str
    number: int
    suffix: str
    rest: str

    @property
    def common(self) -> int:
        """The year of the common era; of a bare number the number itself."""
        return self.number if self.era is None else self.era.year(self.number)


def written_out(document: Document) -> Document:
    """Return a document in whose tables the years of a series are printed in full."""
    return replace(document, pages=tuple(map(_of_page, document.pages)))


def _of_page(page: Page) -> Page:
    return replace(page, tables=tuple(map(_completed, page.tables))) if page.tables else page


def _completed(table: Table) -> Table:
    texts = {**_down(table), **_across(table)}
    if not texts:
        return table
    cells = (replace(c, text=texts[c.row, c.col]) if (c.row, c.col) in texts else c for c in table.cells)
    return replace(table, cells=tuple(cells))


def _across(table: Table) -> dict[tuple[int, int], str]:
    """The years of the first row: those after the first of a series, right of the column of names.

    The row must begin as a header does: on a page that goes on without one, 1998 and 2005 are values.
    """
    cells = sorted((c for c in table.cells if c.row == 1 and c.text.strip()), key=lambda c: c.col)
    corner = cells[0].text if cells and cells[0].col == 1 else ""
    if corner and not read_label(corner).understood:
        return {}
    return _series([c for c in cells if c.col > 1], "年度" if "年度" in corner else "年")


def _down(table: Table) -> dict[tuple[int, int], str]:
    """The years of a column that is headed 年度 or the like."""
    found: dict[tuple[int, int], str] = {}
    for head in (c for c in table.cells if c.row == 1 and _HEAD.fullmatch(_squeezed(c.text))):
        first = head.row + head.row_span
        body = [c for c in table.cells if c.col == head.col and c.row >= first and c.text.strip()]
        found |= _series(sorted(body, key=lambda c: c.row), "年度" if "年度" in head.text else "年")
    return found


def _series(cells: Sequence[Cell], suffix: str) -> dict[tuple[int, int], str]:
    """Return the texts of the cells that a series of years leaves short, in full.

    Nothing is written out where a number among them follows from no year: it is a value.
    """
    stretch: list[tuple[Cell, _Year]] = []
    for cell in cells:
        year = _read(cell.text)
        if year is not None:
            stretch.append((cell, year))
        elif stretch and any(y.era is None for _, y in stretch) and cell.text.strip()[:1].isdecimal():
            return {}
    years = list(_completed_years([year for _, year in stretch], suffix))
    if len(years) != len(stretch) or len(years) < 2 or not _rises(y.common for y in years):
        return {}
    return {
        (cell.row, cell.col): _printed(year)
        for (cell, bare), year in zip(stretch, years, strict=True)
        if bare != year
    }


def _rises(years: Iterable[int]) -> bool:
    return all(0 < after - before <= _STEP for before, after in pairwise(years))


def _completed_years(years: Sequence[_Year], suffix: str) -> Iterator[_Year]:
    """Yield the years in full; it ends at one that follows from nothing."""
    last: _Year | None = None
    for year in years:
        found: _Year | None = year
        if year.era is None and not year.spelling:
            found = _following(year, last)
        elif not year.suffix:
            found = replace(year, suffix=suffix if year.era is None else last.suffix if last else "")
        if found is None:
            return
        yield found
        last = found


def _following(bare: _Year, last: _Year | None) -> _Year | None:
    """The year of a bare number after ``last``: of its era, or the first ones of the era after it."""
    if last is None or last.era is None:
        return None
    suffix = bare.suffix or last.suffix
    for era in ERAS[ERAS.index(last.era) :]:
        year = _Year(era, _spelled(era, last), bare.number, suffix, bare.rest)
        if 0 < year.common - last.common <= _STEP:
            return year
    return None


def _spelled(era: Era, last: _Year) -> str:
    """The name of an era as the one before it is printed: in full, or its letter."""
    if last.era is era:
        return last.spelling
    forms = last.era.spellings if last.era else ()
    return era.spellings[forms.index(last.spelling)] if last.spelling in forms else era.name


def _read(text: str) -> _Year | None:
    squeezed = _squeezed(text)
    if match := _DATED.match(squeezed):
        number = 1 if match[2] == "元" else int(match[2])
        return _Year(find_era(match[1]), match[1], number, match[3] or "", squeezed[match.end() :])
    if match := _COMMON_ERA.match(squeezed):
        return _Year(None, match[1], int(match[1]), match[2] or "", squeezed[match.end() :])
    if match := _BARE.match(squeezed):
        number = 1 if match[1] == "元" else int(match[1])
        return _Year(None, "", number, match[2] or "", squeezed[match.end() :])
    return None


def _printed(year: _Year) -> str:
    number = "元" if year.number == 1 and len(year.spelling) > 1 else str(year.number)
    return (year.spelling if year.era is None else year.spelling + number) + year.suffix + year.rest


def _squeezed(text: str) -> str:
    return _BLANK.sub("", fold(text))
