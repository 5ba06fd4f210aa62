"""All that is installed is pinned with hashes, listed, under a known licence, and not withdrawn."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

from tests.supply.bill import FILE, components
from tests.supply.licences import DECIDED, stated, unknown_parts
from tests.supply.pins import pins

FILES = ("requirements.txt", "requirements-dev.txt")


@pytest.mark.parametrize("file", FILES)
def test_every_package_is_pinned_with_its_hashes(file: str) -> None:
    found = pins(file)
    assert found
    assert [pin.name for pin in found if not pin.hashes] == []


def test_development_has_what_the_main_job_has() -> None:
    main, development = ({pin.name: pin.version for pin in pins(file)} for file in FILES)
    assert {name: development.get(name) for name in main} == main


@pytest.mark.parametrize("file", FILES)
def test_licences_are_known(file: str) -> None:
    wrong = {}
    for pin in pins(file):
        try:
            licence = stated(distribution(pin.name))
        except PackageNotFoundError:
            continue  # not for this system, or not installed here
        if (parts := unknown_parts(licence)) and pin.name not in DECIDED:
            wrong[pin.name] = parts
    assert wrong == {}


def test_the_bill_is_that_of_the_pins() -> None:
    listed = components(json.loads(FILE.read_text(encoding="utf-8")))
    assert listed == {pin.name: pin.version for pin in pins("requirements.txt")}, "python -m tests.supply"


@pytest.mark.skipif(os.environ.get("CI") != "true", reason="asks the registry; runs in CI")
def test_no_release_was_withdrawn(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "--no-deps", "--ignore-installed"]
    command += ["--quiet", "--report", str(report), "-r", str(FILE.parents[1] / "requirements.txt")]
    try:
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=180)
    except subprocess.TimeoutExpired:
        pytest.skip("the registry takes too long")
    if done.returncode:
        pytest.skip(f"the registry can't be asked: {done.stderr[-200:]}")
    found = json.loads(report.read_text(encoding="utf-8"))["install"]
    assert [each["metadata"]["name"] for each in found if each.get("is_yanked")] == []
