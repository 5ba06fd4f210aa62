"""The account of a document: every character that the leading reader saw, and where it went.

The numbers that extract wrote are held against the text that stands in the file, so that a character
that was lost afterwards is a gap, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.layers.extracted import Document, Page

_SUPERSCRIPT = re.compile(r"\^\{([^{}]*)\}")

PLACES = ("cells", "lines", "furniture", "duplicate", "hidden", "ruby")
"""Where a character can go, in the order in which an account lists them."""

WORDS = {
    "cells": "in cells",
    "lines": "in text blocks",
    "furniture": "in page furniture",
    "duplicate": "dropped as duplicates",
    "hidden": "hidden",
    "ruby": "ruby",
}


@dataclass(frozen=True)
class PageAccount:
    """The account of one page: characters seen, where they went, and how many of them can't be found."""

    page: int
    seen: int
    places: dict[str, int]
    gap: int
    what: str = ""


@dataclass(frozen=True)
class DocumentAccount:
    """The accounts of all pages."""

    pages: tuple[PageAccount, ...]

    @property
    def seen(self) -> int:
        """Characters that the leading reader saw, blanks aside."""
        return sum(page.seen for page in self.pages)

    @property
    def gap(self) -> int:
        """Characters whose whereabouts are not known, on all pages together."""
        return sum(page.gap for page in self.pages)

    def at(self, place: str) -> int:
        """Characters that went to one of :data:`PLACES`."""
        return sum(page.places[place] for page in self.pages)

    def lines(self) -> Iterator[tuple[str, int]]:
        """Yield the account line by line, as (what, characters)."""
        yield "seen", self.seen
        yield from ((WORDS[place], self.at(place)) for place in PLACES)
        yield "unaccounted for", self.gap

    def faults(self) -> list[str]:
        """Return what is wrong on which page; empty where the account closes."""
        return [f"page {page.page}: {page.what}" for page in self.pages if page.gap]


def account_of(document: Document) -> DocumentAccount:
    """Return the account of a document."""
    return DocumentAccount(tuple(_page(page) for page in document.pages))


def _page(page: Page) -> PageAccount:
    told = vars(page.account)
    places = {place: int(told[place]) for place in PLACES}
    counted = _counted(page)
    missing = page.account.seen - sum(places.values())
    gaps = {place: places[place] - count for place, count in counted.items() if places[place] != count}
    said = [_fault(place, gap) for place, gap in gaps.items()]
    if missing:
        said.insert(0, f"{missing} of {page.account.seen} characters went nowhere")
    gap = abs(missing) + sum(abs(number) for number in gaps.values())
    return PageAccount(page.number, page.account.seen, places, gap, "; ".join(said))


def _fault(place: str, gap: int) -> str:
    return f"{abs(gap)} characters {'less' if gap > 0 else 'more'} {WORDS[place]} than were read"


def _counted(page: Page) -> dict[str, int]:
    """Count the characters that stand in the file."""
    return {
        "cells": sum(inked(cell.text) for table in page.tables for cell in table.cells),
        "lines": sum(inked(line.text) for line in page.lines if not line.furniture),
        "furniture": sum(inked(line.text) for line in page.lines if line.furniture),
    }


def inked(text: str) -> int:
    """Return how many characters of a text are no blanks; the signs around a superscript are not printed."""
    return sum(not character.isspace() for character in _SUPERSCRIPT.sub(r"\1", text))
