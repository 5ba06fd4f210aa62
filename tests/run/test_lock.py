"""Two runs in one workspace do not collide."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.errors import LockedError
from pipeline.run.lock import locked

_HOLD = """
import sys, time
from pathlib import Path
from pipeline.run.lock import locked
with locked(Path(sys.argv[1]), print):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path: Path, repository: Path) -> subprocess.Popen[str]:
    """A process that holds the lock of ``tmp_path``."""
    command = [sys.executable, "-c", _HOLD, str(tmp_path)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=repository)
    assert process.stdout and process.stdout.readline().strip() == "held"
    return process


def test_the_second_waits_and_says_so(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    said: list[str] = []
    try:
        with pytest.raises(LockedError, match="another run"), locked(tmp_path, said.append, patience=0.3):
            pass
    finally:
        holder.kill()
        holder.communicate()
    assert len(said) == 1
    assert "waiting" in said[0]


def test_a_killed_holder_lets_go(tmp_path: Path, holder: subprocess.Popen[str]) -> None:
    holder.kill()
    holder.communicate()
    began = time.monotonic()
    with locked(tmp_path, print, patience=10):
        pass
    assert time.monotonic() - began < 5
