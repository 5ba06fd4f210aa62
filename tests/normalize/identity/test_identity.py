"""Which names of a municipality's documents are one indicator, and which are not."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.errors import SettingsError
from pipeline.layers import normalized
from pipeline.layers.rows import Row
from pipeline.normalize import identity
from pipeline.normalize.identity.review import add_decision
from pipeline.workspace import Workspace
from tests.load.rows import document, observation, write

HISTORY = {2015: 12345, 2016: 13579, 2017: 14682, 2018: 15937, 2019: 17023}


def series(name: str, values: Mapping[int, object], row: int = 1, **change: object) -> list[Row]:
    """One row of a table: a value for each fiscal year. The document is filled in by ``workspace``."""
    return [
        observation("", name, row, year - 2000, fiscal_year=year, value=value) | change
        for year, value in values.items()
    ]


def workspace(
    root: Path, *documents: Iterable[Row], code: str | None = "132110", toml: str = ""
) -> Workspace:
    """A workspace with documents d1, d2 … in order of release."""
    for number, rows in enumerate(documents, start=1):
        name = f"d{number}"
        own = [row | {"document_id": name, "observation_id": f"{name}-{n}"} for n, row in enumerate(rows)]
        write(root, (document(name), own))
    made = Workspace(root)
    made.raw.mkdir(exist_ok=True)
    made.indicators.write_text(toml, encoding="utf-8")
    return made


def indicators(made: Workspace) -> list[set[str]]:
    """Return the observations of each indicator, as document and name."""
    identity.run(made)
    names = {
        row["observation_id"]: (row["document_id"], row["indicator"])
        for path in made.normalized.glob("d*/observation.parquet")
        for row in pq.read_table(path).to_pylist()
    }
    found: dict[str, set[str]] = {}
    for link in pq.read_table(made.identity_dir / "link.parquet").to_pylist():
        found.setdefault(link["indicator_id"], set()).add(" ".join(names[link["observation_id"]]))
    return sorted(found.values(), key=sorted)


def relations(made: Workspace) -> list[tuple[object, ...]]:
    """Return the relations, the indicators by name."""
    identity.run(made)
    tables = normalized.read(made.identity_dir)
    names = {row["indicator_id"]: row["name"] for row in tables["indicator"]}
    return [
        (names[row["indicator_id"]], row["relation"], names[row["other_id"]], row["basis"], row["state"])
        for row in tables.get("indicator_relation", [])
    ]


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


def test_a_part_is_not_its_whole(tmp_path: Path) -> None:
    part = series("うち市民の登録", HISTORY, is_component=True)
    made = workspace(tmp_path, series("登録の総数", HISTORY), part)
    assert len(indicators(made)) == 2


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


def test_a_repeated_row_has_its_own_indicator(tmp_path: Path) -> None:
    rows = [*series("会員の登録", HISTORY), *series("会員の登録", HISTORY, row=2, is_repeated=True)]
    made = workspace(tmp_path, rows)
    assert len(indicators(made)) == 2
    assert relations(made) == [("会員の登録", "repeats", "会員の登録", "exact", "applied")]


def test_parts_that_add_up(tmp_path: Path) -> None:
    rows = [
        *series("ボランティアの登録", {2019: 5, 2020: 7}),
        *series("公園の登録", {2019: 2, 2020: 3}, row=2, is_component=True),
        *series("福祉の登録", {2019: 3, 2020: 4}, row=3, is_component=True),
    ]
    assert [row[1:] for row in relations(workspace(tmp_path, rows))] == [
        ("component_of", "ボランティアの登録", "evidence", "applied")
    ] * 2


def test_reviewed_aliases_and_directions(tmp_path: Path) -> None:
    toml = """
[[indicator]]
municipality_code = "132110"
name = "待機児童の数"
aliases = ["保育所に入れない児童"]
direction = "down"
"""
    made = workspace(
        tmp_path, series("保育所に入れない児童", {2019: 5}), series("待機児童の数", {2020: 6}), toml=toml
    )
    assert len(indicators(made)) == 1
    tables = normalized.read(made.identity_dir)
    assert tables["indicator"][0]["direction"] == "down"
    assert [row["basis"] for row in tables["indicator_alias"]] == ["alias", "exact"]


def test_what_a_person_refused_is_neither_linked_nor_proposed(tmp_path: Path) -> None:
    toml = """
[[relation]]
indicator = "図書施設の年間利用"
other = "図書館の来館者"
relation = "renamed"
decision = "refuse"
"""
    made = workspace(
        tmp_path, series("図書館の来館者", HISTORY), series("図書施設の年間利用", HISTORY), toml=toml
    )
    assert len(indicators(made)) == 2
    assert relations(made) == []


def test_what_a_person_decided(tmp_path: Path) -> None:
    toml = """
