"""``raw/hints.toml``: what people say about the layout of single documents."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import SettingsError
from pipeline.run.task import Json


@dataclass(frozen=True)
class Hints:
    """The hints of all documents, each a table of the file with the key ``document``."""

    entries: tuple[Json, ...] = ()

    @staticmethod
    def read(path: Path) -> Hints:
        """Read the file, if there is one. Raises :class:`SettingsError` with the line."""
        if not path.exists():
            return Hints()
        try:
            body = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        except (OSError, ValueError) as error:
            raise SettingsError(
                f"not valid TOML ({error})", file=str(path), remedy="Mend that line"
            ) from error
        lists = (value for value in body.values() if isinstance(value, list))
        return Hints(tuple(entry for group in lists for entry in group if isinstance(entry, dict)))

    def of(self, document_id: str) -> list[Json]:
        """The hints of one document, in the order of the file."""
        return [entry for entry in self.entries if entry.get("document") == document_id]
