"""A large warehouse is brought up to date in a copy, and then holds what a new one would hold."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.layers import contract
from pipeline.layers.rows import Row
from pipeline.load import amend, run, standing
from pipeline.normalize import identity
from pipeline.workspace import Workspace
from tests.load.rows import document, observation, write

PLANS: list[Row] = [
    {"plan_id": "one", "title": "総合戦略", "first_fiscal_year": 2015},
    {"plan_id": "two", "title": "第２期総合戦略", "generation": 2},
    {"plan_id": "three", "title": "第３期総合戦略", "generation": 3},
]


@pytest.fixture(autouse=True)
def small_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standing, "MANY", 1)
    monkeypatch.setattr(standing, "FEW", 1.0)


@pytest.fixture
def amended(monkeypatch: pytest.MonkeyPatch) -> list[standing.Change]:
    """The changes that were made in a copy."""
    seen: list[standing.Change] = []
    real = amend.amend

    def spy(connection: duckdb.DuckDBPyConnection, source: Any, change: standing.Change) -> set[str]:
        seen.append(change)
        return real(connection, source, change)

    monkeypatch.setattr(amend, "amend", spy)
    return seen


def put(
    root: Path, name: str, values: Iterable[int], plan: str = "one", label: str = "公園の来訪者"
) -> Workspace:
    rows = [observation(name, label, 1, n, fiscal_year=2015 + n, value=v) for n, v in enumerate(values)]
    return write(root, (document(name, plan_id=plan, published_on=f"20{name[1:]}-04-01"), rows), plans=PLANS)


def contents(workspace: Workspace) -> dict[str, list[tuple[object, ...]]]:
    with closing(duckdb.connect(str(workspace.warehouse), read_only=True)) as connection:
        return {
            name: sorted(connection.execute(f'FROM "{name}"').fetchall(), key=repr)
            for name in [*contract.tables(), "series", "provisional_vs_final", "target_revision"]
        }


def load(workspace: Workspace) -> dict[str, list[tuple[object, ...]]]:
    identity.run(workspace)
    assert run(workspace, runs=[{"run_id": "r", "outcome": "read"}]).failures == {}
    return contents(workspace)


def one_more(root: Path) -> None:
    put(root, "d22", (5, 6, 7))


def one_changed(root: Path) -> None:
    put(root, "d21", (1, 2, 30))


def one_says_a_thing_twice(root: Path) -> None:
    rows = [observation("d22", "公園の来訪者", row, 1, value=7, missing_reason=None) for row in (1, 2)]
    write(root, (document("d22", plan_id="one", published_on="2022-04-01"), rows), plans=PLANS)


def one_gone(root: Path) -> None:
    shutil.rmtree(root / "normalized" / "d21")


def a_plan_between(root: Path) -> None:
    put(root, "d18", (9,), plan="two")


def the_first_goes(root: Path) -> None:
    """Whatever was named by it gets its names from the next one."""
    shutil.rmtree(root / "normalized" / "d15")


def an_alias(root: Path) -> None:
    (root / "raw").mkdir()
    text = '[[indicator]]\nname = "公園の来訪者"\naliases = ["緑地の来訪者"]\n'
    (root / "raw" / "indicators.toml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "change",
    [one_more, one_changed, one_says_a_thing_twice, one_gone, a_plan_between, the_first_goes, an_alias],
)
def test_the_copy_holds_what_a_new_one_would(
    change: Callable[[Path], None], tmp_path: Path, amended: list[standing.Change]
) -> None:
    put(tmp_path, "d15", (1, 2), label="緑地の来訪者")
    put(tmp_path, "d20", (1, 2, 3))
    put(tmp_path, "d21", (1, 2, 4), plan="three")
    workspace = Workspace(tmp_path)
    load(workspace)
    assert amended == []
    change(tmp_path)
    found = load(workspace)
    assert len(amended) == 1
    (workspace.state / standing.NAME).unlink()
    assert load(workspace) == found
    assert len(amended) == 1


def test_a_document_that_cannot_be_loaded_is_found_in_the_copy_too(
    tmp_path: Path, amended: list[standing.Change]
) -> None:
    workspace = put(tmp_path, "d20", (1, 2, 3))
    load(workspace)
    put(tmp_path, "d21", (1, 2, 4))
    path = workspace.normalized_dir("d21") / "observation.parquet"
    path.write_bytes(path.read_bytes()[:-9])
    report = run(workspace)
    assert (report.documents, list(report.failures)) == (("d20",), ["d21"])
    put(tmp_path, "d21", (1, 2, 5))
    assert run(workspace).documents == ("d20", "d21")
    assert [change.fresh for change in amended] == [("d21",), ("d21",)]


def test_a_warehouse_that_somebody_changed_is_made_anew(
    tmp_path: Path, amended: list[standing.Change]
) -> None:
    workspace = put(tmp_path, "d20", (1, 2, 3))
    load(workspace)
    with closing(duckdb.connect(str(workspace.warehouse))) as connection:
        connection.execute("DELETE FROM observation")
    assert len(load(workspace)["observation"]) == 3
    assert amended == []


def test_what_a_document_says_twice_is_stated_once(tmp_path: Path) -> None:
    put(tmp_path, "d20", (1, 2, 3))
    load(Workspace(tmp_path))
    one_says_a_thing_twice(tmp_path)
    found = load(Workspace(tmp_path))
    assert len(found["repetition"]) == 1
    query = "SELECT count(*) FROM statement WHERE document_id = 'd22'"
    with closing(duckdb.connect(str(tmp_path / "warehouse.duckdb"), read_only=True)) as connection:
        assert connection.execute(query).fetchall() == [(1,)]
