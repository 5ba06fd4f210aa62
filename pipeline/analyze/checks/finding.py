"""What a check found, and how it is written to ``check_result``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True)
class Finding:
    """One comparison: whether it holds (None: it is only listed), and what was compared where."""

    name: str
    document_id: str | None
    indicator_id: str | None
    fiscal_year: int | None
    holds: bool | None
    detail: str

    @property
    def severity(self) -> str:
        """``info`` where it holds or is only listed, else what ``checks.toml`` says of the check."""
        return described()[self.name]["broken"] if self.holds is False else "info"

    def row(self) -> dict[str, object]:
        """Return the row of ``check_result``."""
        return {
            "name": self.name,
            "severity": self.severity,
            "document_id": self.document_id,
            "indicator_id": self.indicator_id,
            "fiscal_year": self.fiscal_year,
            "detail": self.detail,
        }


@cache
def described() -> dict[str, dict[str, str]]:
    """Return what ``checks.toml`` says of each check, in its order."""
    text = resources.files(__package__).joinpath("checks.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
