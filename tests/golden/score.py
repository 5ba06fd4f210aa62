"""Comparison of what the warehouse holds with what a reference says, value by value."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from pipeline.normalize.text import key

Fact = tuple[str, ...]


@dataclass(frozen=True)
class Score:
    """How many facts are right, and those that are missing or too many."""

    name: str
    right: int
    missing: tuple[Fact, ...]
    extra: tuple[Fact, ...]

    def __str__(self) -> str:
        total = self.right + len(self.missing)
        lines = [f"{self.name}: {self.right} of {total} right, {len(self.extra)} too many"]
        lines += [f"  missing {fact}" for fact in self.missing] + [f"  extra   {fact}" for fact in self.extra]
        return "\n".join(lines)

    @property
    def perfect(self) -> bool:
        """Whether nothing is missing and nothing is too many."""
        return not self.missing and not self.extra


def score(name: str, expected: Iterable[Fact], found: Iterable[Fact]) -> Score:
    """Compare two collections of facts, each as often as it occurs, and print the score."""
    wanted, have = Counter(expected), Counter(found)
    result = Score(
        name,
        sum((wanted & have).values()),
        tuple(sorted((wanted - have).elements())),
        tuple(sorted((have - wanted).elements())),
    )
    print(result)
    return result


def read_csv(path: Path) -> list[dict[str, str]]:
    """Read a reference file."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    """Return the rows of a query as dictionaries."""
    result = connection.execute(query)
    names = [column[0] for column in result.description or []]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def number(value: object) -> str:
    """Return a number in one spelling, an absent one as an empty text."""
    return "" if value in (None, "") else f"{Decimal(str(value)).normalize() + 0:f}"


def text(value: object) -> str:
    """Return a value as text, an absent one as an empty text."""
    return "" if value is None else str(value)


def heading(value: object) -> str:
    """Return a goal or section for comparison: without leading ordinals and trailing brackets."""
    bare = re.sub(r"^\s*(?:[0-9０-９]+[\s　.．章]*)", "", text(value))
    return key(re.sub(r"[（(][^（）()]*[）)]$", "", bare))


def joined(values: Sequence[str] | None) -> str:
    """Return a list as text, its order left out."""
    return ";".join(sorted(v for v in values or () if v))


def flags(row: Mapping[str, Any]) -> str:
    """Return all flags of an observation of the warehouse as a reference writes them."""
    named = {"is_cumulative": "cumulative", "is_component": "component", "is_repeated": "repeated"}
    return joined([*(row["flags"] or ()), *(word for column, word in named.items() if row[column])])
