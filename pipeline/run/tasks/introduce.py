"""Reading how one PDF introduces itself, in a worker process."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from pipeline.extract.document import extract_ends
from pipeline.normalize.about.introduction import OPENING, introduce_document
from pipeline.run.task import Json

BLANK = 3  # pages without text (covers) that may stand before the opening


def introduce(path: str) -> Json:
    """Read the first pages and the last of the PDF at ``path`` and return what they say of it."""
    document = extract_ends(Path(path), "new", first=OPENING + BLANK, last=1)
    guesses = introduce_document(document)
    return {"said": {name: dataclasses.asdict(guess) for name, guess in guesses.items()}}
