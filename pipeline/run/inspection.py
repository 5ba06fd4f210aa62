"""What a run tells of a new warehouse: asked while it still stands beside the old one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.errors import NoWarehouseError, QueryError
from pipeline.run.changes import Change, Facts, Prints, compare, differing, facts, prints
from pipeline.run.code import code_hash
from pipeline.run.task import Json
from pipeline.workspace import Workspace

if TYPE_CHECKING:
    import duckdb

    from pipeline.analyze.news import News

_TOTALS = """
SELECT
    (SELECT count(*) FROM document) AS documents,
    (SELECT count(*) FROM indicator) AS indicators,
    (SELECT count(*) FROM observation) AS observations,
    (SELECT count(*) FROM observation WHERE missing_reason IS NOT NULL) AS missing,
    (SELECT count(*) FROM quarantine) AS quarantined
"""
_REASONS = """
SELECT document_id, reason, count(*) FROM quarantine GROUP BY ALL ORDER BY document_id, count(*) DESC, reason
"""
_ASIDE = "SELECT document_id, count(*) FROM source_table WHERE kind = 'ledger' GROUP BY ALL ORDER BY ALL"
_REVISIONS = "SELECT change, count(*) FROM provisional_vs_final {chosen} GROUP BY change"
_AT = "WHERE list_contains(?, coalesce(municipality_code, ''))"  # the view lets it through to the tables
_PLACES = """
SELECT DISTINCT coalesce(municipality_code, '') FROM document WHERE document_id IN (SELECT unnest(?))
"""
CODE = ("analyze/checks",)
PACKAGES = ("duckdb", "pyarrow")


@dataclass
class WarehouseInspection:
    """Inspects the new warehouse of ``workspace``; then ``changes``, ``news`` and ``summary`` are there.

    ``known`` are the revisions by kind of the old warehouse, None where they are not known.

    ``summary`` has the totals by table, quarantine by document and reason, ledgers left aside by document,
    and revisions by kind.
    """

    workspace: Workspace
    known: Mapping[str, int] | None = None
    changes: list[Change] = field(default_factory=list)
    news: list[News] = field(default_factory=list)
    summary: Json = field(default_factory=dict)

    @property
    def made_by(self) -> str:
        """A hash of the code of the checks, and of what comes with it: their settings are among it."""
        return code_hash(CODE, PACKAGES)

    def __call__(
        self, connection: duckdb.DuckDBPyConnection, documents: Collection[str] | None, /
    ) -> Sequence[dict[str, object]]:
        """Return the rows of ``check_result`` of ``documents`` (None: all).

        The rest is asked at the same time, by a thread of its own.
        """
        from pipeline.analyze.checks import rows as findings
        from pipeline.load.part import part

        with closing(connection.cursor()) as other, ThreadPoolExecutor(1) as aside:
            told = aside.submit(self._tell, other, documents)
            with part(connection, documents) as asked:
                found = findings(asked)
            told.result()
        return found

    def _tell(self, connection: duckdb.DuckDBPyConnection, documents: Collection[str] | None) -> None:
        from pipeline.analyze.news import tell

        old, new = self._before(documents), prints(connection, documents)
        names = differing(old, new)
        before = self._facts(names) if names else {}
        self.changes = compare(old, new, before, facts(connection, names) if names else {})
        self.news = tell(connection, new.keys() - old.keys())
        self.summary = _summary(connection) | {"revisions": self._revisions(connection, documents)}

    def _revisions(
        self, connection: duckdb.DuckDBPyConnection, documents: Collection[str] | None
    ) -> dict[str, int]:
        """Count revisions by kind: where few documents say something else, what they change of the count."""
        if documents is None or self.known is None:
            return dict(sorted(connection.execute(_REVISIONS.format(chosen="")).fetchall()))
        counts = Counter(self.known)
        query = _REVISIONS.format(chosen=_AT)
        with _connect(self.workspace) as old:
            places = sorted({code for each in (old, connection) for code in _places(each, documents)})
            counts.subtract(dict(old.execute(query, [places]).fetchall()))
        counts.update(dict(connection.execute(query, [places]).fetchall()))
        return {change: count for change, count in sorted(counts.items()) if count}

    def _before(self, documents: Collection[str] | None) -> Prints:
        """Ask the old warehouse; none where there is none, or it is not one of ours."""
        import duckdb

        try:
            with _connect(self.workspace) as connection:
                return prints(connection, documents)
        except (duckdb.Error, NoWarehouseError, QueryError):
            return {}

    def _facts(self, documents: list[str]) -> Facts:
        with _connect(self.workspace) as connection:
            return facts(connection, documents)


def _summary(connection: duckdb.DuckDBPyConnection) -> Json:
    answer = connection.execute(_TOTALS)
    names = [column[0] for column in answer.description or ()]
    totals = dict(zip(names, answer.fetchall()[0], strict=True))
    reasons = [list(row) for row in connection.execute(_REASONS).fetchall()]
    aside = [list(row) for row in connection.execute(_ASIDE).fetchall()]
    return {"totals": totals, "quarantine": reasons, "aside": aside}


def _places(connection: duckdb.DuckDBPyConnection, documents: Collection[str]) -> list[str]:
    return [row[0] for row in connection.execute(_PLACES, [sorted(documents)]).fetchall()]


def _connect(workspace: Workspace) -> duckdb.DuckDBPyConnection:
    from pipeline.warehouse import connect

    return connect(workspace)
