"""A worker computes, reads, and writes below its folder; the system refuses the rest."""

from __future__ import annotations

import platform
import sys
from pathlib import Path

import pytest

from pipeline.errors import StorageError
from pipeline.run.task import Json, Task
from tests.run.conftest import Pools

LINUX = pytest.mark.skipif(
    not sys.platform.startswith("linux") or platform.machine() not in ("x86_64", "aarch64"),
    reason="the system has no such filter",
)


def _do(pools: Pools, folder: Path, deed: str, **arguments: str) -> Json:
    with pools(1, folder) as pool:
        return pool.submit(Task("x", f"tests.run.deeds:{deed}", dict(arguments))).result()


def test_it_writes_to_its_folder(pools: Pools, tmp_path: Path) -> None:
    folder = tmp_path / "own"
    _do(pools, folder, "write", path=str(folder / "a.txt"))
    assert (folder / "a.txt").read_text(encoding="utf-8") == "x"


@pytest.mark.parametrize("place", ["other.txt", "own-not/a.txt", "own/../other.txt"])
def test_it_writes_nowhere_else(pools: Pools, tmp_path: Path, place: str) -> None:
    (tmp_path / "own-not").mkdir()
    with pytest.raises(StorageError):
        _do(pools, tmp_path / "own", "write", path=str(tmp_path / place))
    assert not (tmp_path / place).exists()


def test_it_follows_no_link_out(pools: Pools, tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    try:
        (folder / "link").symlink_to(tmp_path / "other.txt")
    except OSError:
        pytest.skip("no symbolic links here")
    with pytest.raises(StorageError):
        _do(pools, folder, "write", path=str(folder / "link"))
    assert not (tmp_path / "other.txt").exists()


@pytest.mark.parametrize("deed", ["call_out", "start"])
def test_no_network_and_no_program(pools: Pools, tmp_path: Path, deed: str) -> None:
    with pytest.raises(StorageError, match="may not use"):
        _do(pools, tmp_path, deed)


@LINUX
def test_native_code_has_no_network_and_no_program(pools: Pools, tmp_path: Path) -> None:
    assert _do(pools, tmp_path, "call_out_natively")["socket"] == -1
    assert _do(pools, tmp_path, "start_natively")["code"] != 0


@LINUX
def test_native_code_writes_nowhere_else(pools: Pools, tmp_path: Path) -> None:
    if not _has_landlock():
        pytest.skip("this kernel has no Landlock")
    assert not _do(pools, tmp_path / "own", "write_natively", path=str(tmp_path / "other.txt"))["opened"]


def test_threads_work(pools: Pools, tmp_path: Path) -> None:
    assert _do(pools, tmp_path, "think") == {"sum": 9}


def _has_landlock() -> bool:
    import ctypes

    return bool(ctypes.CDLL(None).syscall(444, None, 0, 1) >= 1)
