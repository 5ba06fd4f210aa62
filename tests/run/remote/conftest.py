"""Addresses of stores, and a workspace in folders to compare with."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.errors import ExitCode
from tests.run.remote.workspaces import run
from tests.run.store import s3_server
from tests.small import CATALOG, FINAL, fill, kpi_pdf


@pytest.fixture(scope="package", autouse=True)
def packages() -> None:
    """Skip where a store can't be had."""
    for name in ("s3fs", "moto", "flask"):
        pytest.importorskip(name)


@pytest.fixture(scope="package")
def s3() -> Iterator[str]:
    """A server that speaks S3."""
    with s3_server() as url:
        yield url


@pytest.fixture
def bucket(s3: str) -> str:
    """The address of a new bucket."""
    import fsspec

    name = f"shihyo-{uuid.uuid4().hex[:12]}"
    fsspec.filesystem("s3").mkdir(name)
    return f"s3://{name}"


@pytest.fixture(params=["s3", "memory", "file"])
def base(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An address that nothing stands behind yet."""
    if request.param == "s3":
        return str(request.getfixturevalue("bucket"))
    return f"memory://{uuid.uuid4().hex}" if request.param == "memory" else (tmp_path / "far").as_uri()


@pytest.fixture(scope="package")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in folders, run."""
    root = fill(tmp_path_factory.mktemp("here"), mikomi=kpi_pdf(), kakutei=kpi_pdf(FINAL, "実績"))
    (root / "raw" / "catalog.toml").write_text(CATALOG, encoding="utf-8")
    assert run(root) == ExitCode.OK
    return root
