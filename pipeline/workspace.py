"""A workspace: one folder with its own raw/, extracted/, normalized/ and warehouse."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import NoInputError


@dataclass(frozen=True)
class Workspace:
    """The paths of a workspace under ``root``. Nothing is created by asking for them."""

    root: Path

    @property
    def raw(self) -> Path:
        """Everything that a person supplies."""
        return self.root / "raw"

    @property
    def extracted(self) -> Path:
        """One text file for each document."""
        return self.root / "extracted"

    @property
    def normalized(self) -> Path:
        """One folder of Parquet files for each document, and ``_identity``."""
        return self.root / "normalized"

    @property
    def warehouse(self) -> Path:
        """The DuckDB file."""
        return self.root / "warehouse.duckdb"

    @property
    def catalog(self) -> Path:
        """What is known of the documents beside their pages."""
        return self.raw / "catalog.toml"

    @property
    def indicators(self) -> Path:
        """Reviewed aliases and relations of indicators."""
        return self.raw / "indicators.toml"

    @property
    def hints(self) -> Path:
        """Layout hints for single documents."""
        return self.raw / "hints.toml"

    @property
    def corrections(self) -> Path:
        """Corrections of misread or misprinted cells."""
        return self.raw / "corrections.toml"

    @property
    def settings(self) -> Path:
        """What the workspace asks of every run."""
        return self.root / "shihyo.toml"

    @property
    def state(self) -> Path:
        """The ignored side folder: hashes, the run log and the lock."""
        return self.root / ".shihyo"

    def extracted_file(self, document_id: str) -> Path:
        """The text file of one document."""
        return self.extracted / f"{document_id}.jsonl"

    def normalized_dir(self, document_id: str) -> Path:
        """The folder of one document's typed rows."""
        return self.normalized / document_id

    @property
    def identity_dir(self) -> Path:
        """The folder of what holds across documents."""
        return self.normalized / "_identity"

    def others(self) -> list[str]:
        """Names of the files under ``raw/`` that are neither PDFs nor TOML, as paths below it."""
        files = (p for p in self.raw.rglob("*") if p.is_file() and not p.name.startswith("."))
        names = (p.relative_to(self.raw).as_posix() for p in files)
        return sorted(name for name in names if not name.lower().endswith((".pdf", ".toml")))

    def pdfs(self) -> list[Path]:
        """Return the PDFs under ``raw/`` (sub-folders included), sorted by name.

        Raises :class:`NoInputError` where ``raw/`` isn't a folder.
        """
        if not self.raw.is_dir():
            raise NoInputError(
                "there is no folder raw/",
                file=str(self.root),
                remedy="Make it and put PDFs into it, or name another workspace with --root",
            )
        found = (p for p in self.raw.rglob("*") if p.suffix.lower() == ".pdf" and p.is_file())
        return sorted(found, key=lambda p: p.relative_to(self.raw).as_posix())
