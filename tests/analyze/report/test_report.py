"""The report as a file: one page, everything escaped, nothing asked of the network."""

from __future__ import annotations

import json
import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from pipeline.analyze.markup import clean, data, el
from pipeline.analyze.report.chart import chart
from pipeline.analyze.report.facts import Indicator, indicators
from pipeline.analyze.report.page import asset
from pipeline.analyze.words import words
from pipeline.cli import main
from pipeline.errors import ExitCode
from pipeline.warehouse import connect
from pipeline.workspace import Workspace
from tests.small import CATALOG, ROWS, fill, kpi_pdf

ATTACK = '</script><img src="x" onerror="alert(1)">'


def write(root: Path, target: Path, *more: str) -> str:
    """Write a report and return it."""
    assert main(["report", "--root", str(root), "--out", str(target), *more]) == ExitCode.OK
    return target.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def report(loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The report of the small warehouse."""
    return write(loaded, tmp_path_factory.mktemp("report") / "r.html")


def _block(page: str, name: str) -> object:
    found = re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


def test_it_holds_all_that_it_shows(report: str) -> None:
    assert "default-src 'none'" in unescape(report)
    assert not re.search(r'(?:src|href)="(?!data:|#)', report)
    assert "http" not in re.sub(r"http-equiv", "", report)


def test_each_table_is_drawn_once(report: str) -> None:
    pictures, places = _block(report, "pictures"), _block(report, "places")
    assert isinstance(pictures, dict)
    assert isinstance(places, dict)
    assert {place["picture"] for place in places.values()} == set(pictures)
    assert len(pictures) == 2
    assert all(picture["src"].startswith("data:image/webp;base64,") for picture in pictures.values())


def test_without_crops_there_are_none(loaded: Path, tmp_path: Path, report: str) -> None:
    page = write(loaded, tmp_path / "r.html", "--no-crops")
    assert _block(page, "pictures") == {}
    assert len(page) < len(report)


def test_the_same_warehouse_gives_the_same_file(loaded: Path, tmp_path: Path, report: str) -> None:
    assert write(loaded, tmp_path / "r.html") == report


def test_a_document_that_went_away_has_no_pictures(
    loaded: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "warehouse.duckdb").write_bytes((loaded / "warehouse.duckdb").read_bytes())
    assert _block(write(tmp_path, tmp_path / "r.html"), "pictures") == {}
    assert "no pictures of kakutei" in capsys.readouterr().err


def test_what_a_document_prints_is_text(tmp_path: Path) -> None:
    rows = [(f"満足度{ATTACK}", "1人", "2人", "3人"), *ROWS]
    root = fill(tmp_path, mikomi=kpi_pdf(rows))
    catalog = CATALOG.replace("まち総合戦略", f"まち{ATTACK}").replace('"132110"', '"132110"')
    text = catalog.split("[[document]]")[1].replace(f"まち{ATTACK}", json.dumps(f"まち{ATTACK}")[1:-1])
    (root / "raw" / "catalog.toml").write_text("[[document]]" + text, encoding="utf-8")
    assert main(["run", "--root", str(root), "--quiet"]) == ExitCode.OK
    page = write(root, tmp_path / "r.html")
    assert "<img src" not in page
    assert "満足度" in page


def test_every_word_of_the_page_is_known(report: str) -> None:
    assert set(re.findall(r'data-ta?="([^"]+)"', report)) <= set(words())
    keys = re.findall(r"const facts = \[(.*?)\]", asset("report.js"))
    assert set(re.findall(r'"(\w+)"', keys[0])) <= set(words())


def test_every_element_is_closed(report: str) -> None:
    parser = _Balance()
    parser.feed(report)
    assert parser.open == []


def test_text_and_attributes_are_escaped() -> None:
    assert el("p", "<b>", title='"') == '<p title="&quot;">&lt;b&gt;</p>'
    assert "</script><" not in data("x", ATTACK)
    assert clean("a\x00\ud800b") == "a��b"


def test_a_chart_says_what_it_shows(loaded: Path) -> None:
    with connect(Workspace(loaded)) as connection:
        found = {i.name: i for i in indicators(connection)}
    drawn = chart(found["市民の定住意向"])
    assert drawn
    assert "2014: 80.9, 2020: 78.1; 2020 → 85.0" in drawn
    assert drawn.count("<path") == 5  # of the six statements one has no value


def test_an_indicator_without_numbers_has_no_chart() -> None:
    assert chart(Indicator("a", "a", "", None, "", "", "", (), ())) is None


class _Balance(HTMLParser):
    """Keeps the elements that are open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        if tag not in ("meta", "input", "br", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
