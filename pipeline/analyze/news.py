"""What a new release changed: the short form of its diff that a run ends with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.analyze import diff

if TYPE_CHECKING:
    import duckdb

TOLD = ("withdrawn", "revised", "filled")  # changes of figures that are told one by one
DOCUMENTS = 5  # documents that are told of; a first run may bring thousands

# Documents that name an indicator which an earlier one names; of the others there is nothing to tell.
_NEWEST = """
WITH placed AS MATERIALIZED (FROM release),
newest AS (
    FROM placed WHERE document_id IN (SELECT unnest(?)) ORDER BY release_order DESC LIMIT ?
)
SELECT release_order, document_id FROM newest
WHERE EXISTS (
    SELECT 1 FROM observation o JOIN observation before USING (indicator_id)
    JOIN placed p ON p.document_id = before.document_id
    WHERE o.document_id = newest.document_id AND p.release_order < newest.release_order
)
"""


@dataclass(frozen=True)
class News:
    """What one document says otherwise than what was known before it.

    ``counts`` are statements by change; ``indicators`` the renamed, split, merged, redefined, dropped and
    new ones since the release before it of the same plan (change, old_name, new_name, reason);
    ``figures`` what was withdrawn, revised and filled, the largest revision first (columns of
    :func:`pipeline.analyze.diff.news`).
    """

    document_id: str
    counts: dict[str, int]
    indicators: list[dict[str, Any]]
    figures: list[dict[str, Any]]


def tell(connection: duckdb.DuckDBPyConnection, documents: Collection[str]) -> list[News]:
    """Return the news of the newest of ``documents``; one before which nothing was known has none."""
    newest = connection.execute(_NEWEST, [sorted(documents), DOCUMENTS]).fetchall()
    told = (_news(connection, document_id) for _, document_id in sorted(newest))
    return [news for news in told if news is not None]


def _news(connection: duckdb.DuckDBPyConnection, document_id: str) -> News | None:
    rows = diff.news(connection, document_id).records()
    counts = Counter(row["change"] for row in rows)
    if not counts.keys() - {"added"}:
        return None
    return News(
        document_id,
        dict(counts),
        diff.indicators(connection, document_id, restated=False).records(),  # the figures tell the rest
        sorted((row for row in rows if row["change"] in TOLD), key=_weight),
    )


def _weight(row: dict[str, Any]) -> tuple[int, float]:
    return TOLD.index(row["change"]), -abs(float(row["delta_pct"] or 0))
