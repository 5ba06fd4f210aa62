"""What the value of each key of ``raw/catalog.toml`` must be."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePosixPath

MATURITIES = ("draft", "provisional", "final")
UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]')
"""Characters that some system does not take in the name of a file, or that nobody sees in it."""

_PUBLISHED = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_CODE = re.compile(r"[0-9]{6}")
_DRIVE = re.compile(r"[\\:]")


def fault_of(key: str, value: str) -> tuple[str, str] | None:
    """Return what is wrong with ``value`` and the remedy, or None."""
    if not value:
        return "not a text", f'Write {key} = "…", or leave the key out'
    rule = _RULES.get(key)
    return None if rule is None or rule.fits(value) else (rule.what, rule.remedy)


def _is_id(value: str) -> bool:
    return not UNSAFE.search(value) and not value.startswith(("_", ".")) and not value.endswith(".")


def _is_below(value: str) -> bool:
    return not value.startswith("/") and ".." not in PurePosixPath(value).parts and not _DRIVE.search(value)


def _is_published(value: str) -> bool:
    match = _PUBLISHED.fullmatch(value)
    if not match:
        return False
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


def _is_day(value: str) -> bool:
    return len(value) == len("2021-08-31") and _is_published(value)


@dataclass(frozen=True)
class _Rule:
    """What the value of a key must be."""

    fits: Callable[[str], object]
    what: str
    remedy: str


_RULES = {
    "id": _Rule(_is_id, "can't name a file", "Use letters, digits, - and _"),
    "file": _Rule(_is_below, "not a path below raw/", "Write the path below raw/, with forward slashes"),
    "municipality_code": _Rule(
        _CODE.fullmatch,
        "not six digits",
        'Write the code of 総務省 with its check digit, in quotes: "132110"',
    ),
    "published_on": _Rule(_is_published, "not a date", 'Write "2021-08-31", "2021-08" or "2021"'),
    "retrieved_on": _Rule(_is_day, "not a day", 'Write "2021-08-31"'),
    "maturity": _Rule(MATURITIES.__contains__, "unknown maturity", f"Write one of {', '.join(MATURITIES)}"),
    "sha256": _Rule(_SHA256.fullmatch, "not a SHA-256", "Write 64 hexadecimal digits, or leave the key out"),
}
