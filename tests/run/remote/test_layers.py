"""Layers behind addresses: the same bytes as in folders, nothing done twice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.errors import ExitCode
from pipeline.remote.store import Store
from pipeline.run.settings import read_layers
from pipeline.workspace import Workspace
from tests.run.remote.workspaces import facts, folder, outcomes, run, workspace_at
from tests.run.store import Files
from tests.small import CATALOG, ROWS, fill, kpi_pdf


def test_the_same_bytes_and_nothing_twice(
    base: str, here: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Files(f"{base}/raw").fill(here / "raw")
    root = workspace_at(tmp_path / "there", base)
    assert run(root) == ExitCode.OK
    for layer in ("extracted", "normalized"):
        assert Files(f"{base}/{layer}").read() == folder(here, layer)
    assert not (root / "raw").exists()
    assert not (root / "normalized").exists()
    assert facts(root) == facts(here)
    before = Files(base).versions()
    assert set(outcomes(root, capsys).values()) == {"unchanged"}
    another = workspace_at(tmp_path / "another", base)  # a machine that knows nothing but the address
    assert set(outcomes(another, capsys).values()) == {"unchanged"}
    assert facts(another) == facts(here)
    assert Files(base).versions() == before


def test_a_change_and_a_removal(
    base: str, here: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = Files(f"{base}/raw")
    raw.fill(here / "raw")
    root = workspace_at(tmp_path / "there", base)
    assert run(root) == ExitCode.OK
    raw.write("mikomi.pdf", kpi_pdf(ROWS[:2]))
    assert outcomes(root, capsys) == {"kakutei": "unchanged", "mikomi": "read"}
    raw.remove("kakutei.pdf")
    raw.remove("catalog.toml")
    outcomes(root, capsys)
    names = {name.partition("/")[0] for name in Files(f"{base}/normalized").read()}
    assert names == {"mikomi", "_identity"}
    assert set(Files(f"{base}/extracted").read()) == {"mikomi.jsonl"}


@pytest.mark.parametrize("layers", [("raw",), ("extracted",), ("normalized",), ("raw", "normalized")])
def test_some_layers_here_and_some_there(
    layers: tuple[str, ...], here: Path, tmp_path: Path, bucket: str
) -> None:
    root = workspace_at(tmp_path, bucket, layers)
    if "raw" in layers:
        Files(f"{bucket}/raw").fill(here / "raw")
    else:
        fill(root, **{path.stem: path.read_bytes() for path in (here / "raw").glob("*.pdf")})
        (root / "raw" / "catalog.toml").write_text(CATALOG, encoding="utf-8")
    assert run(root) == ExitCode.OK
    for layer in ("extracted", "normalized"):
        found = Files(f"{bucket}/{layer}").read() if layer in layers else folder(root, layer)
        assert found == folder(here, layer)
    assert facts(root) == facts(here)


def test_the_catalogue_s_hash_is_held_against_the_file(
    tmp_path: Path, bucket: str, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = Files(f"{bucket}/raw")
    raw.write("mikomi.pdf", kpi_pdf())
    raw.write("catalog.toml", f'[[document]]\nfile = "mikomi.pdf"\nsha256 = "{"0" * 64}"\n'.encode())
    assert run(workspace_at(tmp_path, bucket)) == ExitCode.SOME_FAILED
    assert "not the file that the catalogue describes" in capsys.readouterr().err


def test_other_commands_find_what_they_need(
    here: Path, tmp_path: Path, bucket: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Files(f"{bucket}/raw").fill(here / "raw")
    root = workspace_at(tmp_path, bucket)
    assert run(root) == ExitCode.OK
    capsys.readouterr()
    assert main(["status", "--root", str(root), "--json"]) == ExitCode.OK
    rows = json.loads(capsys.readouterr().out)
    assert {row["document_id"]: row["state"] for row in rows} == dict.fromkeys(
        ("kakutei", "mikomi"), "current"
    )
    assert (
        main(["show", "mikomi", "1", "--root", str(root), "--png", str(tmp_path / "page.png")]) == ExitCode.OK
    )
    assert (tmp_path / "page.png").is_file()
    new = tmp_path / "new.pdf"
    new.write_bytes(kpi_pdf(ROWS[:1]))
    assert main(["add", str(new), "--root", str(root)]) == ExitCode.OK
    found = Files(f"{bucket}/raw").read()
    assert found["new.pdf"] == new.read_bytes()
    assert b"new.pdf" in found["catalog.toml"]
    assert main(["add", str(new), "--root", str(root)]) == ExitCode.OK
    assert "already" in capsys.readouterr().out


def test_a_name_that_leads_out_of_the_folder_is_none(bucket: str, tmp_path: Path) -> None:
    import fsspec

    name = bucket.removeprefix("s3://")
    for key in ("raw/../../out.pdf", "raw/folder/", "raw/a\\b.pdf", "raw/good.pdf"):
        fsspec.filesystem("s3").pipe_file(f"{name}/{key}", kpi_pdf())
    assert list(Store(f"{bucket}/raw").look()) == ["good.pdf"]


def test_addresses_are_read_from_the_settings(tmp_path: Path) -> None:
    root = workspace_at(tmp_path, "s3://bucket/x", ("raw",))
    assert read_layers(root / "shihyo.toml") == {"raw": "s3://bucket/x/raw"}
    workspace = Workspace(root, read_layers(root / "shihyo.toml"))
    assert workspace.extracted == root / "extracted"
    assert workspace.raw == root / ".shihyo" / "copies" / "raw"
