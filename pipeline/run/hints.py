"""``raw/hints.toml``: what people say about the layout of single documents."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.errors import SettingsError
from pipeline.run.task import Json


@dataclass(frozen=True)
class Hints:
    """The hints of all documents: lists of tables, each of them with the key ``document``."""

    lists: dict[str, list[Json]] = field(default_factory=dict)
    problem: SettingsError | None = None

    @staticmethod
    def read(path: Path) -> Hints:
        """Read the file, if there is one; a broken one gives no hints and a ``problem``."""
        if not path.exists():
            return Hints()
        try:
            body = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        except (OSError, ValueError) as error:
            remedy = "Mend that line; the documents were read without hints"
            return Hints(problem=SettingsError(f"not valid TOML ({error})", file=str(path), remedy=remedy))
        return Hints({name: value for name, value in body.items() if isinstance(value, list)})

    def of(self, document_id: str) -> dict[str, list[Json]]:
        """The hints of one document by the name of their list, in the order of the file."""
        own = {name: [h for h in hints if _is_for(h, document_id)] for name, hints in self.lists.items()}
        return {name: hints for name, hints in own.items() if hints}


def _is_for(hint: object, document_id: str) -> bool:
    return isinstance(hint, dict) and hint.get("document") == document_id
