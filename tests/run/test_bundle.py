"""The support bundle: all that a maintainer asks, nothing that a document prints."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

from pipeline.cli import main
from pipeline.errors import ExitCode
from tests.small import CATALOG, fill, kpi_pdf


def _bundle(root: Path) -> dict[str, Any]:
    target = root / "bundle.zip"
    assert main(["status", "--root", str(root), "--bundle", str(target)]) == ExitCode.OK
    with zipfile.ZipFile(target) as bundle:
        return {name: json.loads(bundle.read(name)) for name in bundle.namelist()}


def test_what_is_in_it(tmp_path: Path) -> None:
    fill(tmp_path, mikomi=kpi_pdf(), letter=b"Dear Sir")
    (tmp_path / "raw" / "catalog.toml").write_text(CATALOG, encoding="utf-8")
    main(["run", "--quiet", "--root", str(tmp_path)])
    parts = _bundle(tmp_path)
    assert parts["versions.json"]["packages"]["duckdb"] != "absent"
    assert {row["document_id"]: row["state"] for row in parts["documents.json"]} == {
        "letter": "failed",
        "mikomi": "current",
    }
    assert [row["class"] for row in parts["errors.json"]] == ["NotAPdfError"]
    assert parts["settings.json"]["entries"] == 2
    assert sum(row["count"] for row in parts["counts.json"]["observations"]) == 9
    assert {row["outcome"] for row in parts["runs.json"]} == {"read", "failed"}
    text = json.dumps(parts, ensure_ascii=False)
    assert not any(word in text for word in ("人口", "893人", "達成状況", "まち総合戦略", str(tmp_path)))


def test_it_can_be_made_where_nothing_works(tmp_path: Path) -> None:
    parts = _bundle(tmp_path)
    assert parts["documents.json"]["error"]["class"] == "NoInputError"
    assert parts["counts.json"]["error"]["class"] == "NoWarehouseError"
    assert parts["versions.json"]["python"]
