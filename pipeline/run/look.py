"""What a run tells of a new warehouse: asked while it still stands beside the old one."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.errors import NoWarehouseError, QueryError
from pipeline.run.changes import Change, Facts, Prints, compare, differing, facts, prints
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
_REVISIONS = "SELECT change, count(*) FROM provisional_vs_final GROUP BY change ORDER BY change"


@dataclass
class Look:
    """Looks at the new warehouse of ``workspace`` once; then ``changes``, ``news`` and ``summary`` are there.

    ``summary`` has the totals by table, quarantine by document and reason, ledgers left aside by document,
    and revisions by kind.
    """

    workspace: Workspace
    changes: list[Change] = field(default_factory=list)
    news: list[News] = field(default_factory=list)
    summary: Json = field(default_factory=dict)

    def __call__(self, connection: duckdb.DuckDBPyConnection) -> Sequence[dict[str, object]]:
        """Return the rows of ``check_result``; the rest is asked at the same time, by a thread of its own."""
        from pipeline.analyze.checks import rows as findings

        with closing(connection.cursor()) as other, ThreadPoolExecutor(1) as aside:
            told = aside.submit(self._tell, other)
            found = findings(connection)
            told.result()
        self.summary["totals"]["warnings"] = sum(row["severity"] != "info" for row in found)
        return found

    def _tell(self, connection: duckdb.DuckDBPyConnection) -> None:
        from pipeline.analyze.news import tell

        old, new = self._before(), prints(connection)
        names = differing(old, new)
        before = self._facts(names) if names else {}
        self.changes = compare(old, new, before, facts(connection, names) if names else {})
        self.news = tell(connection, new.keys() - old.keys())
        self.summary = _summary(connection)

    def _before(self) -> Prints:
        """Ask the old warehouse; none where there is none, or it is not one of ours."""
        import duckdb

        try:
            with _connect(self.workspace) as connection:
                return prints(connection)
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
    revisions = dict(connection.execute(_REVISIONS).fetchall())
    aside = [list(row) for row in connection.execute(_ASIDE).fetchall()]
    return {"totals": totals, "quarantine": reasons, "aside": aside, "revisions": revisions}


def _connect(workspace: Workspace) -> duckdb.DuckDBPyConnection:
    from pipeline.warehouse import connect

    return connect(workspace)
