"""Building the warehouse: what it holds, what it refuses, how it takes the place of the old one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from pipeline.errors import LockedError
from pipeline.layers import contract
from pipeline.layers.rows import Row
from pipeline.load import run, swap
from pipeline.normalize import identity
from pipeline.workspace import Workspace
from tests.load.conftest import Start
from tests.load.rows import document, observation, write


@contextmanager
def opened(workspace: Workspace) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(workspace.warehouse), read_only=True) as connection:
        yield connection


def two(root: Path) -> Workspace:
    """A workspace of two releases of one indicator."""
    early = observation("early", "会員数", 1, 2, value=893, status="provisional")
    late = observation("late", "会員数", 1, 2, value=713)
    return write(root, (document("early"), [early]), (document("late"), [late]))


def test_what_was_loaded_is_reported(tmp_path: Path) -> None:
    workspace = two(tmp_path)
    identity.run(workspace)
    report = run(workspace)
    assert (report.documents, report.added, report.removed) == (("early", "late"), ("early", "late"), ())
    assert (report.rows["document"], report.rows["observation"], report.rows["indicator"]) == (2, 2, 1)
    with opened(workspace) as connection:
        assert connection.execute(
            "SELECT count(*) FROM observation WHERE indicator_id IS NULL"
        ).fetchone() == (0,)


def test_a_document_that_left_raw_leaves_the_warehouse(tmp_path: Path) -> None:
    workspace = two(tmp_path)
    identity.run(workspace)
    run(workspace)
    report = run(workspace, ["late"])
    assert (report.documents, report.removed) == (("late",), ("early",))
    with opened(workspace) as connection:
        rows = connection.execute("SELECT DISTINCT document_id FROM indicator_alias").fetchall()
    assert rows == [("late",)]


def test_everything_is_explained_in_both_languages(tmp_path: Path) -> None:
    workspace = two(tmp_path)
    run(workspace)
    with opened(workspace) as connection:
        said = connection.execute(
            """SELECT table_name, comment FROM duckdb_tables()
            UNION ALL SELECT view_name, comment FROM duckdb_views() WHERE NOT internal
            UNION ALL
            SELECT table_name || '.' || column_name, comment FROM duckdb_columns() WHERE NOT internal"""
        ).fetchall()
    for name, comment in said:
        english, _, japanese = (comment or "").partition(" / ")
        assert english.isascii() or any(c.isascii() and c.isalpha() for c in english), name
        assert any(ord(c) > 0x3000 for c in japanese), name


def test_views_have_japanese_twins(tmp_path: Path) -> None:
    workspace = two(tmp_path)
    identity.run(workspace)
    run(workspace)
    with opened(workspace) as connection:
        rows = connection.execute(
            'SELECT "指標", "見込値", "確定値", "差", "変化" FROM "見込と確定"'
        ).fetchall()
    assert rows == [("会員数", 893, 713, -180, "revised")]


@pytest.mark.parametrize(
    "change",
    [
        {"missing_reason": "dash", "unit": None},
        {"value": None},
        {"grade": "A", "value_kind": "grade"},
        {"value_low": 5, "value_high": 4},
        {"part_no": 0},
    ],
)
def test_a_document_that_breaks_a_rule_costs_only_itself(change: Row, tmp_path: Path) -> None:
    bad = observation("bad", "会員数", 1, 2, value=1) | change
    good = observation("good", "会員数", 1, 2, value=1)
    workspace = write(tmp_path, (document("bad"), [bad]), (document("good"), [good]))
    report = run(workspace)
    assert report.documents == ("good",)
    assert "breaks a rule" in str(report.failures["bad"])
    with opened(workspace) as connection:
        rows = connection.execute("SELECT document_id, outcome, stage FROM run").fetchall()
    assert rows == [("bad", "failed", "load")]


def test_a_damaged_file_costs_only_its_document(tmp_path: Path) -> None:
    workspace = two(tmp_path)
    path = workspace.normalized / "late" / "observation.parquet"
    path.write_bytes(path.read_bytes()[:-20])
    report = run(workspace)
    assert report.documents == ("early",)
    assert "shihyo normalize --force late" in str(report.failures["late"])


def test_the_tables_refuse_what_the_contract_forbids(tmp_path: Path) -> None:
    workspace = two(tmp_path)
    run(workspace)
    with duckdb.connect(str(workspace.warehouse)) as connection:
        for change in (
            "value = NULL",
            "missing_reason = 'dash', unit = NULL",
            "status = 'sure'",
            "printed = NULL",
        ):
            with pytest.raises(duckdb.ConstraintException):
                connection.execute(f"UPDATE observation SET {change}")


def test_nothing_is_left_beside(tmp_path: Path) -> None:
    workspace = two(tmp_path)
    beside = swap.beside(workspace.warehouse)
    beside.write_bytes(b"half a warehouse")
    beside.with_name(beside.name + ".wal").write_bytes(b"its log")
    workspace.warehouse.with_name("warehouse.duckdb.wal").write_bytes(b"someone's log")
    run(workspace)
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["warehouse.duckdb"]


def test_the_old_warehouse_stands_until_the_new_one_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = two(tmp_path)
    run(workspace)
    before = workspace.warehouse.read_bytes()

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("pipeline.load.fill.fill", die)
        with pytest.raises(KeyboardInterrupt):
            run(workspace)
    assert workspace.warehouse.read_bytes() == before
    assert run(workspace).documents == ("early", "late")
    assert not swap.beside(workspace.warehouse).exists()


def test_a_warehouse_that_is_held_open_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = two(tmp_path)
    run(workspace)
    tries = []
    replace = Path.replace

    def held(self: Path, target: Path) -> Path:
        if target != workspace.warehouse:
            return replace(self, target)
        tries.append(target)
        if len(tries) < 3:
            raise PermissionError("being used by another process")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", held)
    run(workspace, patience=30)
    assert len(tries) == 3


def test_a_warehouse_that_stays_open_leaves_the_new_one_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = two(tmp_path)
    run(workspace)

    def held(self: Path, target: Path) -> Path:
        raise PermissionError("being used by another process")

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(LockedError, match=r"warehouse\.duckdb\.new"):
        run(workspace, patience=0)
    assert swap.beside(workspace.warehouse).is_file()


def test_the_same_input_gives_the_same_content(tmp_path: Path) -> None:
    contents = []
    for name in ("one", "two"):
        workspace = two(tmp_path / name)
        identity.run(workspace)
        run(workspace)
        with opened(workspace) as connection:
            tables = [row[0] for row in connection.execute("SHOW TABLES").fetchall()]
            found = {name: connection.execute(f'FROM "{name}"').fetchall() for name in tables}
        # A table's rows have an order; a view's have none.
        contents.append({k: v if k in contract.tables() else sorted(v, key=repr) for k, v in found.items()})
    assert contents[0] == contents[1]


def test_plans_keep_what_any_document_knows(tmp_path: Path) -> None:
    plans: list[Row] = [{"plan_id": "p", "title": "総合戦略", "first_fiscal_year": 2015}]
    workspace = write(tmp_path, (document("a", plan_id="p"), []), plans=plans)
    plans[0] |= {"first_fiscal_year": None, "last_fiscal_year": 2019}
    write(tmp_path, (document("b", plan_id="p"), []), plans=plans)
    assert run(workspace).rows["plan"] == 1
    with opened(workspace) as connection:
        rows = connection.execute("SELECT title, first_fiscal_year, last_fiscal_year FROM plan").fetchall()
    assert rows == [("総合戦略", 2015, 2019)]


def test_an_empty_workspace_gives_an_empty_warehouse(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    assert run(workspace).documents == ()
    with opened(workspace) as connection:
        assert connection.execute("SELECT count(*) FROM series").fetchone() == (0,)


def test_a_damaged_template_is_made_anew(tmp_path: Path, shared_template: Start) -> None:
    shared_template(tmp_path / "a.duckdb", tmp_path / "side").close()
    made = next((tmp_path / "side").glob("*.duckdb"))
    made.write_bytes(b"not a database" * 1000)
    with shared_template(tmp_path / "b.duckdb", tmp_path / "side") as connection:
        assert connection.execute("SELECT count(*) FROM observation").fetchone() == (0,)
