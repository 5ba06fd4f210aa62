"""Sheets that a spreadsheet prints over several pages to the right, with the names on each of them."""

from __future__ import annotations

from typing import Any

from pipeline.normalize.document import normalize_document
from tests.normalize.tables.sketch import document_of

YEARS = (2021, 2022, 2023)


def _told(*tables: str) -> list[tuple[Any, ...]]:
    rows = normalize_document(document_of([[table] for table in tables]))["observation"]
    return [(o["page"], o["indicator"], o["fiscal_year"], o["value"]) for o in rows]


def _page(year: int, *rows: tuple[str, int], header: bool) -> str:
    head = f"| 指標名 | 単位 | {year}年度実績 |\n" if header else ""
    return head + "\n".join(f"| {name} | 人 | {value} |" for name, value in rows)


def test_rows_without_a_header_have_that_of_the_page_as_far_to_the_right() -> None:
    upper = [_page(year, ("会員数", year - 2000), ("講座数", year - 1990), header=True) for year in YEARS]
    lower = [_page(year, ("教室数", year - 1980), header=False) for year in YEARS]
    last = [_page(year, ("商店数", year - 1970), header=False) for year in YEARS]
    assert _told(*upper, *lower, *last) == [
        (page, name, year, year - 2000 + more)
        for first, names in (
            (1, (("会員数", 0), ("講座数", 10))),
            (4, (("教室数", 20),)),
            (7, (("商店数", 30),)),
        )
        for page, year in enumerate(YEARS, start=first)
        for name, more in names
    ]


def test_a_table_that_only_goes_on_has_the_header_of_the_page_before() -> None:
    tables = [
        _page(2021, ("会員数", 1), header=True),
        _page(2022, ("会員数", 2), ("講座数", 3), header=True),
        _page(2022, ("教室数", 4), header=False),
    ]
    assert _told(*tables)[-1] == (3, "教室数", 2022, 4)
