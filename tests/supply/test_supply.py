"""All that is installed is pinned with hashes, listed, under a known licence, and not withdrawn."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, PathDistribution, distribution
from pathlib import Path

import pytest

from tests.supply.advisories import audit, holes
from tests.supply.bill import FILE, components
from tests.supply.licences import DECIDED, stated, unknown_parts
from tests.supply.pins import REPOSITORY, pins

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


@pytest.mark.parametrize(
    "licence",
    [
        "AGPL-3.0-only",
        "GNU Affero General Public License v3",
        "GPL-3.0-or-later",
        "MIT AND AGPL-3.0-or-later",
        "SSPL-1.0",
        "Other/Proprietary License",
        "",
    ],
)
def test_what_may_not_stand_beside_the_project_is_seen(licence: str) -> None:
    assert unknown_parts(licence)


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("License-Expression: AGPL-3.0-only", ["AGPL-3.0-only"]),
        ("License: AGPL", ["AGPL"]),
        (
            "Classifier: License :: OSI Approved :: GNU Affero General Public License v3",
            ["GNU Affero General Public License v3"],
        ),
        ("Summary: nothing", ["none stated"]),
        ("License-Expression: MIT", []),
    ],
)
def test_what_a_package_states_is_read(line: str, seen: list[str], tmp_path: Path) -> None:
    (tmp_path / "METADATA").write_text(
        f"Metadata-Version: 2.4\nName: x\nVersion: 1\n{line}\n", encoding="utf-8"
    )
    assert unknown_parts(stated(PathDistribution(tmp_path))) == seen


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


@pytest.fixture(scope="module")
def auditor(tmp_path_factory: pytest.TempPathFactory) -> str:
    """pip-audit, where the registry tells it of a hole that has been known for long."""
    program = shutil.which("pip-audit")
    if not program:
        pytest.skip("pip-audit is not installed (`pipx install pip-audit`)")
    known = tmp_path_factory.mktemp("known") / "known.txt"
    known.write_text("pillow==9.0.0\n", encoding="utf-8")
    try:
        report = audit(program, known, "--no-deps")
    except (ValueError, subprocess.TimeoutExpired) as error:
        pytest.skip(f"pip-audit gives no report: {error}")
    found = holes(report).get("pillow", ["nothing known of it"])
    if not any(name.startswith(("PYSEC", "GHSA", "CVE")) for name in found):
        pytest.skip(f"the registry has no advisories: {found[0]}")
    return program


@pytest.mark.parametrize("file", FILES)
def test_no_hole_is_known(auditor: str, file: str) -> None:
    assert holes(audit(auditor, REPOSITORY / file, "--require-hashes")) == {}


def test_a_package_that_was_not_looked_up_is_no_clean_one() -> None:
    report = {
        "dependencies": [
            {"name": "clean", "version": "1", "vulns": []},
            {"name": "old", "version": "1", "vulns": [{"id": "PYSEC-2022-1", "fix_versions": ["2"]}]},
            {"name": "unknown", "skip_reason": "not found"},
        ]
    }
    assert holes(report) == {"old": ["PYSEC-2022-1"], "unknown": ["not looked up: not found"]}
