"""Rows that say what kind of value they hold, and rows that only seem to."""

from __future__ import annotations

from tests.normalize.tables.sketch import facts


def test_a_ratio_of_two_rows_is_a_figure_of_its_own() -> None:
    read = facts(
        """
        | 区分 | 令和4年度 |
        | 職員数（人）（A） | 11 |
        | 昇給に係る職員数（人）（B） | 10 |
        | 比率（％）(B)/(A) | 90.9 |
        """
    )
    assert read[-1] == ("比率(B)/(A)", 2022, "rate", "final", "90.9", "%")


def test_a_label_over_both_columns_of_names_does_not_go_on_the_name_above_it() -> None:
    read = facts(
        """
        | 区分 | < | 令和4年度 |
        | 内訳 | １号給 | 4 |
        | ^ | ２号給 | 6 |
        | 比率（％） | < | 90.9 |
        """
    )
    assert read[-1] == ("比率", 2022, "rate", "final", "90.9", "%")


def test_a_row_of_a_kind_under_a_name_has_that_name() -> None:
    read = facts(
        """
        | 指標 | 令和4年度 | 令和5年度 |
        | 会員数（人） | 10 | 12 |
        | 前年度比（％） | 101.0 | 120.0 |
        """
    )
    assert read[-1] == ("会員数", 2023, "rate", "final", "120.0", "%")
