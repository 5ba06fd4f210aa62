"""A run ends with what its new releases say otherwise than what was known before them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.errors import ExitCode
from tests.small import CATALOG, FINAL, ROWS, fill, kpi_pdf


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace that has read the provisional release; the final one has just come in."""
    provisional, final = CATALOG.split("\n\n")
    fill(tmp_path, mikomi=kpi_pdf())
    (tmp_path / "raw" / "catalog.toml").write_text(provisional, encoding="utf-8")
    assert main(["run", "--root", str(tmp_path), "--quiet"]) == ExitCode.OK
    fill(
        tmp_path,
        kakutei=kpi_pdf((*FINAL, ("児童館の利用者数", "109,367人", "38,836人", "140,000人")), "実績"),
    )
    (tmp_path / "raw" / "catalog.toml").write_text(f"{provisional}\n\n{final}", encoding="utf-8")
    return tmp_path


def test_people_read_what_changed(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["run", "--root", str(root), "--quiet"]) == ExitCode.OK
    said = capsys.readouterr().out.splitlines()
    at = next(number for number, line in enumerate(said) if line.startswith("kakutei, against"))
    assert said[at : at + 4] == [
        "kakutei, against what was known before it: 1 revised, 1 filled, 7 confirmed, 3 added",
        "  new        児童館の利用者数",
        "  revised    人口の社会増減 令和２年度末: 893人 → 713人 (-20.2 %)",
        "  filled     市民の定住意向 令和２年度末: 78.1%",
    ]
    assert main(["run", "--root", str(root), "--quiet"]) == ExitCode.OK
    assert "against what was known" not in capsys.readouterr().out


def test_machines_read_it_too(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["run", "--root", str(root), "--quiet", "--json"]) == ExitCode.OK
    (news,) = json.loads(capsys.readouterr().out)["warehouse"]["news"]
    assert news["document_id"] == "kakutei"
    assert news["counts"] == {"revised": 1, "filled": 1, "confirmed": 7, "added": 3}
    assert [row["new_name"] for row in news["indicators"]] == ["児童館の利用者数"]
    assert [(row["change"], row["old"], row["new"]) for row in news["figures"]] == [
        ("revised", 893, 713),
        ("filled", None, 78.1),
    ]


def test_what_comes_first_has_no_news(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(tmp_path, mikomi=kpi_pdf(ROWS))
    assert main(["run", "--root", str(tmp_path), "--quiet"]) == ExitCode.OK
    assert "against what was known" not in capsys.readouterr().out
