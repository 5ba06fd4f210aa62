"""The story: sets of documents, the project and the plain scripts on each, one table of ratios."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.whole.measure import REPOSITORY, Measured, best, measured, script, shihyo

PEERS = ("plain_pdfplumber", "plain_camelot")
CAMELOT_UP_TO = 200
"""Pages from which camelot is left out: it would take most of the time of the benchmark."""


@dataclass(frozen=True)
class Costs:
    """What was measured on one set of ``pages`` pages in ``documents`` documents."""

    title: str
    documents: int
    pages: int
    runs: dict[str, Measured]

    def ratio(self, name: str, peer: str = "plain_pdfplumber") -> float:
        """Wall time of ``name`` as a multiple of a peer's."""
        return self.runs[name].wall / self.runs[peer].wall


def run(sizes: Sequence[int], times: int, *, camelot: bool) -> str:
    """Measure the documents of ``raw/`` and generated sets of ``sizes`` pages; return Markdown."""
    with tempfile.TemporaryDirectory() as folder:
        costs = [_raw(Path(folder), times, camelot)]
        costs += [_generated(Path(folder), pages, times, camelot) for pages in sizes]
    lines = [*_table(costs), "", *_stages(costs), "", *_growth(costs), "", _help(times)]
    return "\n".join(lines)


def _raw(folder: Path, times: int, camelot: bool) -> Costs:
    workspace = folder / "raw-documents"
    shutil.copytree(REPOSITORY / "raw", workspace / "raw")
    return _costs("the documents of raw/", workspace, times, camelot)


def _generated(folder: Path, pages: int, times: int, camelot: bool) -> Costs:
    workspace = folder / f"pages-{pages}"
    _write(workspace / "raw", max(1, pages // 20), 20)
    return _costs(f"{pages} generated pages", workspace, times, camelot)


def _costs(title: str, workspace: Path, times: int, camelot: bool) -> Costs:
    files = sorted((workspace / "raw").glob("*.pdf"))
    pages = _pages(files)
    times = times if pages <= CAMELOT_UP_TO else 1
    print(f"{title}: {len(files)} documents, {pages} pages", file=sys.stderr)
    runs = {"plain_pdfplumber": best(script("plain_pdfplumber", files), times)}
    if camelot and pages <= CAMELOT_UP_TO:
        runs["plain_camelot"] = measured(script("plain_camelot", files))
    root = ("--root", str(workspace))
    runs["cold run"] = min((_cold(workspace) for _ in range(times)), key=lambda m: m.wall)
    runs["second run"] = best(shihyo("run", *root), times)
    for stage in ("extract", "normalize", "load"):
        runs[stage] = best(shihyo(stage, "--force", *root), times)
    runs["extract, one reader"] = best(shihyo("extract", "--force", "--readers", "one", *root), times)
    runs["one new document"] = _one_more(workspace)
    return Costs(title, len(files), pages, runs)


def _cold(workspace: Path) -> Measured:
    for path in workspace.iterdir():
        if path.is_dir() and path.name != "raw":
            shutil.rmtree(path)
        elif path.is_file():
            path.unlink()
    return measured(shihyo("run", "--root", str(workspace)))


def _one_more(workspace: Path) -> Measured:
    measured(shihyo("run", "--root", str(workspace)))  # back to two readers
    _write(workspace / "new", 1, 10)
    (workspace / "new" / "plan-0000.pdf").rename(workspace / "raw" / "new.pdf")
    try:
        return measured(shihyo("run", "--root", str(workspace)))
    finally:
        (workspace / "raw" / "new.pdf").unlink()


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


def _table(costs: Sequence[Costs]) -> Iterator[str]:
    yield "| Set | Command | Wall, s | CPU, s | Peak of a process, MiB | Wall, × pdfplumber |"
    yield "| --- | --- | ---: | ---: | ---: | ---: |"
    for cost in costs:
        for name, found in cost.runs.items():
            numbers = f"{found.wall:.2f} | {found.cpu:.2f} | {found.memory:.0f} | {cost.ratio(name):.2f}"
            yield f"| {cost.title} ({cost.documents}, {cost.pages} pages) | {name} | {numbers} |"


def _stages(costs: Sequence[Costs]) -> Iterator[str]:
    yield "| Set | extract | normalize | load | of the wall time of the three by themselves |"
    yield "| --- | ---: | ---: | ---: | --- |"
    for cost in costs:
        walls = [cost.runs[stage].wall for stage in ("extract", "normalize", "load")]
        shares = " | ".join(f"{wall / sum(walls):.0%}" for wall in walls)
        yield f"| {cost.title} | {shares} | {sum(walls):.2f} s |"


def _growth(costs: Sequence[Costs]) -> Iterator[str]:
    yield "| Wall time, ms a page | cold run | extract | one reader | pdfplumber | second : cold run |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    for cost in costs:
        names = ("cold run", "extract", "extract, one reader", "plain_pdfplumber")
        each = " | ".join(f"{cost.runs[name].wall / cost.pages * 1000:.1f}" for name in names)
        yield f"| {cost.title} | {each} | {cost.ratio('second run', 'cold run'):.1%} |"


def _help(times: int) -> str:
    return f"`shihyo --help` takes {best(shihyo('--help'), max(3, times)).wall:.2f} s."
