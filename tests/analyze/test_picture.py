"""Pictures show the place that they were asked for, whatever was done to the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from pipeline.analyze import picture
from pipeline.analyze.picture import crops, draw
from tests.typeset import Cell, Table, Text, typeset
from tests.typeset.book import PageEffects, Rotation

BOX = (60.0, 60.0, 300.0, 140.0)
TABLE = Table([120.0, 80.0], [[Cell("指標"), Cell("実績")], [Cell("待機児童数"), Cell("128人")]])


def _crop(folder: Path, effects: PageEffects) -> Image.Image:
    source = folder / "a.pdf"
    source.write_bytes(typeset([Text("基本目標１"), TABLE], effects=effects).pdf)
    crops(str(source), [(1, BOX, str(folder / "a.webp"))])
    with Image.open(folder / "a.webp") as image:
        return image.convert("L")


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("margin", [0.0, 20.0])
def test_a_turned_or_cropped_page_shows_the_same(rotation: Rotation, margin: float, tmp_path: Path) -> None:
    plain = _crop(tmp_path, PageEffects())
    turned = _crop(tmp_path, PageEffects(rotation, margin))
    assert turned.size == plain.size
    assert ImageStat.Stat(plain).extrema[0][0] < 100  # there is something to see
    assert ImageStat.Stat(ImageChops.difference(plain, turned)).mean[0] < 4


def test_a_giant_page_is_drawn_coarsely(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "LARGEST", 10_000)
    source = tmp_path / "a.pdf"
    source.write_bytes(typeset([TABLE]).pdf)
    draw(str(source), 1, BOX, str(tmp_path / "a.png"))
    with Image.open(tmp_path / "a.png") as image:
        assert image.width * image.height < 50_000


def test_what_lies_off_the_page_is_cut(tmp_path: Path) -> None:
    source = tmp_path / "a.pdf"
    source.write_bytes(typeset([TABLE]).pdf)
    shown = crops(str(source), [(1, (500.0, 800.0, 9000.0, 9000.0), str(tmp_path / "a.webp"))])["shown"][0]
    assert shown["box"][2] == pytest.approx(595, abs=2)
