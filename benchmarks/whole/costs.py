"""Sets of documents, and what the project and the plain scripts cost on each of them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.whole.measure import REPOSITORY, Measured, best, fastest, measured, script, shihyo

CAMELOT_UP_TO = 200
"""Pages from which camelot is left out, and from which a set is measured once."""
STAGES = ("extract", "normalize", "load")
PAGES_EACH = 20
"""Pages of a generated document in the sets that grow by pages."""


@dataclass(frozen=True)
class Costs:
    """What was measured on a set of ``pages`` pages in ``documents`` documents, by the name of a command."""

    title: str
    documents: int
    pages: int
    runs: dict[str, Measured]

    def ratio(self, name: str, peer: str = "plain_pdfplumber") -> float:
        """Wall time of ``name`` as a multiple of a peer's."""
        return self.runs[name].wall / self.runs[peer].wall


@dataclass(frozen=True)
class Growth:
    """Runs over ``documents`` documents of a page: the first, the second, and one with a document more."""

    documents: int
    cold: Measured
    second: Measured
    one_more: Measured


def raw(folder: Path, times: int, *, camelot: bool) -> Costs:
    """Measure on the documents of ``raw/``."""
    workspace = folder / "raw-documents"
    shutil.copytree(REPOSITORY / "raw", workspace / "raw")
    return _costs("the documents of raw/", workspace, times, camelot)


def generated(folder: Path, pages: int, times: int, *, camelot: bool) -> Costs:
    """Measure on about ``pages`` generated pages."""
    workspace = folder / f"pages-{pages}"
    _write(workspace / "raw", max(1, pages // PAGES_EACH), min(pages, PAGES_EACH))
    costs = _costs(f"{pages} generated pages", workspace, times, camelot)
    shutil.rmtree(workspace)
    return costs


def grown(folder: Path, documents: int, times: int) -> Growth:
    """Measure on ``documents`` generated documents of about a page each."""
    workspace = folder / f"documents-{documents}"
    _write(workspace / "raw", documents, 1)
    _tell(f"{documents} documents of a page")
    times = times if documents <= CAMELOT_UP_TO else 1
    cold = fastest(lambda: _cold(workspace), times)
    second = best(_run(workspace), times)
    growth = Growth(documents, cold, second, fastest(lambda: _one_more(workspace, 1), times))
    shutil.rmtree(workspace)
    return growth


def long_document(folder: Path, pages: int) -> Costs:
    """Measure on one document of about ``pages`` pages, each stage by itself."""
    workspace = folder / "long"
    _write(workspace / "raw", 1, pages)
    files = sorted((workspace / "raw").glob("*.pdf"))
    count = _pages(files)
    _tell(f"one document of {count} pages")
    runs = {"cold run": _cold(workspace)}
    runs |= {stage: measured(shihyo(stage, "--force", "--root", str(workspace))) for stage in STAGES}
    return Costs(f"one document of {count} pages", 1, count, runs)


def _costs(title: str, workspace: Path, times: int, camelot: bool) -> Costs:
    files = sorted((workspace / "raw").glob("*.pdf"))
    pages = _pages(files)
    times = times if pages <= CAMELOT_UP_TO else 1
    _tell(f"{title}: {len(files)} documents, {pages} pages")
    runs = {"plain_pdfplumber": best(script("plain_pdfplumber", files), times)}
    if camelot and pages <= CAMELOT_UP_TO:
        runs["plain_camelot"] = measured(script("plain_camelot", files))
    root = ("--root", str(workspace))
    runs["cold run"] = fastest(lambda: _cold(workspace), times)
    runs["second run"] = best(_run(workspace), times)
    for stage in STAGES:
        runs[stage] = best(shihyo(stage, "--force", *root), times)
    runs["extract, one reader"] = best(shihyo("extract", "--force", "--readers", "one", *root), times)
    measured(_run(workspace))  # back to two readers
    runs["one new document"] = fastest(lambda: _one_more(workspace, 10), times)
    return Costs(title, len(files), pages, runs)


def _run(workspace: Path) -> list[str]:
    return shihyo("run", "--root", str(workspace))


def _cold(workspace: Path) -> Measured:
    """A run where nothing was read yet."""
    for path in workspace.iterdir():
        if path.is_dir() and path.name != "raw":
            shutil.rmtree(path)
        elif path.is_file():
            path.unlink()
    return measured(_run(workspace))


def _one_more(workspace: Path, pages: int) -> Measured:
    """A run with one new document of ``pages`` pages; at the end it is gone again."""
    _write(workspace / "new", 1, pages)
    new = workspace / "raw" / "new.pdf"
    (workspace / "new" / "plan-0000.pdf").rename(new)
    try:
        return measured(_run(workspace))
    finally:
        new.unlink()
        measured(_run(workspace))


def _write(folder: Path, documents: int, pages: int) -> None:
    """Generate documents in another process: a child's memory begins with that of its parent."""
    command = [sys.executable, "-m", "benchmarks.whole.pages", str(folder), str(documents), str(pages)]
    subprocess.run(command, check=True, cwd=REPOSITORY)


def _pages(files: Sequence[Path]) -> int:
    """Count pages, in another process for the same reason."""
    code = "import sys, pypdfium2 as p; print(sum(len(p.PdfDocument(f)) for f in sys.argv[1:]))"
    said = subprocess.run(
        [sys.executable, "-c", code, *map(str, files)], check=True, stdout=subprocess.PIPE, text=True
    )
    return int(said.stdout)


def _tell(what: str) -> None:
    print(what, file=sys.stderr, flush=True)
