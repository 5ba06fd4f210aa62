"""A workspace: one folder with its own raw/, extracted/, normalized/ and warehouse.

A layer may stand behind an address instead; then its paths are those of local copies.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

LAYERS = ("raw", "extracted", "normalized")
"""The layers that may stand elsewhere; the warehouse is always here."""


@dataclass(frozen=True)
class Workspace:
    """The paths of a workspace under ``root``. Nothing is created by asking for them.

    ``addresses`` are those of the layers that stand elsewhere, by their names (see :data:`LAYERS`).
    """

    root: Path
    addresses: Mapping[str, str] = field(default_factory=dict, hash=False)

    def address(self, layer: str) -> str | None:
        """The address of a layer; None where it is a folder here."""
        return self.addresses.get(layer)

    def folder(self, layer: str) -> Path:
        """The folder of a layer, or that of the copies of its files."""
        return self.state / "copies" / layer if layer in self.addresses else self.root / layer

    @property
    def raw(self) -> Path:
        """Everything that a person supplies."""
        return self.folder("raw")

    @property
    def extracted(self) -> Path:
        """One text file for each document."""
        return self.folder("extracted")

    @property
    def normalized(self) -> Path:
        """One folder of Parquet files for each document, and ``_identity``."""
        return self.folder("normalized")

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
