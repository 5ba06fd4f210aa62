"""Layers behind addresses: the same bytes as in folders, nothing done twice, nothing there by halves."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.errors import ExitCode
from pipeline.remote.store import Store
from pipeline.run.settings import read_layers
from pipeline.warehouse import connect
from pipeline.workspace import LAYERS, Workspace
from tests.run.cluster import Cluster
from tests.run.store import Cut, Files, s3_server
from tests.small import CATALOG, FINAL, ROWS, fill, kpi_pdf

pytest.importorskip("s3fs")
pytest.importorskip("moto")
pytest.importorskip("flask")


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    """A server that speaks S3."""
    with s3_server() as url:
        yield url


@pytest.fixture
def bucket(s3: str) -> str:
    """The address of a new bucket."""
    import fsspec

    name = f"shihyo-{uuid.uuid4().hex[:12]}"
    fsspec.filesystem("s3").mkdir(name)
    return f"s3://{name}"


@pytest.fixture(params=["s3", "memory", "file"])
def base(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An address that nothing stands behind yet."""
    if request.param == "s3":
        return str(request.getfixturevalue("bucket"))
    return f"memory://{uuid.uuid4().hex}" if request.param == "memory" else (tmp_path / "far").as_uri()


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in folders, run."""
    root = fill(tmp_path_factory.mktemp("here"), mikomi=kpi_pdf(), kakutei=kpi_pdf(FINAL, "実績"))
    (root / "raw" / "catalog.toml").write_text(CATALOG, encoding="utf-8")
    assert _run(root) == ExitCode.OK
    return root


def _workspace(root: Path, base: str, layers: tuple[str, ...] = LAYERS) -> Path:
    root.mkdir(parents=True, exist_ok=True)
    lines = (f'{layer} = "{base}/{layer}"\n' for layer in layers)
    (root / "shihyo.toml").write_text("[layers]\n" + "".join(lines), encoding="utf-8")
    return root


def _run(root: Path, *words: str) -> int:
    return main(["run", "--root", str(root), "--quiet", *words])


def _folder(root: Path, layer: str) -> dict[str, bytes]:
    files = (path for path in (root / layer).rglob("*") if path.is_file())
    return {path.relative_to(root / layer).as_posix(): path.read_bytes() for path in files}


def _facts(root: Path) -> list[tuple[object, ...]]:
    query = "SELECT observation_id, value, indicator_id FROM observation ORDER BY ALL"
    with connect(Workspace(root)) as connection:
        return connection.execute(query).fetchall()


def _outcomes(root: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """What became of each document in the run that follows."""
    capsys.readouterr()
    main(["run", "--root", str(root), "--quiet"])
    rows = [json.loads(line) for line in (root / ".shihyo" / "runs.jsonl").read_text("utf-8").splitlines()]
    return {row["document_id"]: row["outcome"] for row in rows if row["run_id"] == rows[-1]["run_id"]}


def test_the_same_bytes_and_nothing_twice(
    base: str, here: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Files(f"{base}/raw").fill(here / "raw")
    root = _workspace(tmp_path / "there", base)
    assert _run(root) == ExitCode.OK
    for layer in ("extracted", "normalized"):
        assert Files(f"{base}/{layer}").read() == _folder(here, layer)
    assert not (root / "raw").exists()
    assert not (root / "normalized").exists()
    assert _facts(root) == _facts(here)
    before = Files(base).versions()
    assert set(_outcomes(root, capsys).values()) == {"unchanged"}
    another = _workspace(tmp_path / "another", base)  # a machine that knows nothing but the address
    assert set(_outcomes(another, capsys).values()) == {"unchanged"}
    assert _facts(another) == _facts(here)
    assert Files(base).versions() == before


def test_a_change_and_a_removal(
    base: str, here: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = Files(f"{base}/raw")
    raw.fill(here / "raw")
    root = _workspace(tmp_path / "there", base)
    assert _run(root) == ExitCode.OK
    raw.write("mikomi.pdf", kpi_pdf(ROWS[:2]))
    assert _outcomes(root, capsys) == {"kakutei": "unchanged", "mikomi": "read"}
    raw.remove("kakutei.pdf")
    raw.remove("catalog.toml")
    _outcomes(root, capsys)
    names = {name.partition("/")[0] for name in Files(f"{base}/normalized").read()}
    assert names == {"mikomi", "_identity"}
    assert set(Files(f"{base}/extracted").read()) == {"mikomi.jsonl"}


@pytest.mark.parametrize("layers", [("raw",), ("extracted",), ("normalized",), ("raw", "normalized")])
def test_some_layers_here_and_some_there(
    layers: tuple[str, ...], here: Path, tmp_path: Path, bucket: str
) -> None:
    root = _workspace(tmp_path, bucket, layers)
    if "raw" in layers:
        Files(f"{bucket}/raw").fill(here / "raw")
    else:
        fill(root, **{path.stem: path.read_bytes() for path in (here / "raw").glob("*.pdf")})
        (root / "raw" / "catalog.toml").write_text(CATALOG, encoding="utf-8")
    assert _run(root) == ExitCode.OK
    for layer in ("extracted", "normalized"):
        found = Files(f"{bucket}/{layer}").read() if layer in layers else _folder(root, layer)
        assert found == _folder(here, layer)
    assert _facts(root) == _facts(here)


def test_an_upload_that_was_cut_off_is_done_again(
    base: str, here: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Files(f"{base}/raw").fill(here / "raw")
    root = _workspace(tmp_path / "there", base)
    assert _run(root) == ExitCode.OK
    normalized = Files(f"{base}/normalized")
    normalized.write("mikomi/observation.parquet", b"what came first of a new upload")
    normalized.write("mikomi/left.parquet", b"")
    (tmp_path / "there" / ".shihyo" / "runs.jsonl").unlink()
    assert _outcomes(root, capsys) == {"kakutei": "unchanged", "mikomi": "read"}
    assert normalized.read() == _folder(here, "normalized")
    assert _facts(root) == _facts(here)


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
def test_killed_while_it_uploads(here: Path, tmp_path: Path, bucket: str) -> None:
    Files(f"{bucket}/raw").fill(here / "raw")
    root = _workspace(tmp_path / "there", bucket)
    line = [sys.executable, "-m", "pipeline.cli", "run", "--root", str(root), "--quiet"]
    normalized = Files(f"{bucket}/normalized")
    process = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not normalized.read():
        assert process.poll() is None
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert _run(root) == ExitCode.OK
    assert normalized.read() == _folder(here, "normalized")
    assert _facts(root) == _facts(here)
    assert list((root / ".shihyo").rglob(".scratch-*")) == []


def test_a_cluster_and_a_store_though_a_worker_is_killed(
    tmp_path: Path, bucket: str, repository: Path
) -> None:
    documents = {f"a{n}": kpi_pdf((FINAL if n % 2 else ROWS)[: n % 3 + 1]) for n in range(6)}
    local = fill(tmp_path / "here", **documents)
    assert _run(local) == ExitCode.OK
    Files(f"{bucket}/raw").fill(local / "raw")
    root = _workspace(tmp_path / "there", bucket)
    cluster = Cluster(tmp_path, repository)
    try:
        line = ["run", "--root", str(root), "--quiet", "--cluster", cluster.address]
        process = subprocess.Popen([sys.executable, "-m", "pipeline.cli", *line], stdout=subprocess.DEVNULL)
        while not Files(f"{bucket}/extracted").read():
            assert process.poll() is None
            time.sleep(0.05)
        cluster.workers[0].kill()
        assert process.wait(timeout=120) == ExitCode.OK
    finally:
        cluster.end()
    for layer in ("extracted", "normalized"):
        assert Files(f"{bucket}/{layer}").read() == _folder(local, layer)
    assert _facts(root) == _facts(local)


def test_no_bucket(tmp_path: Path, s3: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(_workspace(tmp_path, "s3://there-is-none")) == ExitCode.STORAGE
    said = capsys.readouterr().err
    assert "s3://there-is-none/raw" in said
    assert "Make the bucket" in said


def test_no_credentials(tmp_path: Path, bucket: str, repository: Path) -> None:
    root = _workspace(tmp_path, bucket)
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
    assert _run(_workspace(tmp_path, "s3://bucket")) == ExitCode.MISSING_EXTRA
    assert "shihyo[s3]" in capsys.readouterr().err


def test_an_address_that_means_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(_workspace(tmp_path, "nothing://bucket")) == ExitCode.STORAGE
    assert "nothing://bucket/raw" in capsys.readouterr().err


def test_a_connection_that_is_lost_costs_one_document(
    s3: str, here: Path, tmp_path: Path, bucket: str, repository: Path
) -> None:
    Files(f"{bucket}/raw").fill(here / "raw")
    root = _workspace(tmp_path, bucket)
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
    assert _run(root) == ExitCode.OK
    assert _facts(root) == _facts(here)


def test_the_catalogue_s_hash_is_held_against_the_file(
    tmp_path: Path, bucket: str, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = Files(f"{bucket}/raw")
    raw.write("mikomi.pdf", kpi_pdf())
    raw.write("catalog.toml", f'[[document]]\nfile = "mikomi.pdf"\nsha256 = "{"0" * 64}"\n'.encode())
    assert _run(_workspace(tmp_path, bucket)) == ExitCode.SOME_FAILED
    assert "not the file that the catalogue describes" in capsys.readouterr().err


def test_other_commands_find_what_they_need(
    here: Path, tmp_path: Path, bucket: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Files(f"{bucket}/raw").fill(here / "raw")
    root = _workspace(tmp_path, bucket)
    assert _run(root) == ExitCode.OK
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
    root = _workspace(tmp_path, "s3://bucket/x", ("raw",))
    assert read_layers(root / "shihyo.toml") == {"raw": "s3://bucket/x/raw"}
    workspace = Workspace(root, read_layers(root / "shihyo.toml"))
    assert workspace.extracted == root / "extracted"
    assert workspace.raw == root / ".shihyo" / "copies" / "raw"
