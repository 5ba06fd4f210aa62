"""A warehouse to look at: a provisional and a final release of one small table."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.errors import ExitCode
from tests.small import CATALOG, FINAL, fill, kpi_pdf


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a warehouse. Tests must not write into it."""
    root = fill(tmp_path_factory.mktemp("analyze"), mikomi=kpi_pdf(), kakutei=kpi_pdf(FINAL, "実績"))
    (root / "raw" / "catalog.toml").write_text(CATALOG, encoding="utf-8")
    assert main(["run", "--root", str(root), "--quiet"]) == ExitCode.OK
    return root
