"""What a new warehouse says otherwise than the one before it, document by document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

Facts = dict[str, dict[str, tuple[object, ...]]]

_FACTS = """
SELECT document_id, observation_id, value, value_low, value_high, unit, grade, missing_reason, qualifier,
       value_kind, status, period_start, period_end
FROM observation WHERE document_id IN (SELECT unnest(?))
"""


@dataclass(frozen=True)
class Change:
    """Observations of a document that are new, gone, or say something else."""

    document_id: str
    added: int
    removed: int
    changed: int


def facts(connection: duckdb.DuckDBPyConnection, documents: Iterable[str]) -> Facts:
    """Return what the warehouse says of ``documents``: document → observation_id → its facts."""
    found: Facts = {}
    for document_id, observation_id, *rest in connection.execute(_FACTS, [list(documents)]).fetchall():
        found.setdefault(document_id, {})[observation_id] = tuple(rest)
    return found


def compare(old: Facts, new: Facts) -> list[Change]:
    """Return the documents whose observations differ, in order of their ids."""
    changes = []
    for document_id in sorted(old.keys() | new.keys()):
        before, after = old.get(document_id, {}), new.get(document_id, {})
        both = before.keys() & after.keys()
        change = Change(
            document_id,
            added=len(after.keys() - before.keys()),
            removed=len(before.keys() - after.keys()),
            changed=sum(before[key] != after[key] for key in both),
        )
        if change.added or change.removed or change.changed:
            changes.append(change)
    return changes
