"""Names for new files in ``raw/``: what the source calls them, made safe and unlike all others."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath

from pipeline.catalog import entry_for

_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?")  # names of devices on Windows
_LONGEST = 80  # characters: three bytes each in UTF-8, with room below the usual limit of 255


def safe_name(name: str) -> str:
    """Return ``name`` as every file system takes it: NFC, no path, not hidden, ending with .pdf."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    stem = PurePosixPath(_UNSAFE.sub("_", last)).stem if last.lower().endswith(".pdf") else last
    stem = "".join(c if c.isprintable() else "_" for c in _UNSAFE.sub("_", stem))
    stem = stem.lstrip(" ._")[:_LONGEST].rstrip(" .")
    if not stem or _RESERVED.fullmatch(stem):
        stem = f"document-{stem}" if stem else "document"
    return f"{stem}.pdf"


def free_name(name: str, dated: str, taken: Iterable[str]) -> str:
    """Return ``name`` or, where a file or an id has it, one with the date ``dated`` or a number after it.

    ``taken`` are the files (paths below raw/) and ids that there are; case doesn't tell names apart.
    """
    known = {text.casefold() for text in taken}
    stem = name.removesuffix(".pdf")
    numbered = (f"{stem}-{number}" for number in range(2, 10_000))
    for candidate in [stem, *([f"{stem}-{dated}"] if dated else []), *numbered]:
        file = f"{candidate}.pdf"
        if not {file.casefold(), entry_for(file).document_id.casefold()} & known:
            return file
    raise ValueError(f"no free name for {name}")
