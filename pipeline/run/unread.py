"""What to do about pages that could not be read, by the problem that a page has."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.util import find_spec

_INSTALL = (
    "pip install 'shihyo[ocr]' (in a clone: python do.py extras), then `shihyo run`: "
    "pages without a text layer are read from their picture"
)
_TRIED = "nothing could be read from the picture of a page without a text layer: get a better scan of it"


def remedies(problems: Iterable[str]) -> list[str]:
    """Return a sentence for each kind of problem that something can be done about."""
    if "no_text_layer" not in set(problems):
        return []
    return [_TRIED if find_spec("rapidocr") and find_spec("onnxruntime") else _INSTALL]
