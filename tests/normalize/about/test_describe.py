"""What is inferred of a document that the catalogue does not describe."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pipeline.catalog import DocumentEntry
from pipeline.normalize.document import normalize_document
from tests.normalize.tables.sketch import document

STAMP = "第２回推進委員会 資料３ 令和３年３月２９日（月）"
TITLE = "# 青空市総合計画の達成状況"


def _inferred(row: Mapping[str, object]) -> set[str]:
    names = row["inferred"]
    assert isinstance(names, list)
    return {str(name) for name in names}


def test_a_stamp_gives_label_meeting_and_day() -> None:
    found = normalize_document(document(STAMP, TITLE, "青空市は計画を進めています。"))["document"][0]
    assert found["release_label"] == "資料３"
    assert found["meeting"] == "第２回推進委員会"
    assert (found["published_on"], found["published_precision"]) == (date(2021, 3, 29), "day")
    assert {"release_label", "meeting", "published_on"} <= _inferred(found)


def test_what_the_catalogue_says_is_not_inferred() -> None:
    entry = DocumentEntry("sketch", "sketch.pdf", title="別の題", published_on="2020-05", maturity="final")
    found = normalize_document(document(STAMP, TITLE), entry)["document"][0]
    assert (found["title"], found["published_on"]) == ("別の題", date(2020, 5, 1))
    assert found["published_precision"] == "month"
    assert not {"title", "published_on", "maturity"} & _inferred(found)


def test_a_date_inside_a_sentence_dates_nothing() -> None:
    found = normalize_document(document(TITLE, "本計画は令和２年４月１日に始まりました。"))["document"][0]
    assert found["published_on"] is None


def test_words_on_the_first_page_give_the_maturity() -> None:
    draft = normalize_document(document("# 青空市総合戦略（素案）"))["document"][0]
    provisional = normalize_document(document(TITLE, "未定稿"))["document"][0]
    assert (draft["maturity"], provisional["maturity"]) == ("draft", "provisional")


def test_the_plan_is_named_by_the_title() -> None:
    tables = normalize_document(document("# 第２期青空市総合戦略 進捗状況一覧表"))
    assert tables["plan"][0]["title"] == "第2期青空市総合戦略"
    assert tables["plan"][0]["generation"] == 2
