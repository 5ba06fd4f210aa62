"""Random pages of HTML printed by Chromium, with the truth that the browser itself measured."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Sequence
from html import unescape
from pathlib import Path
from typing import Any

from tests.roundtrip.web_pages import PAPER, WebPage, document
from tests.typeset.truth import Box, TruthCell, TruthPage, TruthTable, Typeset

POINTS = 0.75
"""Points of a pixel."""

TIMEOUT = 120

_MEASURED = re.compile(r'<pre id="measured">(.*?)</pre>', re.DOTALL)


def chromium() -> str | None:
    """Return the browser's path, or None where there is none."""
    return shutil.which("chromium") or shutil.which("google-chrome")


def printed(pages: Sequence[WebPage], path: Path) -> Typeset:
    """Print ``pages`` into ``path`` and return what stands there, as the browser measured it.

    It is started twice, however many pages there are. Raises subprocess.SubprocessError where it fails.
    """
    source = print_html(document(pages), path)
    measured = _MEASURED.search(_run(source, "--dump-dom"))
    assert measured is not None
    sheets = json.loads(unescape(measured[1]))
    truth = tuple(_page(page, sheet) for page, sheet in zip(pages, sheets, strict=True))
    return Typeset(path.read_bytes(), truth)


def print_html(html: str, path: Path) -> Path:
    """Print HTML into ``path``; return the file that holds it. Raises subprocess.SubprocessError."""
    source = path.with_suffix(".html")
    source.write_text(html, encoding="utf-8")
    _run(source, f"--print-to-pdf={path}", "--no-pdf-header-footer")
    return source


def _run(source: Path, *options: str) -> str:
    profile = f"--user-data-dir={source.parent / 'profile'}"
    command = [str(chromium()), "--headless", "--no-sandbox", "--disable-gpu", profile, *options]
    command += ["--virtual-time-budget=10000", source.as_uri()]
    return subprocess.run(command, check=True, capture_output=True, timeout=TIMEOUT, text=True).stdout


def _page(page: WebPage, sheet: dict[str, Any]) -> TruthPage:
    """Return the truth of a page; one whose tables don't fit on the paper asks for nothing."""
    tables = zip(page.tables, sheet["tables"], strict=True) if sheet["fits"] else ()
    return TruthPage(*PAPER, tuple(_table(cells, measured) for cells, measured in tables), ())


def _table(cells: Sequence[Any], measured: dict[str, Any]) -> TruthTable:
    found = tuple(
        TruthCell(c.row, c.col, c.row_span, c.col_span, c.text, _box(box))
        for c, box in zip(cells, measured["cells"], strict=True)
    )
    rows = max(c.row + c.row_span - 1 for c in cells)
    cols = max(c.col + c.col_span - 1 for c in cells)
    return TruthTable(_box(measured["box"]), rows, cols, found)


def _box(pixels: Sequence[float]) -> Box:
    x0, top, x1, bottom = (POINTS * p for p in pixels)
    return Box(x0, top, x1, bottom)
