"""The stage's story: open a document with its readers, read page by page, hand over the layer."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Literal

from pipeline.errors import MemoryLimitError, NotAPdfError, ShihyoError
from pipeline.extract.explicit import Edges, SecondView, View, check, named_views
from pipeline.extract.furniture import mark_furniture
from pipeline.extract.page import read_page
from pipeline.extract.pdfium import PdfiumReader
from pipeline.extract.referee import Referee
from pipeline.extract.scan.scanner import Scanner
from pipeline.extract.third import third_opinion
from pipeline.layers.extracted import Document, Page

_log = logging.getLogger(__name__)

HEADER_WITHIN = 1024
"""Bytes from the start in which a PDF says that it is one (PDF 32000-1, implementation note 13)."""


MAX_BYTES = 500_000_000
"""Size of a file that is read at once; municipal documents of hundreds of pages have some tens of MB."""


def extract_document(
    path: Path, document_id: str, *, readers: Literal["one", "two"] = "two", edges: Sequence[Edges] = ()
) -> Document:
    """Read the PDF at ``path`` with one reader, or with two that referee each other.

    ``edges`` are tables whose rules a person has named.

    Raises NotAPdfError, DamagedPdfError, EncryptedPdfError or MemoryLimitError. A page that can't be
    read costs only itself: it stands in the result with its ``problem``. A page without a text layer,
    and cells whose characters no font explains, are read from the picture where the extra ``ocr`` is
    installed.
    """
    data = _pdf(path)
    pages = mark_furniture(_pages(data, path, edges, both=readers == "two"))
    return Document(document_id, path.name, hashlib.sha256(data).hexdigest(), tuple(pages))


def extract_ends(path: Path, document_id: str, *, first: int, last: int) -> Document:
    """Read only the ``first`` and the ``last`` pages, with one reader: enough to tell what a document is.

    Raises as :func:`extract_document` does.
    """
    data = _pdf(path)
    pages = mark_furniture(_pages(data, path, (), both=False, ends=(first, last)))
    return Document(document_id, path.name, hashlib.sha256(data).hexdigest(), tuple(pages))


def _pdf(path: Path) -> bytes:
    data = _bytes(path)
    if b"%PDF-" not in data[:HEADER_WITHIN]:
        raise NotAPdfError(
            "the file is no PDF",
            file=str(path),
            remedy="Remove it from raw/ or replace it by the PDF itself.",
        )
    return data


def _bytes(path: Path) -> bytes:
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise MemoryLimitError(
            f"the file has {size // 1_000_000} MB",
            file=str(path),
            remedy=f"Files of up to {MAX_BYTES // 1_000_000} MB are read; part it, or save it smaller.",
        )
    return path.read_bytes()


def _pages(
    data: bytes, path: Path, edges: Sequence[Edges], *, both: bool, ends: tuple[int, int] | None = None
) -> list[Page]:
    lead = PdfiumReader(data, str(path))
    referee = Referee(data, str(path)) if both else None
    scanner = Scanner(data)
    try:
        check(edges, lead.page_count)
        views = named_views(lead, referee, edges)
        pages = [_page(*views, scanner, number) for number in _numbers(lead.page_count, ends)]
        settled = {table.page for table in edges}
        return [third_opinion(path, page) if both and page.number not in settled else page for page in pages]
    finally:
        lead.close()
        if referee is not None:
            referee.close()


def _numbers(count: int, ends: tuple[int, int] | None) -> list[int]:
    """The pages to read, of ``count``: all, or so many of the first and of the last."""
    first, last = ends or (count, 0)
    return [number for number in range(1, count + 1) if number <= first or number > count - last]


def _page(first: View, second: SecondView | None, scanner: Scanner, number: int) -> Page:
    try:
        content = first(number)
        page = read_page(content, partial(second, number) if second else None)
        return scanner.look(content, page)
    except ShihyoError:
        return Page(number, 0.0, 0.0, problem="damaged")
    except (ArithmeticError, LookupError, TypeError, ValueError, RecursionError):
        # what a hostile page makes of the geometry: it costs this page, and the log says where
        _log.warning("page %d could not be read", number, exc_info=True)
        return Page(number, 0.0, 0.0, problem="damaged")
