"""After a load only what it changed is looked at anew, and what is told is what looking at all tells."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.layers.rows import Row
from pipeline.load import run, standing
from pipeline.normalize import identity
from pipeline.run import inspection as inspections
from pipeline.run.inspection import WarehouseInspection
from pipeline.workspace import Workspace
from tests.load.rows import document, observation, write

HUGE = Decimal("9999999999999999999999999999")
Told = tuple[list[tuple[Any, ...]], int, dict[str, Any]]


@pytest.fixture(autouse=True)
def small_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standing, "MANY", 1)
    monkeypatch.setattr(standing, "FEW", 0.9)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[set[str] | None]:
    """The documents that each inspection was of."""
    seen: list[set[str] | None] = []
    real = WarehouseInspection.__call__

    def spy(
        inspection: WarehouseInspection,
        connection: duckdb.DuckDBPyConnection,
        documents: Collection[str] | None,
    ) -> Sequence[dict[str, object]]:
        seen.append(None if documents is None else {*documents})
        return real(inspection, connection, documents)

    monkeypatch.setattr(WarehouseInspection, "__call__", spy)
    return seen


def figures(name: str, *values: object) -> Iterator[Row]:
    """Two indicators over the years, one of which has a baseline, a target and a rate."""
    for number, value in enumerate(values):
        year = {"fiscal_year": 2015 + number}
        status = "provisional" if number == len(values) - 1 else "final"
        yield observation(name, "会員数", 1, number, value=value, status=status, **year)
        yield observation(name, "累計の登録者数", 2, number, value=value, is_cumulative=True, **year)
    first = {"fiscal_year": 2015, "value_kind": "target", "status": "planned"}
    yield observation(name, "会員数", 1, 20, value=300, **first)
    yield observation(name, "会員数", 1, 19, value=400, fiscal_year=2014, value_kind="baseline")
    rate = {"fiscal_year": 2015, "value_kind": "rate", "flags": ["achievement"], "decimals": 0}
    yield observation(name, "会員数", 1, 21, value=40, unit="%", **rate)
    yield observation(name, "合計", 3, 0, value=values[0], fiscal_year=2015, flags=["total"])


def put(root: Path, name: str, *values: object, city: str | None = "132110", **change: Any) -> None:
    row = document(name, municipality_code=city, published_on=f"20{name[-2:]}-04-01", plan_id=f"p{city}")
    write(root, (row | change, figures(name, *values)), plans=[{"plan_id": f"p{city}", "title": "戦略"}])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two municipalities, one of them with a document that only its publisher ties to it, and another."""
    put(tmp_path, "a20", 120, 140, 1250, 130)
    put(tmp_path, "a21", 120, 150, 125, 131)
    put(tmp_path, "b20", 10, 12, 11, city="131000", publisher="乙市")
    put(tmp_path, "b21", 10, 13, 11, 14, city="131000", publisher="乙市")
    put(tmp_path, "c22", 10, 13, 12, 14, city=None, publisher="乙市")
    put(tmp_path, "d22", 7, 8, city=None, publisher="丙町")
    put(tmp_path, "e20", 70, 80, 90, city="130000")
    return tmp_path


def load(root: Path, known: dict[str, int] | None = None) -> Told:
    workspace = Workspace(root)
    identity.run(workspace)
    inspection = WarehouseInspection(workspace, known)
    report = run(workspace, inspect=inspection)
    with closing(duckdb.connect(str(workspace.warehouse), read_only=True)) as connection:
        rows = sorted(connection.execute("FROM check_result").fetchall(), key=repr)
    return rows, report.warnings, inspection.summary


def add(root: Path) -> None:
    put(root, "a22", 120, 1, 125, 132)


def change(root: Path) -> None:
    put(root, "b20", 10, 99, 11, city="131000", publisher="乙市")


def remove(root: Path) -> None:
    shutil.rmtree(root / "normalized" / "a20")


def remove_a_whole_municipality(root: Path) -> None:
    shutil.rmtree(root / "normalized" / "e20")


def move(root: Path) -> None:
    put(root, "a21", 120, 150, 125, 131, city="130000")


def change_one_without_code(root: Path) -> None:
    put(root, "d22", 9, 8, city=None, publisher="丙町")


def untie(root: Path) -> None:
    """Nothing says any more whose the document without a code is."""
    put(root, "b20", 10, 12, 11, city="131000")
    put(root, "b21", 10, 13, 11, 14, city="131000")


def direct(root: Path) -> None:
    """No document changes, but what its target says beside its baseline."""
    (root / "raw").mkdir()
    text = '[[indicator]]\nmunicipality_code = "130000"\nname = "会員数"\ndirection = "down"\n'
    (root / "raw" / "indicators.toml").write_text(text, encoding="utf-8")


TIED = {"b20", "b21", "c22", "d22"}


@pytest.mark.parametrize(
    ("deed", "documents"),
    [
        (add, {"a20", "a21", "a22"}),
        (change, TIED),
        (remove, {"a20", "a21"}),
        (remove_a_whole_municipality, {"e20"}),
        (move, {"a20", "a21", "e20"}),
        (change_one_without_code, TIED),
        (untie, TIED),
        (direct, {"e20"}),
    ],
)
def test_what_changed_is_asked_and_all_is_told(
    deed: Callable[[Path], None], documents: set[str], root: Path, asked: list[set[str] | None]
) -> None:
    rows, _, summary = load(root)
    assert {row[0] for row in rows} >= {"two_releases", "magnitude", "target_and_baseline", "printed_rate"}
    deed(root)
    told = load(root, summary["revisions"])
    assert asked == [None, documents]
    standing.forget(Workspace(root).state)
    assert load(root) == told
    assert asked[2:] == [None]
    assert told[0] != rows


def test_other_checks_ask_everything(
    root: Path, asked: list[set[str] | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    load(root)
    monkeypatch.setattr(inspections, "code_hash", lambda *_: "of other checks")
    add(root)
    load(root)
    load(root)
    assert asked == [None, None, set()]


def test_what_was_loaded_without_an_inspection_is_asked_whole(
    root: Path, asked: list[set[str] | None]
) -> None:
    told = load(root)
    run(Workspace(root))
    assert load(root) == told
    assert asked == [None, None]


def test_a_check_that_cannot_be_asked_is_of_all_documents(root: Path, asked: list[set[str] | None]) -> None:
    before = load(root)
    put(root, "e20", HUGE, -HUGE, HUGE, city="130000")
    told = load(root)
    assert any(row[2] is None for row in told[0])
    assert asked == [None, {"e20"}, None]
    standing.forget(Workspace(root).state)
    assert load(root) == told
    put(root, "e20", 70, 80, 90, city="130000")
    assert load(root) == before