[[relation]]
indicator = "新しい会"
other = "古い会"
relation = "merged"
"""
    made = workspace(tmp_path, series("古い会", {2019: 5}), series("新しい会", {2020: 6}), toml=toml)
    assert relations(made) == [("新しい会", "merged", "古い会", "manual", "applied")]


def test_an_accepted_rename_makes_one_of_two(tmp_path: Path) -> None:
    made = workspace(tmp_path, series("古い会の会合", {2019: 5}), series("新しい集い", {2020: 6}))
    assert len(indicators(made)) == 2
    made.indicators.write_text("# kept as it is\n", encoding="utf-8")
    add_decision(
        made.indicators,
        {
            "indicator": "新しい集い",
            "other": "古い会の会合",
            "relation": "renamed",
            "reason": 'so "they" say',
        },
    )
    assert len(indicators(made)) == 1
    aliases = normalized.read(made.identity_dir)["indicator_alias"]
    assert [row["basis"] for row in aliases] == ["manual", "exact"]
    assert made.indicators.read_text(encoding="utf-8").startswith("# kept as it is\n\n[[relation]]\n")


def test_a_decision_that_is_none_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "indicators.toml"
    with pytest.raises(SettingsError):
        add_decision(path, {"indicator": "a", "other": "b", "relation": "like"})
    assert list(tmp_path.iterdir()) == []


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


def test_ids_do_not_depend_on_what_comes_later(tmp_path: Path) -> None:
    early = [*series("会員の数", {2019: 5}), *series("会員の数", {2019: 6}, row=2, section="②")]
    one = workspace(tmp_path / "one", early)
    two = workspace(tmp_path / "two", early, series("会員の数", {2020: 8}), series("別の数", {2020: 9}))
    identity.run(one)
    identity.run(two)
    before = pq.read_table(one.identity_dir / "link.parquet").to_pylist()
    after = pq.read_table(two.identity_dir / "link.parquet").to_pylist()
    assert all(row in after for row in before)


def test_a_second_run_writes_nothing(tmp_path: Path) -> None:
    made = workspace(tmp_path, series("会員の数", HISTORY), series("会員の数", HISTORY))
    assert identity.run(made).changed
    assert identity.run(made).changed == ()


def test_only_municipalities_with_something_new_are_linked_again(tmp_path: Path) -> None:
    made = workspace(tmp_path, series("会員の数", HISTORY))
    for number in (1, 2, 3):
        rows = series("会員の数", {2019: number})
        own = [row | {"document_id": f"c{number}", "observation_id": f"c{number}"} for row in rows]
        write(tmp_path, (document(f"c{number}", municipality_code=f"10000{number}"), own))
    assert identity.run(made).linked == ("100001", "100002", "100003", "132110")
    assert identity.run(made).linked == ()
    more = [row | {"document_id": "c4", "observation_id": "c4"} for row in series("別の催しの数", {2019: 4})]
    write(tmp_path, (document("c4", municipality_code="100002"), more))
    assert identity.run(made).linked == ("100002",)
    again = {path.name: path.read_bytes() for path in made.identity_dir.iterdir()}
    shutil.rmtree(made.state)
    assert len(identity.run(made).linked) == 4
    assert {path.name: path.read_bytes() for path in made.identity_dir.iterdir()} == again


def test_results_that_somebody_changed_are_not_kept(tmp_path: Path) -> None:
    made = workspace(tmp_path, series("会員の数", HISTORY))
    identity.run(made)
    before = (made.identity_dir / "link.parquet").read_bytes()
    (made.identity_dir / "link.parquet").write_bytes(b"")
    assert identity.run(made).linked == ("132110",)
    assert (made.identity_dir / "link.parquet").read_bytes() == before


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("[[indicator]]\nname = ", "not valid TOML"),
        ('[[indicator]]\nalias = "a"', "number 1: unknown key alias"),
        ('[[indicator]]\naliases = ["a"]', "name is missing"),
        ('[[indicator]]\nname = "a"\ndirection = "left"', "direction is 'left'"),
        ('[[indicator]]\nname = "a"\naliases = "b"', "aliases is not a list"),
        ('[indicator]\nname = "a"', "not a list of tables"),
        ('[[indicator]]\nname="a"\naliases=["c"]\n[[indicator]]\nname="b"\naliases=["c"]', "alias of two"),
        ('[[relation]]\nindicator = "a"\nother = "b"\nrelation = "like"', "relation is 'like'"),
    ],
)
def test_a_review_that_cannot_be_used(toml: str, said: str, tmp_path: Path) -> None:
    made = workspace(tmp_path, series("会員の数", HISTORY), toml=toml)
    with pytest.raises(SettingsError, match=said):
        identity.run(made)
