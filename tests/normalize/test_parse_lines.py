"""The lines of ``shihyo parse``: what they print, key by key."""

from __future__ import annotations

import json

import pytest

from pipeline.normalize.parse import PARSERS, period_line, text_line, value_line


def test_a_value_prints_all_its_keys() -> None:
    assert value_line("1,606件(98.7%)") == {
        "value": "1606",
        "unit": "件",
        "printed": {"value": "1606", "unit": "件"},
        "decimals": 0,
        "qualifier": None,
        "low": None,
        "high": None,
        "status": "normal",
        "notes": [],
        "flags": [],
        "sub": [{"value": "98.7", "unit": "%"}],
    }


def test_numbers_are_strings_as_printed() -> None:
    answer = value_line("1.40")
    assert answer is not None
    assert (answer["value"], answer["decimals"]) == ("1.40", 2)


def test_a_json_line_says_what_is_known_of_the_column() -> None:
    answer = value_line('{"text": "8,345", "unit_hint": "千円"}')
    assert answer is not None
    assert (answer["value"], answer["unit"]) == ("8345000", "円")
    assert answer["printed"] == {"value": "8345", "unit": "千円"}


LEGENDS = [
    ("－", "「－」は該当なし", "not_applicable"),
    ("-", "「－」は該当なし", "not_applicable"),
    ("－", "－：皆無、…：不詳", "missing"),
    ("−5", "「−」は皆無、「-」は負数", "unparsed"),
    ("-5", "「−」は皆無、「-」は負数", "normal"),
    ("△", "「△」は該当なし", "not_applicable"),
    ("0", "「－」は該当なし", "normal"),
]


@pytest.mark.parametrize(("text", "legend", "status"), LEGENDS)
def test_the_legend_rules(text: str, legend: str, status: str) -> None:
    answer = value_line(json.dumps({"text": text, "legend": legend}))
    assert answer is not None
    assert answer["status"] == status


def test_zero_below_the_unit() -> None:
    answer = value_line(json.dumps({"text": "0", "legend": {"0": "単位未満"}}))
    assert answer is not None
    assert (answer["value"], answer["flags"]) == ("0", ["below_unit"])


def test_several_values_are_multi() -> None:
    answer = value_line("10 15 20")
    assert answer is not None
    assert (answer["value"], answer["status"]) == (None, "multiple")
    assert [one["value"] for one in answer["multi"]] == ["10", "15", "20"]


def test_a_period_in_a_cell() -> None:
    answer = value_line("187,066人（平成25年度）")
    assert answer is not None
    assert answer["period"]["start"] == "2013-04-01"


def test_a_period_prints_its_keys() -> None:
    assert period_line("令和2年度末\n実績（見込）") == {
        "start": "2020-04-01",
        "end": "2021-03-31",
        "type": "fiscal_year",
        "point": "end",
        "fiscal_year": 2020,
        "stage": "forecast",
    }


def test_a_list_of_periods() -> None:
    answer = period_line("平成30年度・令和元年度")
    assert answer is not None
    assert [period["fiscal_year"] for period in answer["periods"]] == [2018, 2019]


def test_what_names_no_period_is_null() -> None:
    assert period_line("8050") is None


def test_what_contradicts_itself_says_conflict() -> None:
    answer = period_line("平成26（2015）年")
    assert answer is not None
    assert (answer["start"], answer["conflict"], answer["warnings"]) == (None, True, ["conflict"])


def test_an_impossible_date_is_an_error() -> None:
    answer = period_line("平成30年2月30日")
    assert answer is not None
    assert list(answer) == ["error"]


def test_a_text_prints_its_keys() -> None:
    assert text_line("援農ボランティア講座修了者数　（累計）※1") == {
        "text": "援農ボランティア講座修了者数 (累計)※1",
        "key": "援農ボランティア講座修了者数(累計)",
        "label": "援農ボランティア講座修了者数",
        "notes": ["※1"],
        "flags": ["累計"],
        "is_value": False,
    }


BAD = [
    "{bad",
    '{"text": 5}',
    "{}",
    '{"text": "1", "unit": "人"}',
    '{"text": "1", "fiscal_year": "2020"}',
    '{"text": "1", "legend": 3}',
    '{"a":' * 5000,
]


@pytest.mark.parametrize("line", BAD, ids=range(len(BAD)))
@pytest.mark.parametrize("kind", sorted(PARSERS))
def test_a_line_that_looks_like_json_and_is_not(kind: str, line: str) -> None:
    answer = PARSERS[kind](line)
    assert answer is not None
    assert list(answer) == ["error"]
