"""Lines under 成果指標: one name with one quantity is an indicator, anything else is left alone."""

from __future__ import annotations

import pytest

from pipeline.normalize.tables.card.quantity import read_line


@pytest.mark.parametrize(
    ("line", "name", "quantity", "period"),
    [
        ("(市との協働事業数：60)", "市との協働事業数", "60", ""),
        ("ボランティア参加者数 2,094 人", "ボランティア参加者数", "2,094 人", ""),
        ("480g/人日 (一人当たりごみ量 平成34年度目標値)", "一人当たりごみ量", "480g/人日", "平成34年度"),
        ("地域連携のための会議を4地区以上で実施", "地域連携のための会議", "4地区以上", ""),
        ("令和7年度までに満足度を80%にする", "満足度", "80%", "令和7年度"),
        ("オンライン申請件数 500件（令和7年度末）", "オンライン申請件数", "500件", "令和7年度末"),
        ("1人1日当たりのごみ排出量 800g以下", "1人1日当たりのごみ排出量", "800g以下", ""),
        ("「8020」達成者割合 50%", "「8020」達成者割合", "50%", ""),
        ("会議を年2回開催", "会議", "年2回", ""),
        ("（目標）利用者数 1,000人／年", "利用者数", "1,000人／年", ""),
        ("・削減額　2億5,000万円", "削減額", "2億5,000万円", ""),
    ],
)  # fmt: skip
def test_one_name_with_one_quantity(line: str, name: str, quantity: str, period: str) -> None:
    found = read_line(line)
    assert found is not None
    assert (found.name, found.quantity, found.period_label) == (name, quantity, period)


@pytest.mark.parametrize(
    "line",
    [
        "市民活動支援センター来場者数", "第2次計画の策定", "5か所", "R7目標値：30施設",
        "満足度：75%（令和4年度）→80%（令和8年度）", "現状値 20件、目標値 30件", "講座を3回、研修を2回",
    ],
)  # fmt: skip
def test_what_is_left_alone(line: str) -> None:
    assert read_line(line) is None


@pytest.mark.parametrize(
    ("line", "kind"),
    [("利用者数（現状値） 20人", "baseline"), ("利用者数 実績 20人", "actual"), ("利用者数 20人", "target")],
)
def test_the_line_says_its_kind(line: str, kind: str) -> None:
    found = read_line(line)
    assert found is not None
    assert found.kind == kind
