"""Quantities inside prose, with their characters; no ordinals, dates or names with figures."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.normalize.prose.quantities import find_quantities

FOUND = [
    ("来場者はそれぞれ2,500人、58,100人、500人でした。", ["2500人", "58100人", "500人"]),
    ("1,606件(98.7%)の訪問を実施しました。", ["1606件"]),
    ("4館のうち3館で実施", ["4館", "3館"]),
    ("第2回会議、第45号、8050問題、ものづくり2.0、Society5.0", []),
    ("令和元年度は34人、平成30年度は128件", ["34人", "128件"]),
    ("令和3年3月29日に5回開催", ["5回"]),
    ("令和3年4月から9月まで", []),
    ("R3.3.29に決定", []),
    ("登録数：150", ["150"]),
    ("こだちの150は番号", []),
    ("1人1日当たり480gの目標", ["480g/人・日"]),
    ("5歳児クラス3クラス、1年生20人", ["3クラス", "20人"]),
    ("2人目、3番目、4回目、5丁目、10周年", []),
    ("会員は延べ1,234人", ["1234人"]),
    ("TEL 042-341-1211", []),
    ("10:30から2時間", ["2時間"]),
    ("5年間で3億5,000万円を", ["5年", "350000000円"]),
    ("新規に２０人、累計で３５０人", ["20人", "350人"]),
    ("ﾎﾞﾗﾝﾃｨｱ 25名が参加", ["25人"]),
    ("全19校で実施", ["19校"]),
    ("年2回以上、計16台", ["2回/年", "16台"]),
    ("△5.2%の減", ["-5.2%"]),
    ("A4判、B5版、3本の柱", ["3本"]),
    ("中学1・2年生", []),
    ("(1)概要 ①1,000㎡の農地", ["1000㎡"]),
]


@pytest.mark.parametrize(("text", "expected"), FOUND, ids=[text for text, _ in FOUND])
def test_quantities(text: str, expected: list[str]) -> None:
    found = find_quantities(text)
    assert [f"{value.value:f}{value.unit or ''}" for _, value in found] == expected
    assert all(text[start:end] == value.raw for (start, end), value in found)


def test_a_range_and_a_bound() -> None:
    (_, wide), (_, least) = find_quantities("50～60万人が来場し、10人以上の団体は")
    assert (wide.low, wide.high, wide.unit) == (Decimal(500_000), Decimal(600_000), "人")
    assert (least.value, least.qualifier) == (Decimal(10), "at_least")


def test_a_value_in_brackets_belongs_to_the_one_before() -> None:
    ((span, value),) = find_quantities("訪問は1,606件(98.7%)でした")
    assert span == (3, 16)
    assert [(sub.value, sub.unit) for sub in value.sub] == [(Decimal("98.7"), "%")]
