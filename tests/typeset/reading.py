"""What independent readers see in a typeset PDF, for tests of the typesetter itself."""

from __future__ import annotations

import io
import re
import zlib
from collections import Counter
from typing import Any

import pdfplumber
import pypdfium2

_STREAM = re.compile(rb"/Length (\d+) /Filter /FlateDecode>>\nstream\n")


def inflated(pdf: bytes) -> bytes:
    """Return ``pdf`` with its streams unpacked and without places in the file.

    Two files of the same content are equal in this form although their compressors differ.
    """
    out, at = bytearray(), 0
    for match in _STREAM.finditer(pdf):
        length = int(match[1])
        out += pdf[at : match.start()] + zlib.decompress(pdf[match.end() : match.end() + length])
        at = match.end() + length
    return bytes(out) + pdf[at : pdf.index(b"\nxref\n", at)]


def characters(pdf: bytes, page: int) -> Counter[str]:
    """Count the characters that PDFium sees on ``page`` (from 0), blanks aside."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        text: str = document[page].get_textpage().get_text_range()
    finally:
        document.close()
    return Counter("".join(text.split()))


def plumbed_characters(pdf: bytes, page: int) -> list[dict[str, Any]]:
    """Return the characters that pdfplumber sees on ``page`` (from 0), with their boxes."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return list(document.pages[page].chars)


def plumbed_tables(pdf: bytes, page: int) -> list[list[tuple[float, float, float, float]]]:
    """Return, for each table that pdfplumber finds by rulings, the boxes of its cells."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return [sorted(table.cells) for table in document.pages[page].find_tables()]
