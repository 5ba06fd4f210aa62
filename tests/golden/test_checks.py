"""The identities between printed figures of the five documents: those that hold, and those that break."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

Found = list[tuple[str, int | None, str]]


@pytest.fixture(scope="module")
def warehouse(reference_root: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The warehouse of the five documents as they stand beside the project."""
    with closing(duckdb.connect(str(reference_root / "warehouse.duckdb"), read_only=True)) as connection:
        yield connection


def findings(warehouse: duckdb.DuckDBPyConnection, name: str, severity: str = "info") -> Found:
    query = "SELECT document_id, fiscal_year, detail FROM check_result WHERE name = ? AND severity = ?"
    found: Found = warehouse.execute(query, [name, severity]).fetchall()
    print(f"{name}: {len(found)} {severity}")
    return found


def says(found: Found, *parts: str) -> bool:
    return any(all(part in detail for part in parts) for _, _, detail in found)


def test_parts_and_repeated_rows_hold_in_every_column(warehouse: duckdb.DuckDBPyConnection) -> None:
    parts = findings(warehouse, "parts_sum")
    assert len(parts) == 16
    for total in ("244", "399", "442", "494", "552", "665", "524", "518", "708"):
        assert says(parts, f"= {total} "), total
    assert len(findings(warehouse, "repeated_row")) == 16
    assert not findings(warehouse, "parts_sum", "warning") + findings(warehouse, "repeated_row", "warning")


def test_cumulative_series_do_not_fall_but_where_a_note_says_so(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = findings(warehouse, "cumulative_falls")
    steady = [row for row in found if "none below the one before" in row[2]]
    for name in ("援農", "出会い", "情報発信サイト", "③－５", "在宅ワーク", "見守りボランティアの登録者数"):
        assert sum(name in detail for document, _, detail in steady if "progress" in document) == 2, name
    assert len([row for row in steady if row[0] == "action-program-r6"]) == 4
    assert says(found, "falls from 600", "to 50", "新規登録者数")
    assert not findings(warehouse, "cumulative_falls", "warning")


def test_releases_agree_or_restate(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = findings(warehouse, "two_releases")
    draft = [d for _, _, d in found if "strategy-draft-h27" in d and "progress-final-r2" in d]
    assert len([d for d in draft if "平成26年度末" in d]) == 29
    restated = [d for _, _, d in found if "restated, the first was provisional" in d]
    assert len(restated) == 13
    assert says(found, "自主防災組織", "72", "action-program-r6", "progress-final-r2")
    assert says(found, "見守りボランティアの登録者数", "411", "action-program-r6", "progress-final-r2")
    assert says(findings(warehouse, "quoted_target"), "地域連携のための会議", "4")


@pytest.mark.parametrize(
    ("indicator", "parts"),
    [
        ("援農", ("18人", "249 − 231")), ("援農", ("15人", "264 − 249")),
        ("保育定員", ("134人", "7721 − 7587")), ("保育定員", ("223人", "7944 − 7721")),
        ("アクセス数", ("113,821件", "333708 − 219887")), ("アクセス数", ("146,285件", "479993 − 333708")),
        ("ふれあい広場", ("8,930人",)), ("ふれあい広場", ("1,107人",)),
        ("児童館", ("115,953人",)), ("児童館", ("38,836人",)),
        ("自主防災", ("70組織",)), ("自主防災", ("72組織",)),
        ("見守り", ("400人",)), ("見守り", ("411人",)), ("講習会", ("41人",)), ("講習会", ("45人",)),
    ],
)  # fmt: skip
def test_progress_texts_agree_with_the_table(
    warehouse: duckdb.DuckDBPyConnection, indicator: str, parts: tuple[str, ...]
) -> None:
    assert says(findings(warehouse, "progress_text"), indicator, *parts)


def test_progress_texts_that_contradict_the_table_are_warnings(warehouse: duckdb.DuckDBPyConnection) -> None:
    broken = findings(warehouse, "progress_text", "warning")
    assert says(broken, "イベント来場者数", "75600", "75100")
    assert says(broken, "出会い", "34人", "162 − 128", "units differ")
    assert says(broken, "出会い", "162人", "162件", "units differ")
    assert says(broken, "出会い", "150人", "target 150件", "units differ")
    assert len(broken) == 4


def test_the_note_on_missed_targets_holds_for_all_nine(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert len(findings(warehouse, "note_claim")) == 9


def test_targets_below_their_baseline_are_listed(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = findings(warehouse, "target_and_baseline")
    for low, high in (("1800", "3380"), ("333", "344"), ("247", "282")):
        assert says(found, f"target {low} ", f"baseline {high} ")


def test_no_number_became_nothing(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert not findings(warehouse, "unaccounted_cell", "error")
