"""Whole documents as municipalities print them, sketched, with what a careful reader records of each.

``data/documents/*.txt`` holds them. A document begins at ``== its subject``; a line ``-`` ends what is drawn.
Then come the expectations, one a line, observations in the order in which they are read::

    name; period; kind; value unit; more       an observation, its warnings as !word
    refused: printed; reason                   a cell in the quarantine

A period is 2020 (a fiscal year), c2020 (a calendar year), m2020-04 (a month), a day, two days, or ``-``; 末
and 初 say where in it the figure was taken. A value in words is ``=word`` for a grade and ``!reason`` where
there is none. The warning of a bare H26, which stands with most of them, is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.normalize.document import normalize_document
from tests.normalize.tables.sketch import document

FOLDER = Path(__file__).parents[1] / "data" / "documents"
_PLANNED = frozenset({"target", "interim_target", "forecast"})
_FACTS = {"is_cumulative": "cumulative", "is_component": "component", "is_repeated": "repeated"}


def _documents() -> Iterator[tuple[str, list[str], list[str]]]:
    for path in sorted(FOLDER.glob("*.txt")):
        for part in path.read_text(encoding="utf-8").split("\n== ")[1:]:
            title, _, body = part.partition("\n")
            drawn, _, expected = body.partition("\n-\n")
            lines = [line for line in expected.splitlines() if line.strip()]
            yield f"{path.stem}: {title}", _parts(drawn), lines


def _parts(drawn: str) -> list[str]:
    """Lines of a table that follow each other are one table."""
    parts: list[str] = []
    last = ""
    for line in drawn.splitlines():
        if line.startswith("|") and last.startswith("|"):
            parts[-1] += "\n" + line
        elif line.strip():
            parts.append(line)
        last = line
    return parts


DOCUMENTS = list(_documents())


def _period(row: dict[str, Any]) -> str:
    start, end, kind = row["period_start"], row["period_end"], row["period_type"]
    point = {"start": "初", "end": "末"}.get(row["period_point"] or "", "")
    if start is None and end is None:
        return "-"
    short = {
        "fiscal_year": f"{start:%Y}",
        "calendar_year": f"c{start:%Y}",
        "month": f"m{start:%Y-%m}",
        "date": f"{start}",
    }
    return short.get(kind, f"{start}..{end}") + point


def _value(row: dict[str, Any]) -> str:
    if row["value"] is not None:
        return f"{row['value']} {row['unit'] or ''}"
    if row["value_low"] is not None or row["value_high"] is not None:
        return f"{row['value_low']}~{row['value_high']} {row['unit'] or ''}"
    return f"={row['grade']}" if row["grade"] else f"!{row['missing_reason']}"


def _more(row: dict[str, Any]) -> list[str]:
    usual = "planned" if row["value_kind"] in _PLANNED else "final"
    said = [word for name, word in _FACTS.items() if row[name]] + list(row["flags"])
    said += [row["status"]] if row["status"] != usual else []
    said += [row["qualifier"]] if row["qualifier"] not in (None, "about_range") else []
    said += [f"as_of={row['as_of_start']}"] if row["as_of_label"] else []
    said += [f"department={row['department']}"] if row["department"] else []
    said += [f"sub={row['sub'].count('{')}"] if row["sub"] else []
    said += ["note"] if row["notes"] else []
    warned = [warning.split(":")[0] for warning in row["warnings"] if warning != "assumed_fiscal_year"]
    return sorted([*said, *(f"!{warning}" for warning in warned)])


def _line(row: dict[str, Any]) -> str:
    kind = str(row["value_kind"])
    return _tidy("; ".join([row["indicator"], _period(row), kind, _value(row), " ".join(_more(row))]))


def _tidy(line: str) -> str:
    parts = [part.strip() for part in line.split(";")]
    return "; ".join([*parts[:4], " ".join(sorted(" ".join(parts[4:]).split()))]).rstrip("; ")


def _refused(row: dict[str, Any]) -> str:
    return f"refused: {row['printed']!s}; {row['reason']}".replace("\n", "⏎")


@pytest.mark.parametrize("title,parts,expected", DOCUMENTS, ids=[title for title, _, _ in DOCUMENTS])
def test_document(title: str, parts: list[str], expected: list[str]) -> None:
    found = normalize_document(document(*parts))
    said = [*map(_line, found["observation"]), *map(_refused, found["quarantine"])]
    wanted = [line if line.startswith("refused:") else _tidy(line) for line in expected]
    assert said == wanted


def test_there_are_documents() -> None:
    assert len(DOCUMENTS) > 0
