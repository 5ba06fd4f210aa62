"""CSV by the rules of the 総務省 for machine-readable tables (2020-12-18).

One datum a cell, no line break in it, numbers as bare numbers, the unit in a column of its own, and 和暦
beside every year and day in 西暦. UTF-8 with a byte order mark, so that Excel reads it as such.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipeline.analyze.export.harmless import harmless
from pipeline.analyze.export.sheets import Column, Language, Sheet
from pipeline.analyze.export.wareki import day, fiscal_year

SEPARATOR = "；"  # between the notes of a list
_YEARS = ("fiscal_year", "first_fiscal_year", "last_fiscal_year", "old_fiscal_year", "new_fiscal_year")
_ERA = {"ja": "（和暦）", "en": "_wareki"}


@dataclass(frozen=True)
class _Field:
    """A column of the file: its head, where its value stands in a row, and how it is written."""

    head: str
    place: int
    write: Callable[[Any], str]


def write(sheet: Sheet, target: Path, language: Language) -> None:
    """Write one sheet."""
    fields = [field for i, column in enumerate(sheet.columns) for field in _fields(i, column, language)]
    with target.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow([field.head for field in fields])
        for row in sheet.rows:
            writer.writerow([field.write(row[field.place]) for field in fields])


def datum(value: Any) -> str:
    """Write a value without anything that a machine would have to undo."""
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return harmless(SEPARATOR.join(one_line(str(item)) for item in value))
    if isinstance(value, str):
        return harmless(one_line(value))
    return "" if value is None else str(value)


def number(value: Decimal) -> str:
    """Write a number without a thousands separator, an exponent or trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def one_line(text: str) -> str:
    """Join lines: a line break in a cell is layout."""
    return " ".join(part.strip() for part in text.splitlines() if part.strip())


def _fields(place: int, column: Column, language: Language) -> Iterator[_Field]:
    yield _Field(column.label, place, datum)
    head = column.label + _ERA[language]
    if column.type == "DATE":
        yield _Field(head, place, lambda value: day(value) if value else "")
    elif column.name in _YEARS:
        yield _Field(head, place, lambda value: fiscal_year(value) if value else "")
