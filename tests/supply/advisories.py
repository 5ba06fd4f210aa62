"""Known vulnerabilities, as pip-audit reports them of the registry's advisories."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any


def audit(program: str, requirements: Path, *options: str) -> Any:
    """Return pip-audit's report on a requirements file. Raises ``ValueError`` where it gives none."""
    command = [program, "--format", "json", "--progress-spinner", "off", "--disable-pip", *options]
    done = subprocess.run(
        [*command, "-r", str(requirements)], capture_output=True, encoding="utf-8", check=False, timeout=600
    )
    return json.loads(done.stdout)


def holes(report: Any) -> dict[str, list[str]]:
    """Return the advisories by package; a package that could not be looked up counts as one."""
    found = {}
    for package in report["dependencies"]:
        named = [each["id"] for each in package.get("vulns", ())]
        if "skip_reason" in package:
            named.append(f"not looked up: {package['skip_reason']}")
        if named:
            found[package["name"]] = named
    return found
