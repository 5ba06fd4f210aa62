"""Signs a stroke apart: what a scan most often says wrongly, and is flagged."""

from __future__ import annotations

import pytest

from pipeline.extract.scan.strange import is_strange


@pytest.mark.parametrize(
    "text",
    [
        "12入",
        "1,234 八",
        "30旧",
        "5伜",
        "120干円",
        "3囘",
        "8杜",
        "日標値",
        "実積",
        "令和２午度",
        "伜数",
        "今和元年度",
        "合訃",
    ],
)
def test_a_stroke_away_from_a_word(text: str) -> None:
    assert is_strange(text)


@pytest.mark.parametrize(
    "text",
    [
        "12人", "1,234件", "30日", "目標値", "実績", "旧庁舎の利用者数", "令和２年度", "３人に１人", "入口",
        "転入数", "合計", "加入者数", "土地区画整理", "日数", "施設数", "88.5％", "7.82", "", "末端価格",
        "市内入込観光客数", "５校", "2枚", "8名", "6各",
    ],
)  # fmt: skip
def test_words_and_numbers(text: str) -> None:
    assert is_strange(text) == (text == "6各")
