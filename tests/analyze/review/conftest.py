"""A workspace with a cell that nobody can account for, and the server of its review page."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.analyze.review.run import Review, run
from pipeline.analyze.review.server import Server
from pipeline.cli import main
from pipeline.cli.draw import drawing
from pipeline.errors import ExitCode
from pipeline.warehouse import connect
from pipeline.workspace import Workspace
from tests.small import CATALOG, ROWS, fill, kpi_pdf

DOUBTFUL = ("相談支援の利用者数", "4O5人", "417人", "500人")  # a letter among the digits


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace whose document has one cell in quarantine; it stays as it is."""
    root = fill(tmp_path_factory.mktemp("doubtful"), mikomi=kpi_pdf([*ROWS, DOUBTFUL]))
    entry = "[[document]]" + CATALOG.split("[[document]]")[1]
    (root / "raw" / "catalog.toml").write_text(entry, encoding="utf-8")
    assert main(["run", "--root", str(root), "--quiet"]) == ExitCode.OK
    return Workspace(root)


@pytest.fixture
def doubtful(model: Workspace, tmp_path: Path) -> Workspace:
    """A copy of it for one test."""
    return Workspace(Path(shutil.copytree(model.root, tmp_path / "doubtful")))


@pytest.fixture(scope="session")
def review(model: Workspace) -> Review:
    """What is to be reviewed there, drawn."""
    with connect(model) as connection, drawing(model, connection) as draw:
        return run(connection, draw, model.state)


@pytest.fixture
def server(doubtful: Workspace, review: Review) -> Iterator[Server]:
    """The page served."""
    with Server(review.items, lambda post: review.page("ja", post), doubtful.corrections) as found:
        thread = threading.Thread(target=found.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield found
        found.shutdown()
        thread.join(10)
