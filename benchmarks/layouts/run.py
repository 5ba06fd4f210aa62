"""The comparison: the same random pages for every reader, one row of the table for each quirk."""

from __future__ import annotations

import logging
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.layouts.peers import READERS, Reader, Rows
from benchmarks.layouts.score import Score, plain_score
from pipeline.extract.document import extract_document
from tests.roundtrip.compare import compare, plain
from tests.typeset import Typeset
from tests.typeset.looks import QUIRKS
from tests.typeset.random_tables import random_document

OURS = "shihyo"


def run(cases: int, quirks: Sequence[str]) -> str:
    """Return the table in Markdown, from ``cases`` documents for each quirk."""
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")
    scores: dict[str, dict[str, Score]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for quirk in quirks or list(QUIRKS):
            print(quirk, file=sys.stderr)
            documents = [random_document(seed, [quirk]).typeset for seed in range(cases)]
            scores[quirk] = _scores(documents, Path(folder))
    return "\n".join([*_table("Share of rows read cell for cell", scores, _share), "",
                      *_table("Wrong cells that nobody flagged, of all cells", scores, _wrong), "",
                      *_table("Milliseconds of processor time a page", scores, _ms)])  # fmt: skip


def _scores(documents: Sequence[Typeset], folder: Path) -> dict[str, Score]:
    path = folder / "page.pdf"
    found = {name: Score() for name in (OURS, *READERS)}
    for truth in documents:
        path.write_bytes(truth.pdf)
        found[OURS] += _ours(truth, path)
        for name, reader in READERS.items():
            found[name] += _peer(reader, truth, path)
    return found


def _peer(reader: Reader, truth: Typeset, path: Path) -> Score:
    began = time.process_time()
    pages = reader(path)
    return plain_score(truth, pages, time.process_time() - began)


def _ours(truth: Typeset, path: Path) -> Score:
    """Judge the project: by the same rows, and by place, spans and text for cells that are wrong."""
    began = time.process_time()
    document = extract_document(path, path.stem)
    seconds = time.process_time() - began
    pages: list[list[Rows]] = [
        [
            [[plain(c.text) for c in t.cells if c.row == row] for row in range(1, t.row_count + 1)]
            for t in page.tables
        ]
        for page in document.pages
    ]
    rows = plain_score(truth, pages, seconds)
    verdicts = compare(truth, document).verdicts()
    return Score(rows.rows, rows.exact, rows.cells, verdicts["wrong"] + verdicts["lost"], seconds, rows.pages)


def _table(title: str, scores: dict[str, dict[str, Score]], shown: Callable[[Score], str]) -> Iterator[str]:
    names = [OURS, *READERS]
    yield f"| {title} | {' | '.join(names)} |"
    yield f"| --- |{' ---: |' * len(names)}"
    for quirk, found in scores.items():
        yield f"| {quirk} | {' | '.join(shown(found[name]) for name in names)} |"
    totals = [sum((found[name] for found in scores.values()), Score()) for name in names]
    yield f"| **all** | {' | '.join(shown(total) for total in totals)} |"


def _share(score: Score) -> str:
    return f"{score.share:.3f}"


def _wrong(score: Score) -> str:
    return f"{score.wrong}/{score.cells}"


def _ms(score: Score) -> str:
    return f"{score.seconds / score.pages * 1000:.0f}"
