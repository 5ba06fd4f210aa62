"""`shihyo link`: what is likely is shown with both series, and a decision lasts."""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.errors import ExitCode


@pytest.fixture
def root(own_root: Path, tmp_path: Path) -> Path:
    """A workspace of its own, loaded."""
    return Path(shutil.copytree(own_root, tmp_path / "workspace"))


def proposed(root: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    assert main(["link", "--root", str(root), "--json"]) == ExitCode.OK
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return found


def test_a_likely_pair_is_shown_with_both_sides(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = proposed(root, capsys)
    assert [row["side"] for row in found] == ["newer", "older"]
    assert {row["indicator"] for row in found} == {
        "地域連携のための会議等の開催地区数",
        "地域連携のための会議",
    }
    assert "令和3年度 target 4以上" in str(found[0]["series"])


def test_a_refused_pair_is_not_proposed_again(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pair = str(proposed(root, capsys)[0]["pair"])
    before = (root / "raw" / "indicators.toml").read_text(encoding="utf-8")
    assert main(["link", "--root", str(root), "--refuse", pair, "--reason", "地区と会議は別"]) == ExitCode.OK
    after = (root / "raw" / "indicators.toml").read_text(encoding="utf-8")
    assert after.startswith(before)
    assert tomllib.loads(after)["relation"][0]["decision"] == "refuse"
    assert main(["run", "--quiet", "--root", str(root)]) == ExitCode.OK
    capsys.readouterr()
    assert proposed(root, capsys) == []


def test_an_accepted_pair_becomes_one_indicator(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pair = str(proposed(root, capsys)[0]["pair"])
    assert main(["link", "--root", str(root), "--accept", pair, "--reason", "同じ会議"]) == ExitCode.OK
    assert main(["run", "--quiet", "--root", str(root)]) == ExitCode.OK
    names = "name_printed LIKE '地域連携のための会議%'"
    query = f"SELECT count(DISTINCT indicator_id) AS n FROM indicator_alias WHERE {names}"
    capsys.readouterr()
    assert main(["sql", query, "--root", str(root), "--json"]) == ExitCode.OK
    assert json.loads(capsys.readouterr().out) == [{"n": 1}]


@pytest.mark.parametrize("line", [["--refuse", "nothing-like", "--reason", "甲"], ["--accept", "PAIR"]])
def test_a_decision_needs_a_pair_and_a_reason(
    line: list[str], root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pair = str(proposed(root, capsys)[0]["pair"])
    words = [pair if word == "PAIR" else word for word in line]
    assert main(["link", "--root", str(root), *words]) == ExitCode.USAGE
    assert "relation" not in (root / "raw" / "indicators.toml").read_text(encoding="utf-8")
