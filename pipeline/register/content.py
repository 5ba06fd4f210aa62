"""Whether a file is what it is said to be, by its first bytes."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import NotAPdfError

HEAD = 1024  # bytes within which a PDF says that it is one
_HTML = (b"<!doctype html", b"<html", b"<head", b"<body")


def is_pdf(head: bytes) -> bool:
    """Whether a file that begins with ``head`` says that it is a PDF."""
    return b"%PDF-" in head[:HEAD]


def not_a_pdf(head: bytes, file: str) -> NotAPdfError:
    """The error for a file that is something else, with what it seems to be."""
    if not head:
        return NotAPdfError("empty", file=file, remedy="Fetch it again")
    if any(mark in head.lower() for mark in _HTML):
        remedy = "Open it in a browser and take the address of the PDF itself"
        return NotAPdfError("a web page, and no PDF", file=file, remedy=remedy)
    return NotAPdfError("no PDF", file=file, remedy="Only PDFs can be registered")


def check(path: Path, file: str) -> None:
    """Raise :class:`NotAPdfError` where the file at ``path`` is no PDF; ``file`` names it for people."""
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    if not is_pdf(head):
        raise not_a_pdf(head, file)
