"""Quantities of running text: each once, in its place, with the words that it belongs to."""

from __future__ import annotations

import pytest

from pipeline.normalize.prose.figures import narrative_rows
from pipeline.normalize.prose.narrative import find_figures


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("来場者は2,500人、58,100人、500人でした。", [("2500", "人"), ("58100", "人"), ("500", "人")]),
        ("・1,606件(98.7%)の訪問を実施しました。", [("1606", "件"), ("98.7", "%")]),
        ("4館のうち3館を再開", [("4", "館"), ("3", "館")]),
        ("フォーラムに140人（保育7人）が参加", [("140", "人"), ("7", "人")]),
        ("第2回の会議、8050問題、ものづくり2.0、広報誌第45号", []),
        ("平成30年度に引き続き、12月下旬から6月22日まで", []),
        ("小学6年生の2回目", []),
    ],
)
def test_quantities(text: str, figures: list[tuple[str, str]]) -> None:
    found = find_figures(text)
    assert [(f"{f.value.value:f}", f.value.unit) for f in found if f.value.value is not None] == figures
    assert all(text[f.start : f.end] == f.printed for f in found)


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("来場者はそれぞれ2,500人、58,100人でした。", ["来場者", "来場者"]),
        ("平日クラスを13回、土曜日クラスを10回、開催しました。", ["平日クラス", "土曜日クラス"]),
        ("195件の訪問を実施しました。", ["訪問を実施しました"]),
        ("フォーラムに140人（保育7人）が参加", ["フォーラム", "保育"]),
        ("・1,606件(98.7%)の訪問", ["訪問", "訪問"]),
    ],
)
def test_words_of_a_quantity(text: str, phrases: list[str]) -> None:
    assert [figure.phrase for figure in find_figures(text)] == phrases


def test_a_line_of_a_card_that_is_an_observation_gives_no_figure() -> None:
    card: dict[str, object] = {
        "item_id": "i", "item": "見守り", "page": 1,
        "purpose": "年2回の訪問", "approach": None, "effect": None,
        "indicators_text": "参加者数 50人\n相談を3回、訪問を4回",
    }  # fmt: skip
    observed: dict[str, object] = {"printed": "参加者数 50人", "page": 1}
    rows = narrative_rows("a", {"reform_item": [card], "observation": [observed]})
    assert [row["printed"] for row in rows] == ["年2回", "3回", "4回"]
    text = "年2回の訪問\n参加者数 50人\n相談を3回、訪問を4回"
    spans = [(int(str(row["char_start"])), int(str(row["char_end"]))) for row in rows]
    assert [text[start:end] for start, end in spans] == ["年2回", "3回", "4回"]


def test_a_summary_over_several_years_is_searched_once() -> None:
    told = {"summary": "指導員を2人配置", "project": "学童", "summary_first_year": 2021}
    budget: list[dict[str, object]] = [{"budget_id": str(y), "fiscal_year": y, **told} for y in (2021, 2022)]
    (row,) = narrative_rows("a", {"budget": budget})
    assert (row["source_id"], row["fiscal_year"], row["phrase"]) == ("2021", 2021, "指導員")


def test_the_number_of_a_mark_counts_nothing() -> None:
    notes: list[dict[str, object]] = [
        {"note_no": 1, "text": "※2 事業拡充に伴い、文言を修正した。"},
        {"note_no": 2, "text": "（※3）入所者1,288人に対する割合"},
    ]
    (row,) = narrative_rows("a", {"note": notes})
    assert (row["source"], row["source_id"], row["printed"], row["char_start"]) == ("note", "2", "1,288人", 7)
