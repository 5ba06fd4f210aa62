"""What people decide about indicators in ``raw/indicators.toml``."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import SettingsError
from pipeline.layers import normalized
from pipeline.normalize import identity
from pipeline.normalize.identity.review import add_decision
from tests.normalize.identity.releases import HISTORY, indicators, relations, series, workspace


def test_reviewed_aliases_and_directions(tmp_path: Path) -> None:
    toml = """
[[indicator]]
municipality_code = "132110"
name = "待機児童の数"
aliases = ["保育所に入れない児童"]
direction = "down"
"""
    made = workspace(
        tmp_path, series("保育所に入れない児童", {2019: 5}), series("待機児童の数", {2020: 6}), toml=toml
    )
    assert len(indicators(made)) == 1
    tables = normalized.read(made.identity_dir)
    assert tables["indicator"][0]["direction"] == "down"
    assert [row["basis"] for row in tables["indicator_alias"]] == ["alias", "exact"]


def test_what_a_person_refused_is_neither_linked_nor_proposed(tmp_path: Path) -> None:
    toml = """
[[relation]]
indicator = "図書施設の年間利用"
other = "図書館の来館者"
relation = "renamed"
decision = "refuse"
"""
    made = workspace(
        tmp_path, series("図書館の来館者", HISTORY), series("図書施設の年間利用", HISTORY), toml=toml
    )
    assert len(indicators(made)) == 2
    assert relations(made) == []


def test_what_a_person_decided(tmp_path: Path) -> None:
    toml = """
[[relation]]
indicator = "新しい会"
other = "古い会"
relation = "merged"
"""
    made = workspace(tmp_path, series("古い会", {2019: 5}), series("新しい会", {2020: 6}), toml=toml)
    assert relations(made) == [("新しい会", "merged", "古い会", "manual", "applied")]


def test_an_accepted_rename_makes_one_of_two(tmp_path: Path) -> None:
    made = workspace(tmp_path, series("古い会の会合", {2019: 5}), series("新しい集い", {2020: 6}))
    assert len(indicators(made)) == 2
    made.indicators.write_text("# kept as it is\n", encoding="utf-8")
    add_decision(
        made.indicators,
        {
            "indicator": "新しい集い",
            "other": "古い会の会合",
            "relation": "renamed",
            "reason": 'so "they" say',
        },
    )
    assert len(indicators(made)) == 1
    aliases = normalized.read(made.identity_dir)["indicator_alias"]
    assert [row["basis"] for row in aliases] == ["manual", "exact"]
    assert made.indicators.read_text(encoding="utf-8").startswith("# kept as it is\n\n[[relation]]\n")


def test_a_decision_that_is_none_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "indicators.toml"
    with pytest.raises(SettingsError):
        add_decision(path, {"indicator": "a", "other": "b", "relation": "like"})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("[[indicator]]\nname = ", "not valid TOML"),
        ('[[indicator]]\nalias = "a"', "number 1: unknown key alias"),
        ('[[indicator]]\naliases = ["a"]', "name is missing"),
        ('[[indicator]]\nname = "a"\ndirection = "left"', "direction is 'left'"),
        ('[[indicator]]\nname = "a"\naliases = "b"', "aliases is not a list"),
        ('[indicator]\nname = "a"', "not a list of tables"),
        ('[[indicator]]\nname="a"\naliases=["c"]\n[[indicator]]\nname="b"\naliases=["c"]', "alias of two"),
        ('[[relation]]\nindicator = "a"\nother = "b"\nrelation = "like"', "relation is 'like'"),
    ],
)
def test_a_review_that_cannot_be_used(toml: str, said: str, tmp_path: Path) -> None:
    made = workspace(tmp_path, series("会員の数", HISTORY), toml=toml)
    with pytest.raises(SettingsError, match=said):
        identity.run(made)
