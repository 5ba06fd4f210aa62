"""What became of an indicator: split, merged, counted in another way; its parts and its repetitions."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq

from pipeline.layers import normalized
from tests.normalize.identity.releases import HISTORY, indicators, relations, series, workspace


def test_a_part_is_not_its_whole(tmp_path: Path) -> None:
    part = series("うち市民の登録", HISTORY, is_component=True)
    made = workspace(tmp_path, series("登録の総数", HISTORY), part)
    assert len(indicators(made)) == 2


def test_parts_that_add_up(tmp_path: Path) -> None:
    rows = [
        *series("ボランティアの登録", {2019: 5, 2020: 7}),
        *series("公園の登録", {2019: 2, 2020: 3}, row=2, is_component=True),
        *series("福祉の登録", {2019: 3, 2020: 4}, row=3, is_component=True),
    ]
    assert [row[1:] for row in relations(workspace(tmp_path, rows))] == [
        ("component_of", "ボランティアの登録", "evidence", "applied")
    ] * 2


def test_a_repeated_row_has_its_own_indicator(tmp_path: Path) -> None:
    rows = [*series("会員の登録", HISTORY), *series("会員の登録", HISTORY, row=2, is_repeated=True)]
    made = workspace(tmp_path, rows)
    assert len(indicators(made)) == 2
    assert relations(made) == [("会員の登録", "repeats", "会員の登録", "exact", "applied")]


def test_a_note_that_changes_the_counting(tmp_path: Path) -> None:
    note = "※1 令和5年度までは累計の登録者数、令和6年度は新規登録者数"
    made = workspace(
        tmp_path,
        series("見守りの登録", {2020: 411}),
        series("見守りの登録", {2020: 411, 2023: 600, 2024: 50}, notes=[note]),
    )
    assert relations(made) == [("見守りの登録", "redefined", "見守りの登録", "exact", "applied")]
    links = pq.read_table(made.identity_dir / "link.parquet").to_pylist()
    ids = {row["observation_id"]: row["indicator_id"] for row in links}
    assert ids["d1-0"] == ids["d2-0"] == ids["d2-1"] != ids["d2-2"]
    row = normalized.read(made.identity_dir)["indicator_relation"][0]
    assert (row["from_fiscal_year"], row["reason"]) == (2024, note)


def test_a_note_on_years_that_says_nothing_of_counting(tmp_path: Path) -> None:
    note = "※1 令和5年度までは市が実施、令和6年度は県が実施"
    made = workspace(tmp_path, series("見守りの登録", {2020: 411, 2023: 600, 2024: 50}, notes=[note]))
    assert len(indicators(made)) == 1


def test_a_new_unit_is_a_new_indicator(tmp_path: Path) -> None:
    made = workspace(tmp_path, series("交流の数", {2019: 150}), series("交流の数", {2020: 34}, unit="件"))
    assert len(indicators(made)) == 2
    assert relations(made) == [("交流の数", "redefined", "交流の数", "exact", "applied")]


def test_a_unit_that_was_put_right_is_the_same_indicator(tmp_path: Path) -> None:
    made = workspace(
        tmp_path, series("交流の数", HISTORY), series("交流の数", HISTORY | {2020: 34}, unit="件")
    )
    assert len(indicators(made)) == 1


def test_an_indicator_that_was_split(tmp_path: Path) -> None:
    one = {year: value // 3 for year, value in HISTORY.items()}
    two = {year: value - value // 3 for year, value in HISTORY.items()}
    made = workspace(
        tmp_path,
        [*series("公園の利用", HISTORY), *series("図書の貸出", {2015: 71, 2016: 73}, row=2)],
        [*series("東公園を訪れた人", one), *series("西公園を訪れた人", two, row=2)],
    )
    assert sorted(relations(made)) == [
        ("東公園を訪れた人", "split", "公園の利用", "evidence", "applied"),
        ("西公園を訪れた人", "split", "公園の利用", "evidence", "applied"),
    ]


def test_an_indicator_that_was_split_after_its_figures_were_revised(tmp_path: Path) -> None:
    one = {year: value // 3 for year, value in HISTORY.items()}
    two = {year: value - value // 3 for year, value in HISTORY.items()}
    made = workspace(
        tmp_path,
        series("図書の貸出", {2015: 71, 2016: 73}),
        series("公園の利用", HISTORY | {max(HISTORY): 11}),
        series("公園の利用", HISTORY),
        [*series("東公園を訪れた人", one), *series("西公園を訪れた人", two, row=2)],
    )
    assert {(name, kind) for name, kind, *_ in relations(made)} == {
        ("東公園を訪れた人", "split"),
        ("西公園を訪れた人", "split"),
    }


def test_indicators_that_were_merged(tmp_path: Path) -> None:
    one = {year: value // 3 for year, value in HISTORY.items()}
    two = {year: value - value // 3 for year, value in HISTORY.items()}
    made = workspace(
        tmp_path,
        [*series("東公園を訪れた人", one), *series("西公園を訪れた人", two, row=2)],
        series("公園の利用", HISTORY),
    )
    assert sorted(relations(made)) == [
        ("公園の利用", "merged", "東公園を訪れた人", "evidence", "applied"),
        ("公園の利用", "merged", "西公園を訪れた人", "evidence", "applied"),
    ]
