"""A release of the year after, read from its pages: the diff says exactly what was done to make it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.analyze import diff
from pipeline.cli import main
from pipeline.errors import ExitCode
from pipeline.warehouse import connect
from pipeline.workspace import Workspace
from tests.golden import next_year
from tests.typeset.documents.facts import read_rows

OLD, NEW = "progress-final-r2", "progress-final-r3"
FISCAL = dict(zip(("H26", *next_year.YEARS[:-1]), range(2014, 2022), strict=True))

Place = tuple[str, str, int]  # indicator, kind, fiscal year


@pytest.fixture(scope="module")
def root(own_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's documents, and then the made-up one."""
    root = Path(shutil.copytree(own_root, tmp_path_factory.mktemp("next") / "workspace"))
    (root / "raw" / f"{NEW}.pdf").write_bytes(next_year.pdf())
    with (root / "raw" / "catalog.toml").open("a", encoding="utf-8", newline="\n") as catalog:
        catalog.write(next_year.CATALOG)
    return root


@pytest.fixture(scope="module")
def said(root: Path) -> str:
    """What the run says that brings it in."""
    with redirect_stdout(StringIO()) as out:
        assert main(["run", "--root", str(root), "--quiet"]) == ExitCode.OK
    return out.getvalue()


@pytest.fixture
def connection(said: str, root: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The warehouse with both."""
    assert said
    with connect(Workspace(root)) as connection:
        yield connection


def test_what_became_of_the_indicators(connection: duckdb.DuckDBPyConnection) -> None:
    expected = {
        *(("renamed", old, new) for old, new in next_year.RENAMED.items()),
        *(("split", next_year.SPLIT, part) for part in next_year.PARTS),
        ("redefined", next_year.NEW_UNIT, next_year.NEW_UNIT),
        ("dropped", next_year.DROPPED, None),
        *(("new", None, name) for name in next_year.NEW),
        *(("restated", name, name) for name, _ in next_year.RESTATED),
    }
    for sides in ((OLD, NEW), (NEW,)):
        rows = diff.indicators(connection, *sides).records()
        assert {(row["change"], row["old_name"], row["new_name"]) for row in rows} == expected
        assert len(rows) == len(expected)


def test_what_became_of_the_figures(connection: duckdb.DuckDBPyConnection) -> None:
    found: dict[str, set[Place]] = {}
    rows = diff.releases(connection, OLD, NEW).records()
    for row in rows:
        place = (row["indicator"], row["value_kind"], row["fiscal_year"])
        found.setdefault(row["change"], set()).add(place)
    assert sum(map(len, found.values())) == len(rows)
    assert found == _expected()


def test_what_else_changed(connection: duckdb.DuckDBPyConnection) -> None:
    rows = diff.releases(connection, OLD, NEW).records()
    named = {row["indicator"] for row in rows if "name" in row["reflagged"]}
    assert named == set(next_year.RENAMED.values())
    assert {flag for row in rows for flag in row["reflagged"]} == {"name"}


def test_the_run_ends_with_it(said: str) -> None:
    for old, new in next_year.RENAMED.items():
        assert f"  renamed    {old} → {new}\n" in said
    assert "平成29年度末: 7,521人 → 7,531人 (+0.1 %)\n" in said


def test_the_command_gives_it_to_machines(said: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert said
    command = ["diff", "--root", str(root), "--json", "--changed", OLD, NEW, "--exit-code"]
    assert main(command) == ExitCode.DIFFERENCE
    rows: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    restated = [(row["indicator"], row["old"], row["new"]) for row in rows if row["change"] == "revised"]
    assert sorted(restated) == [
        ("ファミリー・サポート・センターの提供会員登録数", 448, 451),
        ("市内保育施設等における保育定員", 7521, 7531),
        ("認定創業支援事業による支援を受けた件数", 244, 254),
    ]


def _expected() -> dict[str, set[Place]]:
    printed = _places(read_rows(OLD), ("H26", *next_year.KEPT, "R2 target"))
    new = _places(next_year.rows(), next_year.YEARS)
    old = {_moved(place): text for place, text in printed.items()}
    both = {place for place in old.keys() & new.keys() if place[0] != next_year.NEW_UNIT}
    revised = {(name, "actual", FISCAL[year]) for name, year in next_year.RESTATED}
    missing = {place for place in both if old[place].startswith(("-", "（"))}
    return {
        "revised": revised,
        "still_missing": missing,
        "confirmed": both - revised - missing,
        "removed": {place for place in printed if _moved(place) not in both},
        "added": new.keys() - both,
    }


def _moved(place: Place) -> Place:
    """The place under the name that its indicator has in the newer release."""
    name, kind, year = place
    return next_year.RENAMED.get(name, name), kind, year


def _places(lines: list[dict[str, str]], columns: tuple[str, ...]) -> dict[Place, str]:
    """What these columns of the lines print, by place."""
    found = {}
    for line in lines:
        name = next_year.label(line["indicator"])
        for column in columns if name else ():
            year, _, target = column.partition(" ")
            kind = "target" if target else "baseline" if year == "H26" else "actual"
            found[name, kind, FISCAL[year]] = line[column]
    return found
