"""Generated documents of any length: pages as plans have them, most with a table, some with prose."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

from tests.typeset import PageBreak, Text, typeset, words
from tests.typeset.blocks import Block
from tests.typeset.looks import look_of
from tests.typeset.random_tables import random_table

PROSE_EVERY = 4
"""One page in so many has no table."""

_PROSE = "本市では、{0}に取り組み、{1}の向上を図ります。令和{2}年度の実績は{3:,}人でした。"


def write_document(path: Path, pages: int, seed: int = 0) -> None:
    """Write a PDF of about ``pages`` pages, the same for the same seed."""
    random = Random(seed)
    blocks: list[Block] = []
    for number in range(pages):
        if number:
            blocks.append(PageBreak())
        blocks.append(Text(random.choice(words.SECTIONS), 10.5, bold=True))
        if number % PROSE_EVERY == PROSE_EVERY - 1:
            blocks += [Text(_sentence(random)) for _ in range(20)]
        else:
            table = random_table(random, look_of(["strokes"]), words.LABELS, random.randint(10, 16))
            blocks += [table, Text("※ 数値は各年度末のもの。", 8.0)]
    path.write_bytes(typeset(blocks, title=path.stem).pdf)


def write_set(folder: Path, documents: int, pages: int) -> list[Path]:
    """Write ``documents`` PDFs of ``pages`` pages each into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"plan-{number:04}.pdf" for number in range(documents)]
    for seed, path in enumerate(paths):
        write_document(path, pages, seed)
    return paths


def main() -> None:
    """Write a set (FOLDER DOCUMENTS PAGES) in a process of its own: the one that measures stays small."""
    folder, documents, pages = sys.argv[1:]
    write_set(Path(folder), int(documents), int(pages))


def _sentence(random: Random) -> str:
    label, other = random.sample(list(words.LABELS), 2)
    return _PROSE.format(label, other, random.randint(1, 7), random.randint(10, 99999))


if __name__ == "__main__":
    main()
