"""What leaves the program (pages, exports, tables for a terminal) runs nothing that stood in a document."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest

from pipeline.cli import main
from pipeline.errors import ExitCode
from tests.small import fill, kpi_pdf

NAMES = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "'; DROP TABLE observation; --",
    "=1+1",
    "+1+1",
    "-1+cmd|' /C calc'!A0",
    "@SUM(1)",
    "../../../tmp/x",
    "</script><script>alert(2)</script>",
    "javascript:alert(1)",
)
RISKY = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose documents, file names and catalogue mean harm."""
    found = tmp_path_factory.mktemp("harm")
    rows = [(name, "1人", f"{n + 2}人", "3人") for n, name in enumerate(NAMES)]
    fill(found, harm=kpi_pdf(rows), **{"=2+5": kpi_pdf(rows)})
    (found / "raw" / "catalog.toml").write_text(
        "[[document]]\nfile = \"harm.pdf\"\ntitle = '<script>alert(3)</script>'\n"
        "plan = '=cmd()'\npublisher = '<b onclick=alert(4)>'\n",
        encoding="utf-8",
    )
    assert main(["run", "--quiet", "--root", str(found)]) == ExitCode.OK
    return found


class _Page(HTMLParser):
    """What a browser would run or fetch of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.policy: list[str] = []
        self.scripts: list[str] = []
        self.odd: list[str] = []
        self._kind: str | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if given.get("http-equiv") == "Content-Security-Policy":
            assert not self.scripts, "the policy comes after a script"
            self.policy.append(given["content"])
        if tag == "script":
            self._kind = given.get("type", "")
            self.scripts += [""] if self._kind != "application/json" else []
        fetched = [given[name] for name in ("src", "href", "action", "data", "poster") if name in given]
        self.odd += [value for value in fetched if not value.startswith(("#", "data:image/"))]
        self.odd += [name for name in given if name.startswith("on")]
        self.odd += [tag] if tag in ("iframe", "object", "embed", "base") else []

    def handle_data(self, data: str) -> None:
        if self._kind is not None and self._kind != "application/json":
            self.scripts[-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._kind = None


@pytest.mark.parametrize("command", ["report", "review"])
def test_pages_run_their_own_script_only(root: Path, tmp_path: Path, command: str) -> None:
    target = tmp_path / "page.html"
    assert main([command, "--root", str(root), "--out", str(target)]) == ExitCode.OK
    page = _Page(target.read_text(encoding="utf-8"))
    assert len(page.policy) == 1
    allowed = dict(part.strip().split(" ", 1) for part in page.policy[0].split(";"))
    assert [allowed[key] for key in ("default-src", "base-uri", "form-action")] == ["'none'"] * 3
    assert "unsafe" not in page.policy[0]
    digests = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in page.scripts]
    assert allowed["script-src"] == " ".join(f"'sha256-{digest}'" for digest in digests)
    assert len(page.scripts) == 1
    assert page.odd == []


@pytest.mark.parametrize("form", ["md", "html"])
def test_tables_for_other_pages_are_escaped(
    root: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    query = "SELECT DISTINCT indicator FROM observation"
    assert main(["sql", "--root", str(root), "--format", form, query]) == ExitCode.OK
    out = capsys.readouterr().out
    assert "alert(1)" in out
    assert not re.search(r"<(script|img|b)\b", out)


def test_csv_has_no_formula(root: Path, tmp_path: Path) -> None:
    assert main(["export", "csv", "--root", str(root), "--out", str(tmp_path / "csv")]) == ExitCode.OK
    seen = 0
    for path in (tmp_path / "csv").rglob("*.csv"):
        for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))):
            for cell in row:
                seen += "1+1" in cell
                assert not cell.startswith(RISKY) or re.fullmatch(r"[-+]?[\d,.]+%?", cell), (path, cell)
    assert seen


def test_a_workbook_has_no_formula_and_no_link_out(root: Path, tmp_path: Path) -> None:
    target = tmp_path / "book.xlsx"
    assert main(["export", "xlsx", "--root", str(root), "--out", str(target)]) == ExitCode.OK
    texts = []
    for sheet in openpyxl.load_workbook(target):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", cell.coordinate
                texts.append(str(cell.value))
                link = cell.hyperlink
                assert link is None or not link.target, cell.coordinate
    assert any("1+1" in text for text in texts)
    with zipfile.ZipFile(target) as book:
        assert not [name for name in book.namelist() if "external" in name or "vba" in name.lower()]


def test_nothing_is_written_by_a_name(root: Path, tmp_path: Path) -> None:
    before = sorted(path.name for path in root.parent.iterdir())
    for form in ("csv", "parquet", "package"):
        assert main(["export", form, "--root", str(root), "--out", str(tmp_path / form)]) == ExitCode.OK
    assert sorted(path.name for path in root.parent.iterdir()) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["csv", "package", "parquet"]
