"""What a new warehouse says otherwise than the one before it, document by document."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

Facts = dict[str, dict[str, tuple[object, ...]]]
Prints = dict[str, tuple[int, int]]

_COLUMNS = """
    observation_id, value, value_low, value_high, unit, grade, missing_reason, qualifier, value_kind, status,
    period_start, period_end
"""
_PRINTS = f"""
SELECT document_id, count(*), bit_xor(hash({_COLUMNS})) FROM observation {{chosen}} GROUP BY document_id
"""
_FACTS = f"SELECT document_id, {_COLUMNS} FROM observation WHERE document_id IN (SELECT unnest(?))"


@dataclass(frozen=True)
class Change:
    """Observations of a document that are new, gone, or say something else."""

    document_id: str
    added: int
    removed: int
    changed: int


def prints(connection: duckdb.DuckDBPyConnection, documents: Collection[str] | None = None) -> Prints:
    """Return for each of ``documents`` (None: all) with observations how many it has, and a hash of them.

    Hashes are equal within one process only, where the same DuckDB makes them.
    """
    chosen = "" if documents is None else "WHERE document_id IN (SELECT unnest(?))"
    values = [] if documents is None else [sorted(documents)]
    rows = connection.execute(_PRINTS.format(chosen=chosen), values).fetchall()
    return {name: (count, found) for name, count, found in rows}


def facts(connection: duckdb.DuckDBPyConnection, documents: Iterable[str]) -> Facts:
    """Return what the warehouse says of ``documents``: document → observation_id → its facts."""
    found: Facts = {}
    for document_id, observation_id, *rest in connection.execute(_FACTS, [list(documents)]).fetchall():
        found.setdefault(document_id, {})[observation_id] = tuple(rest)
    return found


def differing(old: Prints, new: Prints) -> list[str]:
    """Return the documents that both have and that say something else: whose facts must be compared."""
    return sorted(name for name in old.keys() & new.keys() if old[name] != new[name])


def compare(old: Prints, new: Prints, before: Facts, after: Facts) -> list[Change]:
    """Return the documents whose observations differ, in order of their ids.

    ``before`` and ``after`` hold the facts of the documents that are :func:`differing`.
    """
    changes = [Change(name, new[name][0], 0, 0) for name in new.keys() - old.keys()]
    changes += [Change(name, 0, old[name][0], 0) for name in old.keys() - new.keys()]
    changes += [_change(name, before.get(name, {}), after.get(name, {})) for name in differing(old, new)]
    told = (change for change in changes if change.added or change.removed or change.changed)
    return sorted(told, key=lambda change: change.document_id)


def _change(name: str, before: dict[str, tuple[object, ...]], after: dict[str, tuple[object, ...]]) -> Change:
    both = before.keys() & after.keys()
    return Change(
        name,
        added=len(after.keys() - before.keys()),
        removed=len(before.keys() - after.keys()),
        changed=sum(before[key] != after[key] for key in both),
    )
