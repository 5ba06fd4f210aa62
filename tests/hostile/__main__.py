"""``python -m tests.hostile`` writes ``docs/hostile.md``: the corpus and what becomes of it.

With names of files behind it, only these are measured anew. Other work on the machine spoils the figures.
"""

from __future__ import annotations

import platform
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.hostile.corpus import corpus, write
from tests.hostile.measure import LIMITS, documented, measure

HEAD = f"""# Hostile files

What becomes of files that are damaged or mean harm, each read in a process of its own, limited to
{LIMITS.seconds:g} s and {LIMITS.memory} MiB of address space. Made by `python -m tests.hostile` on
{platform.system()}; the tests run the same files and hold them to these outcomes, where the machine is not
slower. Seconds include the start of the process.

| file | outcome | s | peak MiB |
| --- | --- | ---: | ---: |
"""


PAGE = Path(__file__).resolve().parents[2] / "docs" / "hostile.md"


def main() -> None:
    """Measure all files, or those that are named, and write the page; or write one NAME to a FOLDER."""
    if sys.argv[1:2] == ["--write"]:
        write(Path(sys.argv[3]) / "raw", sys.argv[2], dict(corpus())[sys.argv[2]])
        return
    known = documented(PAGE) if sys.argv[1:] else {}
    lines = []
    for name, _ in corpus():
        if name in known and name not in sys.argv[1:]:
            lines.append(known[name])
            continue
        with tempfile.TemporaryDirectory() as folder:
            # written by another process: the memory that it takes would be counted for the reader
            subprocess.run([sys.executable, "-m", "tests.hostile", "--write", name, folder], check=True)
            result = measure(Path(folder))
        lines.append(f"| {name} | {result.outcome} | {result.seconds:.1f} | {result.peak} |\n")
        print(lines[-1], end="", flush=True)
    PAGE.write_text(HEAD + "".join(lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
