"""The findings of all checks, counted in a line for each check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from pipeline.analyze.checks.finding import described


def summary(found: Sequence[Mapping[str, object]]) -> Iterator[str]:
    """Yield a line for each check that compared something: what it asks, and how often it holds or not."""
    counts = Counter((row["name"], row["severity"] == "info") for row in found)
    for name, said in described().items():
        holds, broken = counts[name, True], counts[name, False]
        if holds or broken:
            yield f"{said['en']}: {holds} as expected or listed, {broken} {said['broken']}s"
