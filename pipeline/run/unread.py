"""What to do about pages that could not be read, by the problem that a page has."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.util import find_spec

_EXTRA = "python do.py extras (or pip install '.[ocr]' in the project's folder), then `shihyo run`: "
_INSTALL = f"{_EXTRA}pages without a text layer are read from their picture"
_PICTURES = f"{_EXTRA}pictured tables and unexplained characters are read from the picture of the page"
_LOOK = "a picture that may be a table could not be read: look at it (`shihyo show DOCUMENT PAGE --png FILE`)"
_NUMBERS = (
    "numbers stand beside each other outside every table: a chart, or a table that was not found. "
    "Look at the page (`shihyo show DOCUMENT PAGE --png FILE`); raw/hints.toml can rule a table"
)
_TRIED = "nothing could be read from the picture of a page without a text layer: get a better scan of it"


def remedies(problems: Iterable[str]) -> list[str]:
    """Return a sentence for each kind of problem that something can be done about."""
    found = set(problems)
    installed = find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None
    sentences = []
    if "no_text_layer" in found:
        sentences.append(_TRIED if installed else _INSTALL)
    if found & {"picture_of_table", "undecoded_glyphs"}:
        sentences.append(_LOOK if installed else _PICTURES)
    if "numbers_outside_tables" in found:
        sentences.append(_NUMBERS)
    return sentences
