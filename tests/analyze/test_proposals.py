"""What waits for a decision, and what a decision does."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import duckdb

from pipeline.analyze.proposals import Proposal, proposals
from pipeline.load import run
from pipeline.normalize import identity
from pipeline.normalize.identity.review import add_decision
from pipeline.workspace import Workspace
from tests.load.rows import document, observation, write


def waiting(workspace: Workspace) -> list[Proposal]:
    identity.run(workspace)
    run(workspace)
    with closing(duckdb.connect(str(workspace.warehouse), read_only=True)) as connection:
        return proposals(connection)


def test_a_proposal_is_decided_once(tmp_path: Path) -> None:
    for accepted in (True, False):
        root = tmp_path / str(accepted)
        old = observation("old", "駅の乗降", 1, 1, fiscal_year=2019, value=187066)
        new = observation("new", "図書の貸出", 1, 1, fiscal_year=2019, value=187066)
        workspace = write(root, (document("a", published_on="2020-04-01"), [old | {"document_id": "a"}]))
        write(root, (document("b", published_on="2021-04-01"), [new | {"document_id": "b"}]))
        workspace.raw.mkdir()
        (proposal,) = waiting(workspace)
        assert (proposal.older.name, proposal.newer.name) == ("駅の乗降", "図書の貸出")
        assert (proposal.older.documents, proposal.newer.documents) == (("a",), ("b",))
        assert [figure.value for figure in proposal.older.series] == [187066]
        add_decision(workspace.indicators, proposal.decision(accepted, "seen"))
        assert waiting(workspace) == []
        with closing(duckdb.connect(str(workspace.warehouse), read_only=True)) as connection:
            found = connection.execute("SELECT count(*) FROM indicator").fetchone()
        assert found == (1 if accepted else 2,)
