"""The readers that are compared: a PDF in, for each page its tables as rows of texts out.

Each is used as its own documentation shows it, without settings tuned to the pages.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

Rows = list[list[str]]
"""One table: rows of texts, empty where a cell is empty or spanned."""

Reader = Callable[[Path], list[list[Rows]]]
"""Returns, for each page, its tables."""


def pdfplumber(path: Path, *, dedupe: bool = False) -> list[list[Rows]]:
    """Read with ``extract_tables()``; ``dedupe`` drops characters drawn twice first."""
    import pdfplumber as plumber

    pages = []
    with plumber.open(path) as document:
        for page in document.pages:
            source = page.dedupe_chars() if dedupe else page
            pages.append([_texts(table) for table in source.extract_tables()])
            page.close()
    return pages


def camelot(path: Path, *, flavor: str) -> list[list[Rows]]:
    """Read with camelot; a page on which it fails has no tables."""
    import camelot as camelot_py
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    pages: list[list[Rows]] = [[] for _ in range(len(document))]
    document.close()
    for number, page in enumerate(pages, start=1):
        try:
            found = camelot_py.read_pdf(str(path), pages=str(number), flavor=flavor, suppress_stdout=True)
        except Exception:  # whatever it raises on an odd page, it has read no table of it
            continue
        page += [_texts(table.df.values.tolist()) for table in found]
    return pages


def tablers(path: Path) -> list[list[Rows]]:
    """Read with tablers."""
    from tablers import Document, find_tables

    document = Document(str(path))
    try:
        return [
            [_rows_of_cells(table.cells) for table in find_tables(page, extract_text=True)]
            for page in document.pages()
        ]
    finally:
        document.close()


READERS: dict[str, Reader] = {
    "pdfplumber": pdfplumber,
    "pdfplumber, dedupe": partial(pdfplumber, dedupe=True),
    "camelot lattice": partial(camelot, flavor="lattice"),
    "camelot hybrid": partial(camelot, flavor="hybrid"),
    "camelot network": partial(camelot, flavor="network"),
    "tablers": tablers,
}


def _texts(rows: Sequence[Sequence[object]]) -> Rows:
    return [["" if cell is None else str(cell) for cell in row] for row in rows]


def _rows_of_cells(cells: Sequence[object]) -> Rows:
    """Gather the cells of tablers, each with its box, into rows by their upper edge."""
    rows: dict[int, list[tuple[float, str]]] = {}
    for cell in cells:
        x0, top, *_ = cell.bbox  # type: ignore[attr-defined]
        rows.setdefault(round(top), []).append((x0, cell.text or ""))  # type: ignore[attr-defined]
    return [[text for _, text in sorted(rows[top])] for top in sorted(rows)]
