"""What the audit hook alone refuses, as on a system whose kernel gives nothing more."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

_RUN = """
import json, os, sys
from pathlib import Path
from pipeline.run.workers import confine
system, sys.platform = sys.platform, "none"  # no part of the kernel's is asked for
confine.confine(Path(sys.argv[1]) / "own")
sys.platform = system
try:
    exec(sys.argv[2], {"own": Path(sys.argv[1]) / "own", "other": Path(sys.argv[1]) / "other"})
    print(json.dumps("done"))
except BaseException as error:
    print(json.dumps(f"{type(error).__name__}: {error}"))
"""
ALLOWED = {
    "writes": "(own / 'a').write_text('x')",
    "makes folders": "(own / 'b' / 'c').mkdir(parents=True)",
    "renames": "(own / 'kept').rename(own / 'renamed')",
    "removes": "(own / 'kept').unlink()",
    "reads": "assert (other / 'kept').read_text() == 'kept'",
    "throws away": "open(__import__('os').devnull, 'w').write('x')",
    "thinks in threads": "import threading; t = threading.Thread(target=print); t.start(); t.join()",
}
REFUSED = {
    "writes": "(other / 'a').write_text('x')",
    "appends": "open(other / 'kept', 'a')",
    "opens to change": "open(other / 'kept', 'r+b')",
    "opens by number": "import os; os.open(other / 'a', os.O_WRONLY | os.O_CREAT)",
    "writes through a link": "(own / 'link' / 'a').write_text('x')",
    "writes above": "(own / '..' / 'other' / 'a').write_text('x')",
    "writes beside": "open(str(own) + '-not', 'w')",
    "renames from": "(other / 'kept').rename(own / 'kept2')",
    "renames to": "(own / 'kept').rename(other / 'kept2')",
    "replaces": "(own / 'kept').replace(other / 'kept')",
    "removes": "(other / 'kept').unlink()",
    "removes all": "import shutil; shutil.rmtree(other)",
    "makes folders": "(other / 'b').mkdir()",
    "removes folders": "(other / 'folder').rmdir()",
    "truncates": "import os; os.truncate(other / 'kept', 0)",
    "links": "import os; os.link(own / 'kept', other / 'b')",
    "points": "(other / 'b').symlink_to(own)",
    "changes rights": "(other / 'kept').chmod(0o777)",
    "changes times": "import os; os.utime(other / 'kept')",
    "copies": "import shutil; shutil.copy(own / 'kept', other / 'b')",
    "makes temporary files": "import tempfile; tempfile.NamedTemporaryFile(dir=other)",
    "opens a socket": "import socket; socket.socket()",
    "asks for a name": "import socket; socket.getaddrinfo('localhost', 80)",
    "asks a server": "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
    "starts a program": "import subprocess, sys; subprocess.run([sys.executable, '-c', 'pass'])",
    "starts a shell": "import os; os.system('true')",
    "becomes a program": "import os, sys; os.execv(sys.executable, [sys.executable, '-c', 'pass'])",
    "spawns": "import os, sys; os.posix_spawn(sys.executable, [sys.executable, '-c', 'pass'], {})",
    "forks": "import os; os.fork() or os._exit(0)",
    "ends another": "import os; os.kill(os.getppid(), 0)",
    "marks": "import os; os.setxattr(other / 'kept', 'user.a', b'x')",
    "opens a database": "import sqlite3; sqlite3.connect(other / 'a.db')",
}  # fmt: skip


def _do(folder: Path, deed: str, repository: Path) -> str:
    own, other = folder / "own", folder / "other"
    for each in (own, other):
        each.mkdir()
        (each / "kept").write_text("kept", encoding="utf-8")
    (other / "folder").mkdir()
    if "link" in deed:
        try:
            (own / "link").symlink_to(other, target_is_directory=True)
        except OSError:
            pytest.skip("no symbolic links here")
    command = [sys.executable, "-c", _RUN, str(folder), deed]
    done = subprocess.run(command, cwd=repository, capture_output=True, encoding="utf-8", check=False)
    assert done.stdout, done.stderr
    said: str = json.loads(done.stdout.splitlines()[-1])
    return said


@pytest.mark.parametrize("what", ALLOWED)
def test_it_does_its_work(what: str, tmp_path: Path, repository: Path) -> None:
    assert _do(tmp_path, ALLOWED[what], repository) == "done"


@pytest.mark.parametrize("what", REFUSED)
def test_it_does_nothing_else(what: str, tmp_path: Path, repository: Path) -> None:
    call = REFUSED[what].partition("os.")[2].partition("(")[0]
    if call and not hasattr(os, call):
        pytest.skip("the system has no such call")
    said = _do(tmp_path, REFUSED[what], repository)
    assert said.startswith("PermissionError: a worker may not"), said
    other = tmp_path / "other"
    assert sorted(path.name for path in other.iterdir()) == ["folder", "kept"]
    assert (other / "kept").read_text(encoding="utf-8") == "kept"
