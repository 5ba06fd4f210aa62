"""Generations of plans: which plan comes after which."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from pipeline.layers.normalized import SUFFIX
from pipeline.normalize.identity.facts import Release
from pipeline.normalize.identity.names import name_key

_GENERATION = re.compile(r"第?[0-9一二三四五六七八九十]+[期次]")
_YEARS = re.compile(r"(?:平成|令和|昭和|[hrs])?[0-9元]+(?:年度?)?(?:[-~][0-9元]+)?年度?版?")
_STAGE = re.compile(r"(?:改訂|改定|見直し|後期|前期|中間|素案|原案|案|版|新)+$|^(?:後期|前期|新)")


@dataclass(frozen=True)
class Plan:
    """A plan and the order in which it stands among the plans of its line."""

    plan_id: str
    scope: str
    stem: str
    order: tuple[int, int, Any]
    stated: str | None


def succession(pairs: Iterable[tuple[Release, Path]]) -> dict[str, str]:
    """Return the predecessor of each plan that has one: plan_id → plan_id.

    Plans of a municipality are one line where their titles differ in generation (第２期) and years only.
    What a document states goes before what is inferred.
    """
    plans: dict[str, Plan] = {}
    for release, folder in pairs:
        for row in _rows(folder):
            plans.setdefault(row["plan_id"], _plan(row, release))
    stated = {p.plan_id: p.stated for p in plans.values() if p.stated is not None}
    lines: dict[tuple[str, str], list[Plan]] = {}
    for plan in sorted(plans.values(), key=lambda plan: (plan.order, plan.plan_id)):
        lines.setdefault((plan.scope, plan.stem), []).append(plan)
    steps = (step for line in lines.values() for step in pairwise(line))
    return {later.plan_id: earlier.plan_id for earlier, later in steps} | stated


def stem(title: str) -> str:
    """Return what the titles of all generations of a plan have in common."""
    key = name_key(title)
    bare = _STAGE.sub("", _YEARS.sub("", _GENERATION.sub("", key)))
    return bare or key


def _plan(row: dict[str, Any], release: Release) -> Plan:
    # The first generation seldom says that it is one.
    order = (row["generation"] or 1, row["first_fiscal_year"] or 0, release.order)
    return Plan(row["plan_id"], release.scope, stem(row["title"]), order, row["predecessor"])


def _rows(folder: Path) -> list[dict[str, Any]]:
    import pyarrow.parquet as pq

    path = folder / f"plan{SUFFIX}"
    if not path.is_file():
        return []
    with pq.ParquetFile(path) as file:  # read_table would load pandas
        rows: list[dict[str, Any]] = file.read().to_pylist()
    return rows
