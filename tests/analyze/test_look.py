"""From a number to its page, and from a page to its numbers, with pictures."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from pipeline.analyze.page import look
from pipeline.analyze.picture import COLOURS, crops, show
from pipeline.analyze.trace import Trace, trace
from pipeline.cli import main
from pipeline.errors import ExitCode
from pipeline.warehouse import connect
from pipeline.workspace import Workspace

ACTUAL = """SELECT observation_id FROM observation
WHERE document_id = 'kakutei' AND indicator = '市民の定住意向' AND value_kind = 'actual'"""


def _traced(root: Path) -> Trace:
    with connect(Workspace(root)) as connection:
        found = connection.execute(ACTUAL).fetchone()
        assert found
        return trace(connection, found[0])


def _has(image: Image.Image, colour: tuple[int, int, int]) -> bool:
    seen = image.convert("RGB").getcolors(maxcolors=1 << 24) or []
    return any(pixel == colour for _, pixel in seen)


def test_a_trace_names_the_headers_and_nothing_else(loaded: Path) -> None:
    found = _traced(loaded)
    assert found.row == ["市民の定住意向"]
    assert found.column == ["令和２年度末\n実績"]
    assert len(found.headers) == 2


def test_a_trace_is_drawn(loaded: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "place.png"
    name = _traced(loaded).observation["observation_id"]
    assert main(["trace", name, "--png", str(target), "--root", str(loaded)]) == ExitCode.OK
    assert "78.1" in capsys.readouterr().out
    with Image.open(target) as image:
        assert _has(image, COLOURS["cell"])
        assert _has(image, COLOURS["header"])


def test_a_page_shows_what_became_of_its_cells(
    loaded: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "page.png"
    command = ["show", "mikomi", "1", "--png", str(target), "--json", "--root", str(loaded)]
    assert main(command) == ExitCode.OK
    cells = json.loads(capsys.readouterr().out)
    assert [c["became"] for c in cells].count("observation") == 9
    assert {c["printed"] for c in cells if c["became"] == "other"} >= {"指標", "市民の定住意向"}
    with Image.open(target) as image:
        assert _has(image, COLOURS["observation"])
        assert not _has(image, COLOURS["quarantine"])


@pytest.mark.parametrize(("document", "page"), [("none", "1"), ("mikomi", "2"), ("mikomi", "0")])
def test_a_page_that_is_not_there(document: str, page: str, loaded: Path) -> None:
    assert main(["show", document, page, "--root", str(loaded)]) == ExitCode.USAGE


def test_a_file_that_was_exchanged_is_not_drawn(loaded: Path, tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "mikomi.pdf").write_bytes(b"%PDF-1.7 another")
    (tmp_path / "warehouse.duckdb").write_bytes((loaded / "warehouse.duckdb").read_bytes())
    command = ["show", "mikomi", "1", "--png", str(tmp_path / "p.png"), "--root", str(tmp_path)]
    assert main(command) == ExitCode.LAYER


def test_crops_tell_what_they_show(loaded: Path, tmp_path: Path) -> None:
    with connect(Workspace(loaded)) as connection:
        table = look(connection, "mikomi", 1).tables[0]
    box = [table[edge] for edge in ("x0", "top", "x1", "bottom")]
    found = crops(str(loaded / "raw" / "mikomi.pdf"), [(1, box, str(tmp_path / "a.webp"))])["shown"][0]
    assert found["box"][0] <= box[0]
    assert found["box"][3] >= box[3]
    with Image.open(found["file"]) as image:
        assert image.width / image.height == pytest.approx(
            (found["box"][2] - found["box"][0]) / (found["box"][3] - found["box"][1]), rel=0.02
        )


def test_marks_off_the_page_do_no_harm(loaded: Path, tmp_path: Path) -> None:
    marks = [([-50.0, -50.0, -10.0, -10.0], "cell"), ([9000.0, 0.0, 9100.0, 10.0], "cell")]
    show(str(loaded / "raw" / "mikomi.pdf"), 1, marks, str(tmp_path / "a.png"))
    assert (tmp_path / "a.png").is_file()
