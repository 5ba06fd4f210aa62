"""What a document says of itself on its opening pages."""

from __future__ import annotations

from pipeline.layers.extracted import Box, Document, Line, Page
from pipeline.normalize.about.introduction import Guess, introduce_document


def _document(*pages: list[tuple[str, float]]) -> Document:
    return Document("a", "a.pdf", "", tuple(_page(number, lines) for number, lines in enumerate(pages, 1)))


def _page(number: int, lines: list[tuple[str, float]]) -> Page:
    placed = []
    top = 40.0
    for block, (text, size) in enumerate(lines, start=1):
        placed.append(Line(text, Box(50, top, 50 + size * len(text), top + size), block, size))
        top += 3 * size
    return Page(number, 595, 842, lines=tuple(placed))


BODY = ("この資料は、計画の進み具合を毎年度まとめたものであり、委員の意見を聞いて改める。", 10.0)


def _said(*lines: tuple[str, float]) -> dict[str, str]:
    guesses = introduce_document(_document([*lines, BODY, BODY]))
    return {name: guess.value for name, guess in guesses.items()}


def test_title_publisher_and_stamps() -> None:
    said = _said(
        ("資料１－２", 10),
        ("令和５年度第２回深谷市総合計画審議会", 10),
        ("令和５年８月２１日", 10),
        ("第２次深谷市総合計画　進捗状況（速報）", 16),
    )
    assert said == {
        "title": "第2次深谷市総合計画 進捗状況(速報)",
        "publisher": "深谷市",
        "municipality_code": "112186",
        "plan": "第2次深谷市総合計画",
        "release_label": "資料１－２",
        "meeting": "令和５年度第２回深谷市総合計画審議会",
        "published_on": "2023-08-21",
        "maturity": "provisional",
    }


def test_a_guess_keeps_its_words() -> None:
    document = _document([("第三次鎌ケ谷市環境基本計画（案）", 18), ("令和６年２月", 12), BODY, BODY])
    guesses = introduce_document(document)
    assert guesses["maturity"] == Guess("draft", "第三次鎌ケ谷市環境基本計画（案）", 1)
    assert guesses["published_on"] == Guess("2024-02", "令和６年２月", 1)


def test_the_day_that_figures_are_of_dates_no_document() -> None:
    said = _said(("要介護認定者数", 16), ("令和５年３月３１日現在", 10))
    assert "published_on" not in said


def test_a_month_in_a_sentence_dates_nothing() -> None:
    assert "published_on" not in _said(("指標", 16), ("令和５年４月に始めた事業の結果", 10))


def test_a_note_on_preliminary_figures_makes_no_document_preliminary() -> None:
    assert "maturity" not in _said(("達成状況", 16), ("※２　令和５年の数値は速報値", 9))


def test_an_imprint_at_the_end_dates_a_document() -> None:
    document = _document([("長井市地域福祉計画", 18), BODY], [BODY], [BODY, ("発行日　令和４年３月", 10)])
    assert introduce_document(document)["published_on"].value == "2022-03"


def test_a_shared_name_without_prefecture_has_no_code() -> None:
    said = _said(("清水町歯科保健計画", 16))
    assert said["publisher"] == "清水町"
    assert "municipality_code" not in said
    assert _said(("清水町歯科保健計画", 16), ("静岡県駿東郡清水町", 10))["municipality_code"] == "223417"


def test_nothing_is_said_of_nothing() -> None:
    assert introduce_document(_document([])) == {}


def test_a_year_or_a_torn_word_is_no_title() -> None:
    said = _said(("令 和 ８ 年 度", 22), ("算書", 24), ("長井市施政方針", 18))
    assert said["title"] == "長井市施政方針"
