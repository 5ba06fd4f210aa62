"""Which names of a municipality's documents are one indicator, and which are not."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.layers import normalized
from pipeline.layers.rows import Row
from pipeline.normalize import identity
from tests.load.rows import document, observation, write
from tests.normalize.identity.releases import HISTORY, indicators, relations, series, workspace


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("人口の社会増減(転入数－転出数)", "人口の社会増減（転入数－転出数）"),
        ("「(仮称)観光まちづくり連絡会」会員数", "（仮称）観光まちづくり連絡会会員数"),
        ("(3) ③-4～6の事業におけるボランティア数", "（３）③－４～６の事業におけるボランティア数"),
        ("ごみ・資源の量※", "ごみ資源の量"),
        ("ﾎﾞﾗﾝﾃｨｱ 登録者の満足度", "ボランティア登録者の満足度"),
    ],
)
def test_width_brackets_and_marks_are_no_difference(one: str, other: str, tmp_path: Path) -> None:
    made = workspace(tmp_path, series(one, {2019: 5}), series(other, {2020: 6}))
    assert len(indicators(made)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("③－４　アダプト制度の団体数", "③－５　アダプト制度の団体数"),
        ("男性の育児休業取得率", "女性の育児休業取得率"),
        ("小学校の図書の貸出冊数", "中学校の図書の貸出冊数"),
    ],
)
def test_one_character_may_be_all_the_difference(one: str, other: str, tmp_path: Path) -> None:
    made = workspace(tmp_path, series(one, {2019: 52}), series(other, {2019: 52}))
    assert len(indicators(made)) == 2
    assert relations(made) == []


def test_municipalities_are_never_linked(tmp_path: Path) -> None:
    rows = series("公園の来訪者", HISTORY)
    made = workspace(tmp_path, rows)
    other = [row | {"document_id": "d2", "observation_id": f"x{n}"} for n, row in enumerate(rows)]
    write(tmp_path, (document("d2", municipality_code="131016", publisher="他市"), other))
    assert len(indicators(made)) == 2


def test_documents_of_nobody_are_not_linked(tmp_path: Path) -> None:
    made = workspace(tmp_path)
    for name in ("d1", "d2"):
        rows = [
            row | {"document_id": name, "observation_id": name} for row in series("人口の増減", {2019: 5})
        ]
        write(tmp_path, (document(name, municipality_code=None, publisher=None), rows))
    assert len(indicators(made)) == 2


def test_a_publisher_without_a_code_is_known_by_its_other_documents(tmp_path: Path) -> None:
    made = workspace(tmp_path, series("自主防災組織の組織数", {2019: 5}))
    rows = [
        row | {"document_id": "d2", "observation_id": "x"}
        for row in series("自主防災組織の組織数", {2020: 6})
    ]
    write(tmp_path, (document("d2", municipality_code=None), rows))
    assert len(indicators(made)) == 1


def test_a_nearly_equal_name_and_one_large_value(tmp_path: Path) -> None:
    made = workspace(
        tmp_path,
        series("市内の駅の日平均乗降客数", {2014: 187066, 2019: 190000}),
        series("市内の駅の一日平均乗降客数", {2014: 187066, 2020: 199000}),
    )
    assert len(indicators(made)) == 1
    aliases = normalized.read(made.identity_dir)["indicator_alias"]
    assert [row["basis"] for row in aliases] == ["exact", "evidence"]


def test_a_nearly_equal_name_and_another_value(tmp_path: Path) -> None:
    made = workspace(
        tmp_path,
        series("市内の駅の日平均乗降客数", {2014: 187066, 2015: 190000}),
        series("市内の駅の一日平均乗降客数", {2014: 187066, 2015: 180000}),
    )
    assert len(indicators(made)) == 2


def test_a_whole_history_under_another_name(tmp_path: Path) -> None:
    made = workspace(tmp_path, series("図書館の来館者", HISTORY), series("図書施設の年間利用", HISTORY))
    assert len(indicators(made)) == 1


@pytest.mark.parametrize(
    ("value", "expected"),
    [(72, []), (400000, []), (187066, [("図書の貸出", "renamed", "駅の乗降", "evidence", "proposed")])],
)
def test_one_equal_value(value: int, expected: list[object], tmp_path: Path) -> None:
    made = workspace(tmp_path, series("駅の乗降", {2019: value}), series("図書の貸出", {2019: value}))
    assert len(indicators(made)) == 2
    assert relations(made) == expected


def test_a_short_history_among_many_things(tmp_path: Path) -> None:
    """Three surveys of one question are certain, two are likely: what has another unit was never meant."""
    things = [row for n in range(40) for row in series(f"事業その{n}", {2016: n + 2, 2018: n + 3}, row=n)]
    surveys = {2016: "60.1", 2018: "59.6", 2020: "60.9"}
    for number, expected in ((3, 41), (2, 42)):
        some = dict(list(surveys.items())[:number])
        early = [*things, *series("自然を挙げる人", some, row=50, unit="%")]
        late = [*things, *series("緑がよいという声", some, row=50, unit="%")]
        made = workspace(tmp_path / str(number), early, late)
        assert len(indicators(made)) == expected
    assert relations(made) == [("緑がよいという声", "renamed", "自然を挙げる人", "evidence", "proposed")]


def test_a_history_of_two_things_at_once_is_not_linked(tmp_path: Path) -> None:
    """A total and its only part have one history; which of the two another document means is unknown."""
    early = [*series("相談の総件数", HISTORY), *series("窓口での相談件数", HISTORY, row=2)]
    made = workspace(tmp_path, early, series("相談の受付", HISTORY))
    assert len(indicators(made)) == 3


def test_a_name_printed_inside_a_longer_one_is_proposed(tmp_path: Path) -> None:
    low: Row = {"qualifier": "at_least", "value_low": 4, "value_kind": "target"}
    card = observation("", "地域連携のための会議", 1, 1, fiscal_year=None, value=4) | low
    cards = series("地域連携のための会議等の開催地区数", {2021: 4, 2022: 4})
    made = workspace(tmp_path, [card], [row | low for row in cards])
    assert len(indicators(made)) == 2
    assert relations(made) == [
        ("地域連携のための会議等の開催地区数", "renamed", "地域連携のための会議", "evidence", "proposed")
    ]


def test_one_name_under_two_headings(tmp_path: Path) -> None:
    made = workspace(
        tmp_path,
        [
            *series("講座の参加者", {2019: 15, 2020: 17}, section="① 健康"),
            *series("講座の参加者", {2019: 25, 2020: 27}, row=2, section="② 防災"),
        ],
        [
            *series("講座の参加者", {2021: 28}, section="② 防災"),
            *series("講座の参加者", {2021: 18}, row=2, section="① 健康"),
        ],
    )
    identity.run(made)
    links = {
        row["observation_id"]: row["indicator_id"]
        for row in pq.read_table(made.identity_dir / "link.parquet").to_pylist()
    }
    assert links["d1-0"] == links["d1-1"] == links["d2-1"] != links["d2-0"] == links["d1-2"]


def test_one_fact_printed_in_two_tables(tmp_path: Path) -> None:
    twice = [
        *series("公園の来訪者", HISTORY),
        *series("公園の来訪者", HISTORY, row=9, section="一覧", table_no=2),
    ]
    made = workspace(tmp_path, [row | {"col_no": n} for n, row in enumerate(twice)])
    assert len(indicators(made)) == 1


def test_totals_of_two_tables(tmp_path: Path) -> None:
    one, two = series("合計", {2019: 15}), series("合計", {2020: 17}, table_no=2)
    assert len(indicators(workspace(tmp_path / "a", [*one, *two]))) == 2
    assert len(indicators(workspace(tmp_path / "b", one, two))) == 1  # under one heading
    assert len(indicators(workspace(tmp_path / "c", one, [row | {"section": "② 防災"} for row in two]))) == 2
