"""Random header layouts: every value becomes an observation with the right period, kind and unit.

``SHIHYO_ROUNDTRIP_CASES`` asks for more cases of each form than the few that run by default.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from pipeline.extract.document import extract_document
from pipeline.normalize.document import normalize_document
from tests.typeset.headers import FORMS, Expected, HeaderCase, random_header

CASES = 3 * int(os.environ.get("SHIHYO_ROUNDTRIP_CASES", "3"))


def observations(case: HeaderCase, folder: Path) -> list[dict[str, Any]]:
    """Write, read and understand a case."""
    path = folder / f"{case.seed}.pdf"
    path.write_bytes(case.typeset.pdf)
    return list(normalize_document(extract_document(path, path.stem)).get("observation", []))


def meant(fact: Expected) -> tuple[Any, ...]:
    """Return what is compared of an expected fact."""
    value = fact.value.normalize() if fact.value is not None else None
    kind = (fact.value_kind, fact.status, fact.fiscal_year, fact.cumulative)
    return (fact.indicator, *kind, value, fact.unit, fact.grade, fact.missing)


def understood(row: dict[str, Any]) -> tuple[Any, ...]:
    """Return the same of an observation."""
    value = row["value"].normalize() if row["value"] is not None else None
    kind = (row["value_kind"], row["status"], row["fiscal_year"], bool(row["is_cumulative"]))
    blank = ("unit", "grade", "missing_reason")
    return (row["indicator"], *kind, value, *(row[name] or "" for name in blank))


@pytest.mark.parametrize("form", list(FORMS))
def test_a_form_of_header(form: str, tmp_path: Path) -> None:
    """Each value once, and nothing else."""
    for seed in range(CASES):
        case = random_header(seed, form)
        wanted = Counter(map(meant, case.expected))
        found = Counter(map(understood, observations(case, tmp_path)))
        assert found == wanted, f"seed {seed}: lacks {wanted - found}, has {found - wanted}"


def test_forms_are_drawn() -> None:
    """Without a form, each of them comes up."""
    assert {random_header(seed).form for seed in range(100)} == set(FORMS)
