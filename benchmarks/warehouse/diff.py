"""How long the comparisons of `shihyo diff` take: ``python -m benchmarks.warehouse.diff``.

One city, ten releases of a thousand indicators each by default; prints a table in Markdown.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import duckdb

from benchmarks.warehouse.generate import Size, generate
from pipeline.analyze import diff

Compare = Callable[[duckdb.DuckDBPyConnection], diff.Difference]


def main() -> int:
    """Measure each comparison and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--releases", type=int, default=10, help="releases of the plan (10)")
    parser.add_argument("--indicators", type=int, default=1000, help="indicators of each (1000)")
    parser.add_argument("--times", type=int, default=3, help="measure so often and take the fastest (3)")
    chosen = parser.parse_args()
    size = Size(cities=1, plans=1, releases=chosen.releases, indicators=chosen.indicators)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "warehouse.duckdb"
        generate(path, size)
        with closing(duckdb.connect(str(path), read_only=True)) as connection:
            print(table(connection, size, chosen.times))
    return 0


def table(connection: duckdb.DuckDBPyConnection, size: Size, times: int) -> str:
    """Return the seconds and the rows of each comparison."""
    lines = [
        f"{size.releases} releases of {size.indicators:,} indicators, {size.observations:,} observations",
        "",
        "| comparison | rows | seconds |",
        "|---|---:|---:|",
    ]
    for name, compare in _comparisons(connection).items():
        seconds, rows = _fastest(connection, compare, times)
        lines.append(f"| {name} | {rows:,} | {seconds:.2f} |")
    return "\n".join(lines)


def _comparisons(connection: duckdb.DuckDBPyConnection) -> dict[str, Compare]:
    rows = connection.execute("SELECT document_id FROM release ORDER BY release_order").fetchall()
    documents = [document_id for (document_id,) in rows]
    before, last = documents[-2:]
    return {
        "every 見込 against its 確定": diff.provisional,
        "two releases": lambda c: diff.releases(c, before, last),
        "a release against what was known before it": lambda c: diff.news(c, last),
        "what became of the indicators": lambda c: diff.indicators(c, before, last),
        "targets of the first and the last release": lambda c: diff.targets(c, documents[0], last),
        "two days": lambda c: diff.compare(c, "2001-01-01", "2100-01-01"),
        "revision statistics of all releases": diff.statistics,
    }


def _fastest(connection: duckdb.DuckDBPyConnection, compare: Compare, times: int) -> tuple[float, int]:
    seconds, rows = [], 0
    for _ in range(times):
        started = time.perf_counter()
        rows = len(compare(connection).rows)
        seconds.append(time.perf_counter() - started)
    return min(seconds), rows


if __name__ == "__main__":
    raise SystemExit(main())
