"""``python -m tests.hostile`` writes ``docs/hostile.md``: the corpus and what becomes of it."""

from __future__ import annotations

import platform
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.hostile.corpus import corpus, write
from tests.hostile.measure import LIMITS, measure

HEAD = f"""# Hostile files

What becomes of files that are damaged or mean harm, each read in a process of its own, limited to
{LIMITS.seconds:g} s and {LIMITS.memory} MiB of address space. Made by `python -m tests.hostile` on
{platform.system()}; the tests run the same files. Seconds include the start of the process.

| file | outcome | s | peak MiB |
| --- | --- | ---: | ---: |
"""


def main() -> None:
    """Measure all files and write the page; or write the file NAME to a workspace FOLDER."""
    if len(sys.argv) == 3:
        write(Path(sys.argv[2]) / "raw", sys.argv[1], dict(corpus())[sys.argv[1]])
        return
    lines = []
    for name, _ in corpus():
        with tempfile.TemporaryDirectory() as folder:
            # written by another process: the memory that it takes would be counted for the reader
            subprocess.run([sys.executable, "-m", "tests.hostile", name, folder], check=True)
            result = measure(Path(folder))
        lines.append(f"| {name} | {result.outcome} | {result.seconds:.1f} | {result.peak} |\n")
        print(lines[-1], end="", flush=True)
    page = Path(__file__).resolve().parents[2] / "docs" / "hostile.md"
    page.write_text(HEAD + "".join(lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
