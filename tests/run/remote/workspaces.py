"""Workspaces whose layers stand behind addresses, and what is in them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.warehouse import connect
from pipeline.workspace import LAYERS, Workspace


def workspace_at(root: Path, base: str, layers: tuple[str, ...] = LAYERS) -> Path:
    """Make a workspace at ``root`` that has ``layers`` below the address ``base``."""
    root.mkdir(parents=True, exist_ok=True)
    lines = (f'{layer} = "{base}/{layer}"\n' for layer in layers)
    (root / "shihyo.toml").write_text("[layers]\n" + "".join(lines), encoding="utf-8")
    return root


def run(root: Path, *words: str) -> int:
    """Run the workspace; return the exit code."""
    return main(["run", "--root", str(root), "--quiet", *words])


def folder(root: Path, layer: str) -> dict[str, bytes]:
    """The files of a layer in a folder, by their paths below it."""
    files = (path for path in (root / layer).rglob("*") if path.is_file())
    return {path.relative_to(root / layer).as_posix(): path.read_bytes() for path in files}


def facts(root: Path) -> list[tuple[object, ...]]:
    """What the warehouse holds: id, value and indicator of each observation."""
    query = "SELECT observation_id, value, indicator_id FROM observation ORDER BY ALL"
    with connect(Workspace(root)) as connection:
        return connection.execute(query).fetchall()


def outcomes(root: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """Run the workspace; return what became of each document."""
    capsys.readouterr()
    main(["run", "--root", str(root), "--quiet"])
    rows = [json.loads(line) for line in (root / ".shihyo" / "runs.jsonl").read_text("utf-8").splitlines()]
    return {row["document_id"]: row["outcome"] for row in rows if row["run_id"] == rows[-1]["run_id"]}
