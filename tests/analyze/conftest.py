"""A warehouse to look at, and a browser to look with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.errors import ExitCode
from tests.analyze.browser import Browser, browser, installed
from tests.small import CATALOG, FINAL, fill, kpi_pdf


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a warehouse: two releases of one table. Tests must not write into it."""
    root = fill(tmp_path_factory.mktemp("analyze"), mikomi=kpi_pdf(), kakutei=kpi_pdf(FINAL, "実績"))
    (root / "raw" / "catalog.toml").write_text(CATALOG, encoding="utf-8")
    assert main(["run", "--root", str(root), "--quiet"]) == ExitCode.OK
    return root


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A Chromium with a page; tests that need one are skipped where there is none."""
    path = installed()
    if path is None:
        pytest.skip("no Chromium: `apt-get install chromium`")
    with browser(path) as found:
        yield found
