"""Read many random documents back and count what is wrong or lost, by the pairs of quirks it comes with.

``python -m tests.roundtrip --first 5000 --cases 500`` draws combinations of two to four quirks;
``--quirks 'stacked,shading only'`` holds some, ``--show 5`` prints faults of the largest group. ``--kind
web`` prints pages of HTML by Chromium instead, ``--kind sheets`` sheets of a spreadsheet by LibreOffice.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import combinations
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

from pipeline.extract.document import extract_document
from tests.roundtrip import browser, office, sheets, web_pages
from tests.roundtrip.compare import Score, compare
from tests.typeset import words
from tests.typeset.looks import GROUPS
from tests.typeset.random_tables import draw_quirks, random_document

NAMES = Path(__file__).parents[3] / "shared" / "strings" / "names.txt"
SHOWN = 12


class Case(NamedTuple):
    """A document that was read back: its verdicts, and a line for each cell that is wrong or lost."""

    seed: int
    quirks: tuple[str, ...]
    counts: Counter[str]
    faults: tuple[str, ...]


def read_case(seed: int, held: Sequence[str], most: int) -> Case:
    """Make the document of ``seed`` with ``held`` and drawn quirks (of ``most`` groups), and judge it."""
    labels = NAMES.read_text(encoding="utf-8").splitlines() if NAMES.is_file() else words.LABELS
    document = random_document(seed, drawn(seed, held, most), labels)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{seed}.pdf"
        path.write_bytes(document.typeset.pdf)
        score = compare(document.typeset, extract_document(path, path.stem))
    faults = tuple(f for f in score.faults() if not f.startswith("flagged"))
    return Case(seed, document.quirks, Counter(score.verdicts()), faults)


def read_pages(kind: str, seeds: Sequence[int], held: Sequence[str]) -> list[Case]:
    """Print the pages of HTML (``web``) or the sheets of ``seeds`` as one document, and judge each page."""
    with TemporaryDirectory() as folder:
        if kind == "web":
            pages = [web_pages.web_page(seed, held) for seed in seeds]
            path = Path(folder) / "web.pdf"
            truth = browser.printed(pages, path)
            score = compare(truth, extract_document(path, path.stem))
            quirks = [page.quirks for page in pages]
        else:
            made = [sheets.sheet(seed, held) for seed in seeds]
            path = office.printed(made, Path(folder))
            score = office.judged(made, extract_document(path, path.stem))
            quirks = [sheet.quirks for sheet in made]
    return [_page_case(score, seed, quirks[k - 1], k) for k, seed in enumerate(seeds, start=1)]


def _page_case(score: Score, seed: int, quirks: tuple[str, ...], page: int) -> Case:
    own = Score(tuple(finding for finding in score.findings if finding.page == page))
    faults = tuple(f for f in own.faults() if not f.startswith("flagged"))
    return Case(seed, quirks, Counter(own.verdicts()), faults)


def drawn(seed: int, held: Sequence[str], most: int) -> tuple[str, ...]:
    """Return ``held`` with quirks drawn by ``seed`` from the other groups."""
    taken = {name for name, group in GROUPS.items() if set(held) & set(group)}
    least = max(2, len(held))
    if len(held) >= most:
        return tuple(held)
    free = draw_quirks(Random(f"quirks {seed}"), least, most)
    others = [q for q in free if not any(q in GROUPS[group] for group in taken)]
    return (*held, *others[: max(0, most - len(held))])


def main() -> None:
    """Run the cases and print the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--first", type=int, default=1000)
    parser.add_argument("--cases", type=int, default=100)
    parser.add_argument("--quirks", default="", help="quirks that every document has, with commas between")
    parser.add_argument("--most", type=int, default=4, help="quirks of a document, at most")
    parser.add_argument("--show", type=int, default=0, help="documents whose faults are printed")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--kind", choices=("typeset", "web", "sheets"), default="typeset")
    options = parser.parse_args()
    held = tuple(q for q in options.quirks.split(",") if q)
    seeds = range(options.first, options.first + options.cases)
    if options.kind == "typeset":
        read = partial(read_case, held=held, most=options.most)
        with ProcessPoolExecutor(options.jobs) as pool:
            cases = list(pool.map(read, seeds, chunksize=4))
    else:
        cases = read_pages(options.kind, seeds, held)
    sys.stdout.writelines(f"{line}\n" for line in report(cases, options.show))


def report(cases: Sequence[Case], show: int) -> Iterator[str]:
    """Yield the lines of the report."""
    total = sum((case.counts for case in cases), Counter())
    yield f"{len(cases)} documents, {total.total()} cells: " + ", ".join(f"{k} {v}" for k, v in total.items())
    bad = [case for case in cases if case.faults]
    pairs: Counter[tuple[str, ...]] = Counter()
    for case in bad:
        pairs.update({pair: len(case.faults) for pair in combinations(sorted(case.quirks), 2)})
    for pair, count in pairs.most_common(SHOWN):
        yield f"{count:6} {' + '.join(pair)}"
    for case in sorted(bad, key=lambda case: -len(case.faults)):
        counts = ", ".join(f"{k} {v}" for k, v in case.counts.items())
        yield f"seed {case.seed} {','.join(case.quirks)}: {counts}"
    for case in bad[:show]:
        yield f"--- {case.seed} {case.quirks}"
        yield from case.faults[:SHOWN]


if __name__ == "__main__":
    main()
