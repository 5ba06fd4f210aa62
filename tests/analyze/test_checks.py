"""Checks over figures written by hand: what holds, what breaks, and what only a note explains."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import duckdb

from pipeline.analyze.checks import find
from pipeline.analyze.checks.finding import Finding, described
from pipeline.analyze.checks.words import shared
from pipeline.layers.rows import Row
from pipeline.load import run as load
from pipeline.normalize.identity import run as identify
from tests.load.rows import document, observation, write


def findings(root: Path, *documents: tuple[Row, Iterable[Row]]) -> list[Finding]:
    workspace = write(root, *documents)
    identify(workspace)
    load(workspace)
    with duckdb.connect(str(workspace.warehouse), read_only=True) as connection:
        return find(connection)


def series(name: str, values: Iterable[object], **change: object) -> list[Row]:
    return [
        observation("a", name, 1, col, fiscal_year=2014 + col, value=value, **change)
        for col, value in enumerate(values, start=1)
    ]


def named(found: Iterable[Finding], name: str) -> list[tuple[bool | None, str]]:
    return [(finding.holds, finding.severity) for finding in found if finding.name == name]


def test_a_cumulative_series_that_falls_is_a_warning(tmp_path: Path) -> None:
    found = findings(tmp_path, (document("a"), series("修了者数", (10, 12, 11), is_cumulative=True)))
    assert named(found, "cumulative_falls") == [(False, "warning")]


def test_a_note_on_the_counting_explains_a_fall(tmp_path: Path) -> None:
    rows = series("登録者数", (470, 540, 50), notes=["※1 令和5年度までは累計の登録者数、以後は新規登録者数"])
    assert named(findings(tmp_path, (document("a"), rows)), "cumulative_falls") == [(True, "info")]


def test_a_value_ten_times_its_neighbours_is_suspicious(tmp_path: Path) -> None:
    found = findings(tmp_path, (document("a"), series("会員数", (120, 1250, 118, 121))))
    (broken,) = [finding for finding in found if finding.name == "magnitude"]
    assert "1250 beside 120 and 118" in broken.detail


def test_growth_is_not_suspicious(tmp_path: Path) -> None:
    found = findings(tmp_path, (document("a"), series("アクセス数", (10, 90, 800, 7000))))
    assert not named(found, "magnitude")


def test_two_releases_agree_or_restate(tmp_path: Path) -> None:
    ours = [
        observation("a", "会員数", 1, 1, value=10, status="provisional"),
        observation("a", "店数", 2, 1, value=5),
    ]
    theirs = [observation("b", "会員数", 1, 1, value=12), observation("b", "店数", 2, 1, value=5)]
    found = findings(tmp_path, (document("a", maturity="provisional"), ours), (document("b"), theirs))
    assert sorted(named(found, "two_releases"), key=str) == [(None, "info"), (True, "info")]


def test_a_final_figure_that_changes_is_a_warning(tmp_path: Path) -> None:
    one = (document("a"), [observation("a", "会員数", 1, 1, value=10)])
    other = (document("b"), [observation("b", "会員数", 1, 1, value=12)])
    assert named(findings(tmp_path, one, other), "two_releases") == [(False, "warning")]


def test_a_column_that_does_not_add_up_is_a_warning(tmp_path: Path) -> None:
    rows = [observation("a", "甲", 1, 1, value=3), observation("a", "乙", 2, 1, value=4)]
    rows.append(observation("a", "合計", 3, 1, value=8, flags=["total"]))
    assert named(findings(tmp_path, (document("a"), rows)), "column_total") == [(False, "warning")]


def test_numbers_out_of_range_do_not_stop_the_checks(tmp_path: Path) -> None:
    huge = Decimal("9999999999999999999999999999")
    found = findings(tmp_path, (document("a"), series("巨大", (huge, huge, huge), is_cumulative=True)))
    assert named(found, "cumulative_falls") == [(True, "info")]


def test_every_check_is_described_in_both_languages() -> None:
    for said in described().values():
        assert said["en"]
        assert said["ja"]
        assert said["broken"] in ("warning", "error")


def test_words_shared_with_a_sentence() -> None:
    name = "援農ボランティア講座修了者数"
    assert shared(name, "講座、実技を修了し、援農ボランティアとして18人が認定されました") > 0.5
    assert shared(name, "児童館の利用者数は38,836人でした") < 0.2
