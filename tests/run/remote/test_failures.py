"""What goes wrong on the way to a store: nothing is there by halves, and what is said names the remedy."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.errors import ExitCode
from pipeline.warehouse import connect
from pipeline.workspace import Workspace
from tests.run.cluster import Cluster
from tests.run.remote.workspaces import facts, folder, outcomes, run, workspace_at
from tests.run.store import Cut, Files
from tests.small import FINAL, ROWS, fill, kpi_pdf


def test_an_upload_that_was_cut_off_is_done_again(
    base: str, here: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Files(f"{base}/raw").fill(here / "raw")
    root = workspace_at(tmp_path / "there", base)
    assert run(root) == ExitCode.OK
    normalized = Files(f"{base}/normalized")
    normalized.write("mikomi/observation.parquet", b"what came first of a new upload")
    normalized.write("mikomi/left.parquet", b"")
    (tmp_path / "there" / ".shihyo" / "runs.jsonl").unlink()
    assert outcomes(root, capsys) == {"kakutei": "unchanged", "mikomi": "read"}
    assert normalized.read() == folder(here, "normalized")
    assert facts(root) == facts(here)


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
def test_killed_while_it_uploads(here: Path, tmp_path: Path, bucket: str) -> None:
    Files(f"{bucket}/raw").fill(here / "raw")
    root = workspace_at(tmp_path / "there", bucket)
    line = [sys.executable, "-m", "pipeline.cli", "run", "--root", str(root), "--quiet"]
    normalized = Files(f"{bucket}/normalized")
    process = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not normalized.names():
        assert process.poll() is None
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert run(root) == ExitCode.OK
    assert normalized.read() == folder(here, "normalized")
    assert facts(root) == facts(here)
    assert list((root / ".shihyo").rglob(".scratch-*")) == []


def test_a_cluster_and_a_store_though_a_worker_is_killed(
    tmp_path: Path, bucket: str, repository: Path
) -> None:
    documents = {f"a{n}": kpi_pdf((FINAL if n % 2 else ROWS)[: n % 3 + 1]) for n in range(6)}
    local = fill(tmp_path / "here", **documents)
    assert run(local) == ExitCode.OK
    Files(f"{bucket}/raw").fill(local / "raw")
    root = workspace_at(tmp_path / "there", bucket)
    cluster = Cluster(tmp_path, repository)
    try:
        line = ["run", "--root", str(root), "--quiet", "--cluster", cluster.address]
        process = subprocess.Popen([sys.executable, "-m", "pipeline.cli", *line], stdout=subprocess.DEVNULL)
        while not Files(f"{bucket}/extracted").names():
            assert process.poll() is None
            time.sleep(0.05)
        cluster.workers[0].kill()
        assert process.wait(timeout=120) == ExitCode.OK
    finally:
        cluster.end()
    for layer in ("extracted", "normalized"):
        assert Files(f"{bucket}/{layer}").read() == folder(local, layer)
    assert facts(root) == facts(local)


def test_no_bucket(tmp_path: Path, s3: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(workspace_at(tmp_path, "s3://there-is-none")) == ExitCode.STORAGE
    said = capsys.readouterr().err
    assert "s3://there-is-none/raw" in said
    assert "Make the bucket" in said


def test_no_credentials(tmp_path: Path, bucket: str, repository: Path) -> None:
    root = workspace_at(tmp_path, bucket)
    environment = {name: value for name, value in os.environ.items() if "_KEY" not in name}
    done = subprocess.run(
        [sys.executable, "-m", "pipeline.cli", "run", "--root", str(root)],
        env=environment | {"PYTHONPATH": str(repository), "HOME": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == ExitCode.STORAGE
    assert "credentials" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_protocol_without_its_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "fsspec", None)
    assert run(workspace_at(tmp_path, "s3://bucket")) == ExitCode.MISSING_EXTRA
    assert "python do.py extras" in capsys.readouterr().err


def test_an_address_that_means_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(workspace_at(tmp_path, "nothing://bucket")) == ExitCode.STORAGE
    assert "nothing://bucket/raw" in capsys.readouterr().err


def test_a_connection_that_is_lost_costs_one_document(
    s3: str, here: Path, tmp_path: Path, bucket: str, repository: Path
) -> None:
    Files(f"{bucket}/raw").fill(here / "raw")
    root = workspace_at(tmp_path, bucket)
    cut = Cut(int(s3.rpartition(":")[2]), b"GET /" + bucket.removeprefix("s3://").encode() + b"/raw/mikomi")
    cut.start()
    command = [sys.executable, "-m", "pipeline.cli", "run", "--root", str(root), "--quiet"]
    environment = os.environ | {"AWS_ENDPOINT_URL": f"http://127.0.0.1:{cut.port}", "AWS_MAX_ATTEMPTS": "2"}
    done = subprocess.run(
        command,
        env=environment | {"PYTHONPATH": str(repository)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    cut.end()
    assert done.returncode == ExitCode.SOME_FAILED
    assert f"{bucket}/raw/mikomi.pdf" in done.stderr
    assert "Traceback" not in done.stderr
    with connect(Workspace(root)) as connection:
        assert connection.execute("SELECT document_id FROM document").fetchall() == [("kakutei",)]
    assert run(root) == ExitCode.OK
    assert facts(root) == facts(here)
