"""What is printed in any spelling is read back; what is broken is never read as a number."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.normalize.cells.era import ERAS
from pipeline.normalize.cells.kanji import numeral
from pipeline.normalize.cells.label import split_label
from pipeline.normalize.cells.period import Period, parse_period
from pipeline.normalize.cells.value import Value, parse_value
from pipeline.normalize.prose.quantities import find_quantities
from pipeline.normalize.text import display, key
from pipeline.normalize.vocabulary import load

FORMS = [
    (form, unit["canonical"])
    for unit in load("cells/units")["unit"]
    for form in unit["forms"]
    if not form[0].isdigit()
]
WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})
MINUS = "△▲－−-‐–ー"
numbers = st.decimals(
    min_value=0, max_value=10**12, allow_nan=False, allow_infinity=False, places=2
) | st.integers(0, 10**12).map(Decimal)


def _grouped(number: Decimal) -> str:
    return f"{number:,f}"


@given(
    number=numbers,
    form=st.sampled_from(FORMS),
    wide=st.booleans(),
    gap=st.sampled_from(["", " ", "　", "\n"]),
)
@settings(max_examples=400, deadline=None)
def test_a_number_with_its_unit(number: Decimal, form: tuple[str, str], wide: bool, gap: str) -> None:
    printed = _grouped(number)
    value = parse_value((printed.translate(WIDE) if wide else printed) + gap + form[0])
    assert (value.status, value.value, value.unit) == ("normal", number, form[1])


@given(number=numbers, sign=st.sampled_from(MINUS), gap=st.sampled_from(["", " ", "\n"]))
@settings(max_examples=200, deadline=None)
def test_a_negative_number(number: Decimal, sign: str, gap: str) -> None:
    value = parse_value(f"{sign}{gap}{_grouped(number)}人")
    assert (value.value, value.unit) == (-number if number else number, "人")
    assert not str(value.value).startswith("-0") or value.value != 0


@given(number=st.integers(1, 99_999), word=st.sampled_from(["千", "万", "億", "百万", "兆", "千万"]))
@settings(max_examples=200, deadline=None)
def test_multipliers_are_folded_in_and_kept_as_printed(number: int, word: str) -> None:
    factor = {"千": 10**3, "万": 10**4, "億": 10**8, "百万": 10**6, "兆": 10**12, "千万": 10**7}[word]
    value = parse_value(f"{number:,}{word}円")
    assert (value.value, value.unit) == (Decimal(number * factor), "円")
    assert (value.printed_value, value.printed_unit) == (Decimal(number), f"{word}円")


@given(low=st.integers(0, 10**6), more=st.integers(1, 10**6), mark=st.sampled_from("～〜~"))
@settings(max_examples=200, deadline=None)
def test_a_range_binds_its_unit_to_both_ends(low: int, more: int, mark: str) -> None:
    value = parse_value(f"{low:,}{mark}{low + more:,}万人")
    assert (value.value, value.low, value.high) == (
        None,
        Decimal(low * 10**4),
        Decimal((low + more) * 10**4),
    )


BROKEN = [
    "1{}",
    "{}1,",
    ",{}",
    "{}.",
    "{}..5",
    "{}人人",
    "第{}回",
    "{}人が",
    "{}人{}",
    "{}位",
    "{}O",
    "({}人",
    "{}/{}",
]


@given(number=st.integers(1_000, 10**9), broken=st.sampled_from(BROKEN))
@settings(max_examples=300, deadline=None)
def test_a_good_cell_made_bad_is_no_number(number: int, broken: str) -> None:
    value = parse_value(broken.replace("{}", f"{number:,}"))
    well_formed = broken == "1{}" and len(f"{number:,}".split(",")[0]) < 3
    assert value.value is None or well_formed or value.warnings, value


@given(
    number=st.integers(1_000, 10**9),
    at=st.integers(0, 30),
    letter=st.sampled_from("あ亜ア,.O人回%~※()第年月日/:;|"),
)
@settings(max_examples=600, deadline=None)
def test_one_strange_character_never_changes_a_number_in_silence(number: int, at: int, letter: str) -> None:
    good = f"{number:,}人"
    at = min(at, len(good))
    value = parse_value(good[:at] + letter + good[at:])
    changed = value.value is not None and value.value != number
    assert not changed or value.warnings or letter in "%.", value


@given(st.text(alphabet="0123456789,.人件%円千万億～-△+()（）※①²約以上年度令和平成 \n　O", max_size=24))
@settings(max_examples=1500, deadline=None)
def test_no_text_breaks_the_parsers(text: str) -> None:
    value = parse_value(text)
    assert (value.value is not None or value.low is not None) == (value.status == "normal")
    digits = [letter for letter in text if letter in "0123456789"]
    assert value.value is None or digits or any(kanji in text for kanji in "千万億"), value
    key(text), split_label(text), find_quantities(text)
    assert display(display(text)) == display(text)
    assert key(key(text)) == key(text)


@given(st.text(max_size=40))
@settings(max_examples=500, deadline=None)
def test_no_unicode_breaks_the_parsers(text: str) -> None:
    assert isinstance(parse_value(text), Value)
    for (start, end), value in find_quantities(text):
        assert text[start:end] == value.raw


@given(st.integers(0, 10**16 - 1))
@settings(max_examples=500, deadline=None)
def test_integers_in_kanji(number: int) -> None:
    assert numeral(in_kanji(number)).value == number


def in_kanji(number: int) -> str:
    """``number`` in kanji, multiplicative: 59000 is 五万九千."""
    if number == 0:
        return "〇"
    text = ""
    for unit, word in ((10**12, "兆"), (10**8, "億"), (10**4, "万"), (1, "")):
        section, number = divmod(number, unit)
        text += _section_in_kanji(section) + word if section else ""
    return text


def _section_in_kanji(number: int) -> str:
    text = ""
    for unit, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            text += ("" if digit == 1 and word else "一二三四五六七八九"[digit - 1]) + word
    return text


def test_integers_against_kanjize() -> None:
    kanjize = pytest.importorskip("kanjize")
    large = [7**power for power in range(4, 18)] + [10**power for power in range(16)]
    for number in [*range(1, 3000), *large]:
        assert numeral(kanjize.number2kanji(number)).value == number


SPELLINGS = [
    "{era}{n}年{m}月{d}日",
    "{letter}{n}.{m}.{d}",
    "{small}{n}.{m}.{d}",
    "{short}{n}.{m}.{d}",
    "{sign}{n}年{m}月{d}日",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_day_in_every_spelling_of_its_era(spelling: str) -> None:
    day, last = date(1926, 12, 25), date(2100, 12, 31)
    while day <= last:
        era = next(era for era in reversed(ERAS) if era.start <= day)
        n = day.year - era.offset
        printed = spelling.format(
            era=era.name, letter=era.letter, small=era.letter.lower(), short=era.short, sign=era.ligature,
            n="元" if n == 1 and "年" in spelling else n, m=day.month, d=day.day,
        )  # fmt: skip
        period = parse_period(printed)
        assert isinstance(period, Period)
        assert (period.start, period.end, period.warnings) == (day, day, ()), printed
        day += timedelta(days=1 if day.day > 27 else 9)


def test_every_day_against_japanera() -> None:
    japanera = pytest.importorskip("japanera")
    day = date(1926, 12, 25)
    while day <= date(2100, 12, 31):
        printed = japanera.EraDate.from_date(day).strftime("%-K%-y年%-m月%-d日")
        period = parse_period(printed)
        assert isinstance(period, Period)
        assert period.start == day, printed
        day += timedelta(days=11)


STARTS = [
    ("明治", date(1868, 1, 25)), ("大正", date(1912, 7, 30)), ("昭和", date(1926, 12, 25)),
    ("平成", date(1989, 1, 8)), ("令和", date(2019, 5, 1)),
]  # fmt: skip


@pytest.mark.parametrize(("name", "start"), STARTS)
def test_eras_begin_where_the_law_says(name: str, start: date) -> None:
    period = parse_period(f"{name}元年{start.month}月{start.day}日")
    assert isinstance(period, Period)
    assert period.start == start
    before = start - timedelta(days=1)
    early = parse_period(f"{name}元年{before.month}月{before.day}日")
    assert isinstance(early, Period)
    assert {"before_era", "before_1873"} & set(early.warnings)


@pytest.mark.parametrize(
    "unit",
    [
        "1",
        "1 ",
        "(",
        "()",
        "5人（",
        "※1",
        "一",
        "△",
        " ",
        "\n",
        "12人 ",
        "女 5人 ",
        "約",
        "延べ",
        "1.",
        "O1",
        "①",
        "ｱ",
        "(5)",
    ],
)
def test_a_cell_of_100_kilobytes_is_read_at_once(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    parse_value(text), parse_period(text), key(text), split_label(text)
