"""Fixtures for all tests."""

from __future__ import annotations

from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the project."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared() -> Path:
    """Reference data that stands beside the project; tests that need it are skipped without it."""
    path = REPOSITORY.parent / "shared"
    if not path.is_dir():
        pytest.skip("no reference data beside the project")
    return path
