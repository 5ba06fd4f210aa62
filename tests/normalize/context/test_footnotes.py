"""Which note a mark means, and what a note may do to a value."""

from __future__ import annotations

from pipeline.normalize.document import normalize_document
from tests.normalize.tables.sketch import document, observe

TABLE = """
    | 指標 | 平成26年度末⏎（※1） | 平成27年度末⏎実績 | 令和2年度末⏎目標 |
    | 満足度　（※2） | 80.9% | （※3） | 83.0% |
    | 配布部数（※4） | 5,000部 | - | 20,000部 |
"""
NOTES = (
    "【留意事項】",
    "・担当の課は空欄とすることがあります。",
    "（※1） 計画に「現状」として載せた数値です。",
    "（※2） 市民への調査の結果です。",
    "（※3） まだ公表されていません。",
    "（※4） 平成26年度末は概数であり、令和2年度末は協会の目標です。",
)


def test_notes_are_listed_with_their_marks_and_without_the_heading_of_their_block() -> None:
    notes = normalize_document(document(TABLE, *NOTES))["note"]
    assert [note["mark"] for note in notes] == ["・", "※1", "※2", "※3", "※4"]
    assert notes[1]["text"] == "（※1） 計画に「現状」として載せた数値です。"


def test_a_column_that_its_note_calls_the_present_state_is_the_baseline() -> None:
    kinds = {row["fiscal_year"]: row["value_kind"] for row in observe(TABLE, *NOTES)}
    assert kinds == {2014: "baseline", 2015: "actual", 2020: "target"}


def test_without_such_a_note_the_same_column_is_a_result() -> None:
    kinds = {row["fiscal_year"]: row["value_kind"] for row in observe(TABLE)}
    assert kinds[2014] == "actual"


def test_marks_of_name_column_and_cell_are_united_and_their_texts_travel_along() -> None:
    first, second, third = observe(TABLE, *NOTES)[:3]
    assert first["note_marks"] == ["※1", "※2"]
    assert second["note_marks"] == ["※2", "※3"] and second["missing_reason"] == "footnote"
    assert "（※3） まだ公表されていません。" in second["notes"]
    assert third["note_marks"] == ["※2"]


def test_a_round_number_is_approximate_only_in_the_column_that_its_note_names() -> None:
    found = {row["fiscal_year"]: row["qualifier"] for row in observe(TABLE, *NOTES)[3:]}
    assert found == {2014: "approx", 2015: None, 2020: None}


def test_a_mark_means_the_note_under_its_own_table() -> None:
    first = "| 指標 | R1実績 |\n| 件数 | 1件※1 |"
    second = "| 指標 | R2実績 |\n| 件数 | 2件※1 |"
    found = observe(first, "※1 一つ目の注", second, "※1 二つ目の注")
    assert [row["notes"] for row in found] == [["※1 一つ目の注"], ["※1 二つ目の注"]]


def test_a_bare_mark_without_a_note_under_its_table_takes_no_note_from_elsewhere() -> None:
    found = observe("※表の順は五十音による。", "| 指標 | R1実績 |\n| 件数 | 1件※ |")
    assert found[0]["note_marks"] == ["※"] and found[0]["notes"] == []


def test_an_asterisk_takes_the_only_note_of_its_table() -> None:
    found = observe("| 指標 | R1実績 |\n| 件数 | 27.0* |", "※ 調査を延期した。")
    assert found[0]["note_marks"] == ["※"] and found[0]["notes"] == ["※ 調査を延期した。"]
    assert found[0]["value"] == 27


def test_a_note_that_calls_values_preliminary_does_not_change_their_status() -> None:
    found = observe("| 指標 | R1実績 |\n| 件数 | 27件※1 |", "※1 速報値である。")
    assert found[0]["status"] == "final"
