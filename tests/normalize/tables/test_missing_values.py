"""What stands where a number is expected and is none: words, dashes, marks."""

from __future__ import annotations

import pytest

from pipeline.normalize.document import normalize_document
from tests.normalize.tables.sketch import document, facts, observe


def test_words_in_place_of_a_number_are_missing_values_in_words() -> None:
    found = observe("| 指標 | 目標（R6） |\n| 相談窓口 | 設置 |\n| 件数 | 1件 |")
    assert (found[0]["value"], found[0]["missing_reason"], found[0]["printed"]) == (None, "text", "設置")


def test_aims_in_words_beside_an_indicator_are_no_values() -> None:
    sketch = """
    | 施策 | 目標 | 指標 | 現状値（R4） | 目標値（R9） |
    | 子育て | 子どもの声が聞こえるまちをつくります | 出生数 | 300人 | 350人 |
    | 教育 | 学びつづける人を支えていきます | 講座数 | 12講座 | 15講座 |
    """
    found = facts(sketch)
    assert [(name, year, kind, value) for name, year, kind, _, value, _ in found] == [
        ("出生数", 2022, "baseline", "300"),
        ("出生数", 2027, "target", "350"),
        ("講座数", 2022, "baseline", "12"),
        ("講座数", 2027, "target", "15"),
    ]


def test_a_legend_rules_over_the_default_meaning_of_a_dash() -> None:
    sketch = "| 指標 | H29実績 |\n| 件数 | － |"
    assert observe(sketch)[0]["missing_reason"] == "dash"
    assert observe(sketch, "※「－」は該当なし")[0]["missing_reason"] == "not_applicable"


@pytest.mark.parametrize("mark", ["＊", "※"])
def test_a_sign_before_a_number_is_a_mark_only_where_a_note_explains_it(mark: str) -> None:
    sketch = f"| 指標 | R1実績 |\n| 件数 | {mark}1 |\n| 人数 | 3人 |"
    assert [row["printed"] for row in normalize_document(document(sketch))["quarantine"]] == [f"{mark}1"]
    assert observe(sketch, f"{mark}1 調査中である。")[0]["missing_reason"] == "footnote"
