"""The warehouse of the main job, for what the docs and the notebooks ask of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.golden.conftest import run_over


@pytest.fixture(scope="session")
def shipped(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the documents that the project ships, read."""
    return run_over(repository / "raw", tmp_path_factory.mktemp("shipped"))
