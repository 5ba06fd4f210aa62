"""`shihyo diff`: each comparison that it makes, in each format, and what its exit code says."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli import main
from pipeline.errors import ExitCode
from tests.small import CATALOG, FINAL, fill, kpi_pdf

TARGETS = (("人口の社会増減", "713人", "713人", "1,200人"), FINAL[1])
NEXT = """
[[document]]
file = "jiki.pdf"
municipality_code = "132110"
plan = "次期総合戦略"
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A provisional release, the final one, and a document of another plan."""
    documents = {"mikomi": kpi_pdf(), "kakutei": kpi_pdf(FINAL, "実績"), "jiki": kpi_pdf(TARGETS, "実績")}
    root = fill(tmp_path_factory.mktemp("diff"), **documents)
    (root / "raw" / "catalog.toml").write_text(CATALOG + NEXT, encoding="utf-8")
    assert main(["run", "--root", str(root), "--quiet"]) == ExitCode.OK
    return root


@pytest.fixture
def diff(root: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Compare with --json; give the rows."""

    def call(*words: str) -> list[dict[str, Any]]:
        capsys.readouterr()
        assert main(["diff", "--root", str(root), "--json", *words]) == ExitCode.OK
        rows: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
        return rows

    return call


def test_provisional_beside_final(diff: Any) -> None:
    rows = diff()
    assert [(row["change"], row["provisional"], row["final"], row["delta"]) for row in rows] == [
        ("revised", 893, 713, -180),
        ("filled", None, 78.1, None),
        ("confirmed", 417, 417, 0),
    ]
    assert rows[0]["delta_pct"] == -20.16


def test_two_documents_and_two_days_say_the_same(diff: Any) -> None:
    by_document = diff("mikomi", "kakutei")
    assert [row["change"] for row in by_document].count("confirmed") == 7
    assert diff("2021-04-01", "2021-09-01") == by_document
    assert diff("kakutei", "--changed") == by_document[:2]
    assert [row["change"] for row in by_document[:2]] == ["revised", "filled"]
    assert diff("2021-04-01", "--changed") == by_document[:2]


def test_targets_of_two_plans(diff: Any) -> None:
    found = [
        (row["change"], row["old_target"], row["new_target"]) for row in diff("--targets", "kakutei", "jiki")
    ]
    assert found == [("raised", 1000, 1200), ("removed", 85, None), ("same", 370, 370)]
    assert [row["change"] for row in diff("--targets", "kakutei", "jiki", "--changed")] == [
        "raised",
        "removed",
    ]
    assert {row["change"] for row in diff("--targets")} == {"same"}


def test_what_became_of_the_indicators(diff: Any) -> None:
    assert diff("--indicators", "kakutei") == []
    rows = diff("--indicators", "kakutei", "jiki")
    assert [(row["change"], row["old_name"]) for row in rows] == [("dropped", "市民の定住意向")]


def test_statistics(diff: Any) -> None:
    """713 without a date, which comes first, 893 provisional and 713 final."""
    first = diff("--statistics")[0]
    assert (first["indicator"], first["pairs"], first["mean_absolute_revision"]) == ("人口の社会増減", 2, 180)
    assert (first["mean_revision"], first["share_up"], first["share_down"]) == (0, 0.5, 0.5)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), ExitCode.DIFFERENCE),
        (("mikomi", "kakutei"), ExitCode.DIFFERENCE),
        (("kakutei", "kakutei"), ExitCode.OK),
        (("2021-09-01", "2022-01-01"), ExitCode.OK),
        (("--targets",), ExitCode.OK),
        (("kakutei", "jiki", "--targets"), ExitCode.DIFFERENCE),
        (("kakutei", "--indicators"), ExitCode.OK),
    ],
)
def test_the_exit_code(words: tuple[str, ...], code: ExitCode, root: Path) -> None:
    assert main(["diff", "--root", str(root), "--exit-code", *words]) == code
    assert main(["diff", "--root", str(root), *words]) == ExitCode.OK


@pytest.mark.parametrize(("form", "has"), [("table", "713"), ("md", "| 713 |"), ("html", ">713</td>")])
def test_formats(form: str, has: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "--root", str(root), "--format", form]) == ExitCode.OK
    assert has in capsys.readouterr().out


def test_csv_is_for_machines(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "--root", str(root), "--format", "csv", "mikomi", "kakutei"]) == ExitCode.OK
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert (rows[0]["old"], rows[0]["new"], rows[0]["reflagged"]) == ("893", "713", "")


def test_an_unknown_document(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "--root", str(root), "kakutai"]) == ExitCode.USAGE
    assert "Did you mean kakutei?" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "says"),
    [(("2021-13-01",), "no day of the calendar"), (("kakutei", "2021-04-01"), "a day, and no document")],
)
def test_a_day_stands_beside_no_document(
    words: tuple[str, ...], says: str, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", "--root", str(root), *words]) == ExitCode.USAGE
    assert says in capsys.readouterr().err
