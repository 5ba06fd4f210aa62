"""Reading how one PDF introduces itself, in a worker process."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from pipeline.extract.document import extract_document
from pipeline.normalize.introduction import introduce_document
from pipeline.run.task import Json


def introduce(path: str) -> Json:
    """Read the PDF at ``path`` with one reader and return what its opening pages say of it."""
    document = extract_document(Path(path), "new", readers="one")
    guesses = introduce_document(document)
    return {
        "said": {name: dataclasses.asdict(guess) for name, guess in guesses.items()},
        "pages": len(document.pages),
        "unreadable": sum(bool(page.problem) for page in document.pages),
    }
