"""The story: sets of documents, the project and the plain scripts on each, tables of costs and ratios."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.whole import tables
from benchmarks.whole.costs import Costs, Growth, generated, grown, long_document, raw
from benchmarks.whole.measure import best, shihyo


@dataclass(frozen=True)
class Plan:
    """What to measure: sets of so many pages, sets of so many small documents, one long document (0: none).

    Short sets are measured ``times`` times, and the fastest is taken.
    """

    pages: Sequence[int]
    documents: Sequence[int]
    long: int
    times: int
    camelot: bool


def run(plan: Plan) -> str:
    """Measure all sets; return Markdown."""
    with tempfile.TemporaryDirectory() as folder:
        costs = [raw(Path(folder), plan.times, camelot=plan.camelot)]
        costs += [generated(Path(folder), pages, plan.times, camelot=plan.camelot) for pages in plan.pages]
        growth = [grown(Path(folder), number, plan.times) for number in plan.documents]
        long = long_document(Path(folder), plan.long) if plan.long else None
    return "\n".join(_lines(costs, growth, long, plan.times))


def _lines(costs: Sequence[Costs], growth: Sequence[Growth], long: Costs | None, times: int) -> Iterator[str]:
    yield from tables.whole(costs)
    yield ""
    yield from tables.stages(costs)
    yield ""
    yield from tables.by_pages(costs)
    if growth:
        yield ""
        yield from tables.by_documents(growth)
    if long:
        yield ""
        yield from tables.long_document(long)
    yield ""
    help_ = best(shihyo("--help"), max(3, times))
    yield f"`shihyo --help` takes {help_.wall:.2f} s ({help_.cpu:.2f} s of processor time)."
