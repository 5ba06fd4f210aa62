"""Names that steer a terminal, break a line, say two things at once, or are no text at all."""

from __future__ import annotations

import os
import sys
import time
import unicodedata
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.errors import ExitCode
from tests.small import kpi_pdf

NAMES = {
    "broken\nline.pdf": "broken_line",
    "clear\x1b[2J.pdf": "clear_[2J",
    "turned\u202efdp.pdf": "turned_fdp",
    "=1+1.pdf": "=1+1",
    "-rf.pdf": "-rf",
    "'; DROP TABLE observation; --.pdf": "'; DROP TABLE observation; --",
    unicodedata.normalize("NFD", "がぎぐ資料.pdf"): unicodedata.normalize("NFC", "がぎぐ資料"),
}
POSIX = pytest.mark.skipif(os.name == "nt", reason="the system has no such names")


def _fill(root: Path, good: bytes) -> None:
    (root / "raw").mkdir()
    for name in NAMES:
        (root / "raw" / name).write_bytes(good)


def _run(root: Path, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, str, str]:
    code = main(["run", "--root", str(root), *more])
    return code, *capsys.readouterr()


@POSIX
def test_documents_are_read_under_ids_that_harm_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _fill(tmp_path, kpi_pdf())
    code, out, err = _run(tmp_path, capsys)
    assert code == ExitCode.OK, err
    assert {path.stem for path in (tmp_path / "extracted").iterdir()} == set(NAMES.values())
    assert f"Warehouse: {len(NAMES)} documents" in out


@POSIX
def test_a_message_steers_no_terminal_and_keeps_to_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _fill(tmp_path, b"no PDF")
    (tmp_path / "raw" / "note\x1b[2J\n.txt").write_bytes(b"")
    code, out, err = _run(tmp_path, capsys)
    assert code != ExitCode.OK
    assert all(c.isprintable() or c == "\n" for c in out + err)
    assert len(err.splitlines()) == len(NAMES)
    assert all(line.startswith("shihyo: ") and "no PDF" in line for line in err.splitlines())
    code, out, err = _run(tmp_path, capsys, "--json")
    assert all(c.isprintable() or c == "\n" for c in err)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="names are text on this system")
def test_a_name_that_is_no_text_costs_the_others_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "good.pdf").write_bytes(kpi_pdf())
    Path(os.fsdecode(os.fsencode(raw) + b"/bad\xff.pdf")).write_bytes(kpi_pdf())
    code, out, err = _run(tmp_path, capsys)
    assert code == ExitCode.SOME_FAILED
    assert "not UTF-8" in err
    assert "Warehouse: 1 document" in out


@POSIX
def test_what_is_no_file_is_passed_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raw = tmp_path / "raw"
    (raw / "folder.pdf").mkdir(parents=True)
    (raw / "good.pdf").write_bytes(kpi_pdf())
    (raw / "endless.pdf").symlink_to("/dev/zero")
    (raw / "nowhere.pdf").symlink_to("not there")
    os.mkfifo(raw / "pipe.pdf")
    code, out, _ = _run(tmp_path, capsys)
    assert code == ExitCode.OK
    assert "Warehouse: 1 document" in out


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="sparse files are not to be had everywhere")
def test_a_terabyte_of_nothing_is_refused_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "good.pdf").write_bytes(kpi_pdf())
    with (raw / "large.pdf").open("wb") as stream:
        try:
            stream.truncate(1 << 40)
        except OSError:
            pytest.skip("the file system takes no such file")
    began = time.monotonic()
    code, out, err = _run(tmp_path, capsys)
    assert time.monotonic() - began < 60
    assert code == ExitCode.SOME_FAILED
    assert "large.pdf: the file has 1099511 MB" in err
    assert "Warehouse: 1 document" in out
