"""Names of municipalities in running text, and their codes."""

from __future__ import annotations

import pytest

from pipeline.normalize.about.municipality import find, is_code, mentions
from pipeline.normalize.about.publisher import municipality_of
from pipeline.normalize.vocabulary import load


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("小平市民の定住意向", ["小平市"]),
        ("東京都小平市", ["小平市"]),
        ("四日市市と廿日市市", ["四日市市", "廿日市市"]),
        ("東大和市は", ["東大和市"]),
        ("三重県津市", ["津市"]),
        ("津市の人口", ["津市"]),
        ("会津市", []),
        ("横浜市港区", ["横浜市"]),
        ("静岡県駿東郡清水町の計画", ["清水町"]),
        ("都市計画、市町村、市区町村、全国市長会、町内会", []),
        ("茅ヶ崎市と龍ヶ崎市", ["茅ヶ崎市", "龍ヶ崎市"]),
    ],
)
def test_names_in_a_text(text: str, names: list[str]) -> None:
    assert [mention.name for mention in mentions(text)] == names


def test_a_shared_name_needs_its_prefecture() -> None:
    assert find("府中市") is None
    assert find("府中市", {"広島県", "岡山県"}) == find("府中市", {"広島県"})
    found = find("府中市", {"東京都"})
    assert found
    assert found.code == "132063"


def test_all_of_them_are_there_with_their_check_digits() -> None:
    codes = [code for codes in load("about/municipalities").values() for code in codes.values()]
    assert len(codes) == len(set(codes)) == 47 + 1741
    assert all(is_code(code) for code in codes)
    assert not is_code("132111")
    assert not is_code("13211")


@pytest.mark.parametrize(
    ("publisher", "name"),
    [
        ("東京都小平市", "小平市"),
        ("府中市", "府中市"),
        ("都城市教育委員会", "都城市"),
        ("旧稲沢村", "旧稲沢村"),
    ],
)
def test_the_municipality_of_a_publisher(publisher: str, name: str) -> None:
    assert municipality_of(publisher) == name
