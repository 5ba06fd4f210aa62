"""A release of the year after: what was done to make it is what the diff says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from pipeline.analyze import diff
from pipeline.layers.rows import Row
from pipeline.load import run
from pipeline.normalize import identity
from tests.load.rows import document, observation, write

YEARS = range(2015, 2021)
NAMES = (
    "新規就農者の認定", "体験農園の区画", "援農ボランティアの修了", "グリーンロードの来場",
    "観光ガイドの配布", "保育施設の定員", "ふれあい広場の利用", "学童クラブの定員", "児童館の利用",
    "情報発信サイトの閲覧", "提供会員の登録", "市民活動の登録団体", "創業支援の件数",
    "大学連携の事業", "自主防災の組織",
)  # fmt: skip
RENAMED = {NAMES[3]: "緑道の催しに来た人", NAMES[6]: "親子のひろばの延べ人数"}
SPLIT, PARTS = NAMES[8], ("本町児童館に来た人", "花小金井児童館に来た人")
NEW_UNIT, DROPPED = NAMES[12], NAMES[4]
NEW = ("空き家の活用", "移住の相談")
RESTATED = {(NAMES[0], 2017), (NAMES[5], 2016), (NAMES[9], 2018)}


def value(name: str, year: int) -> int:
    """A figure of four or five digits that no other indicator has."""
    return 1013 * (1 + [*NAMES, *NEW].index(name)) + 17 * (year - 2014) ** 2 + year % 7


def line(document_id: str, name: str, row: int, figures: dict[int, int], unit: str = "人") -> list[Row]:
    return [
        observation(document_id, name, row, year - 2000, fiscal_year=year, value=figure, unit=unit)
        for year, figure in figures.items()
    ]


def before() -> list[Row]:
    return [
        row
        for n, name in enumerate(NAMES)
        for row in line("before", name, n, {year: value(name, year) for year in YEARS})
    ]


def after() -> Iterator[list[Row]]:
    years = range(2016, 2022)
    for n, name in enumerate(NAMES):
        figures = {year: value(name, year) + ((name, year) in RESTATED) * 11 for year in years}
        if name == SPLIT:
            yield line("after", PARTS[0], 100, {y: v // 3 for y, v in figures.items()})
            yield line("after", PARTS[1], 101, {y: v - v // 3 for y, v in figures.items()})
        elif name == NEW_UNIT:
            yield line("after", name, n, {y: v // 10 for y, v in figures.items()}, unit="団体")
        elif name != DROPPED:
            yield line("after", RENAMED.get(name, name), n, figures)
    for n, name in enumerate(NEW):
        yield line("after", name, 200 + n, {2021: value(name, 2021)})


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    days = {"published_precision": "day", "plan_id": "plan"}
    workspace = write(
        tmp_path_factory.mktemp("next"),
        (document("before", published_on="2021-08-01", **days), before()),
        (document("after", published_on="2022-08-01", **days), [row for rows in after() for row in rows]),
        plans=[{"plan_id": "plan", "title": "総合戦略"}],
    )
    identity.run(workspace)
    assert run(workspace).failures == {}
    with closing(duckdb.connect(str(workspace.warehouse), read_only=True)) as connection:
        yield connection


def test_what_became_of_the_indicators(warehouse: duckdb.DuckDBPyConnection) -> None:
    rows = warehouse.execute(
        "SELECT change, old_name, new_name FROM indicator_diff('before', 'after')"
    ).fetchall()
    assert sorted(rows, key=str) == sorted(
        [
            *(("renamed", old, new) for old, new in RENAMED.items()),
            *(("split", SPLIT, part) for part in PARTS),
            ("redefined", NEW_UNIT, NEW_UNIT),
            ("dropped", DROPPED, None),
            *(("new", None, name) for name in NEW),
            *(("restated", name, name) for name, _ in RESTATED),
        ],
        key=str,
    )


def test_what_became_of_the_figures(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = diff.releases(warehouse, "before", "after")
    at = {name: number for number, name in enumerate(found.columns)}
    by_change: dict[str, set[tuple[str, int]]] = {}
    for row in found.rows:
        place = (row[at["indicator"]], row[at["fiscal_year"]])
        by_change.setdefault(row[at["change"]], set()).add(place)
    gone = {SPLIT, NEW_UNIT, DROPPED}
    kept = [RENAMED.get(name, name) for name in NAMES if name not in gone]
    shared = {(name, year) for name in kept for year in range(2016, 2021)}
    assert by_change == {
        "revised": RESTATED,
        "confirmed": shared - RESTATED,
        "removed": {(name, year) for name in gone for year in YEARS}
        | {(name, 2015) for name in NAMES if name not in gone},
        "added": {(name, year) for name in (*PARTS, NEW_UNIT) for year in range(2016, 2022)}
        | {(name, 2021) for name in (*kept, *NEW)},
    }
    renamed = {row[at["indicator"]] for row in found.rows if "name" in row[at["reflagged"]]}
    assert renamed == set(RENAMED.values())


def test_what_is_likely_renamed_is_said(tmp_path: Path) -> None:
    surveys = {2016: 4011, 2018: 3877}
    workspace = write(
        tmp_path,
        (document("before", published_on="2021-08-01"), line("before", "自然を挙げる人", 1, surveys)),
        (document("after", published_on="2022-08-01"), line("after", "緑がよいという声", 1, surveys)),
    )
    identity.run(workspace)
    run(workspace)
    with closing(duckdb.connect(str(workspace.warehouse), read_only=True)) as connection:
        rows = diff.indicators(connection, "before", "after").records()
    assert [(row["change"], row["reason"]) for row in rows] == [
        ("dropped", "perhaps renamed: 緑がよいという声"),
        ("new", "perhaps renamed: 自然を挙げる人"),
    ]
