"""A target that one plan of a municipality quotes from another under a longer or shorter name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pipeline.analyze.checks.finding import Finding
from pipeline.analyze.checks.words import squeezed

if TYPE_CHECKING:
    import duckdb

NAME = "quoted_target"
# A shorter name is a part of too many others.
_LONG_ENOUGH = 6

_TARGETS = """
SELECT min(o.document_id), coalesce(d.municipality_code, ''), d.plan_id, min(o.indicator_id),
       o.indicator, min(o.fiscal_year), o.value, o.unit, o.qualifier,
       min(format('{}, page {}, table {}, row {}, column {}', o.document_id, page, table_no, row_no, col_no))
FROM observation o JOIN document d USING (document_id)
WHERE o.value IS NOT NULL AND o.value_kind = 'target' AND d.plan_id IS NOT NULL
GROUP BY d.municipality_code, d.plan_id, o.indicator, o.value, o.unit, o.qualifier
ORDER BY ALL
"""


def quoted_targets(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Yield the targets of two plans whose names hold one another and whose values are the same."""
    rows = connection.execute(_TARGETS).fetchall()
    by_name: dict[tuple[str, str], list[tuple[Any, ...]]] = {}
    for row in rows:
        by_name.setdefault((row[1], squeezed(row[4])), []).append(row)
    for municipality, long in sorted(by_name):
        for short in _ends(long):
            if (municipality, short) in by_name:
                yield from _same(by_name[municipality, long], by_name[municipality, short])


def _ends(name: str) -> Iterator[str]:
    """Yield the shorter names that a name begins or ends with."""
    for length in range(_LONG_ENOUGH, len(name)):
        yield name[:length]
        yield name[-length:]


def _same(ours: list[tuple[Any, ...]], theirs: list[tuple[Any, ...]]) -> Iterator[Finding]:
    for a in ours:
        for b in theirs:
            if a[2] != b[2] and a[6:9] == b[6:9]:
                value = f"{a[6].normalize() + 0:f}{a[7] or ''}{' 以上' if a[8] == 'at_least' else ''}"
                yield Finding(
                    NAME, b[0], b[3], b[5], True, f"{a[4]} and {b[4]}: {value} in {a[9]} and {b[9]}"
                )
