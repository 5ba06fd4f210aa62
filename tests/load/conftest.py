"""One empty warehouse for all tests of load, which would each spend most of their time on making it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from pipeline.load import template

Start = Callable[[Path, Path], duckdb.DuckDBPyConnection]


@pytest.fixture(autouse=True, scope="module")
def shared_template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    """Yield the function that was replaced."""
    side = tmp_path_factory.mktemp("template")
    start = template.start

    def from_side(path: Path, _: Path) -> duckdb.DuckDBPyConnection:
        return start(path, side)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(template, "start", from_side)
        yield start
