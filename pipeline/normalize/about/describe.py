"""What a document is: its catalogue entry, and where that says nothing, what its own pages print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import regex

from pipeline.catalog import DocumentEntry
from pipeline.layers.extracted import Document
from pipeline.layers.ids import stable_id
from pipeline.normalize.about.introduction import introduce
from pipeline.normalize.about.municipality import find, prefectures_in
from pipeline.normalize.about.publisher import municipality_of
from pipeline.normalize.context.paragraphs import Paragraph
from pipeline.normalize.labels.periods import periods_in
from pipeline.normalize.text import display, key

_GENERATION = regex.compile(r"第\s*([\d０-９一二三四五六七八九十]+)\s*[次期]")
_KANJI = "〇一二三四五六七八九十"


@dataclass(frozen=True)
class About:
    """A document as the contract's tables ``document`` and ``plan`` have it; None is what nobody says."""

    document: dict[str, object]
    plan: dict[str, object] | None

    @property
    def plan_id(self) -> str | None:
        """The plan that the document belongs to."""
        return None if self.plan is None else str(self.plan["plan_id"])

    @property
    def latest_day(self) -> str:
        """The last day that the document can know of, as ISO text, or empty."""
        day = self.document["published_on"]
        return day.isoformat() if isinstance(day, date) else ""

    def rows(self) -> dict[str, list[dict[str, object]]]:
        """The rows of ``document`` and ``plan``."""
        return {"document": [self.document], "plan": [self.plan] if self.plan else []}


def describe(
    document: Document, text: Sequence[Paragraph], entry: DocumentEntry | None, printed_title: str
) -> About:
    """Put together what the catalogue says and what the pages print; ``inferred`` lists the latter."""
    guessed = {name: guess.value for name, guess in introduce(document, text, printed_title).items()}
    known = {} if entry is None else {k: v for k, v in vars(entry).items() if v is not None}
    guessed.setdefault("maturity", "final")
    if "publisher" in known:  # a guessed code belongs to the guessed publisher
        guessed |= {"municipality_code": _code(known["publisher"])}
    guessed = {name: value for name, value in guessed.items() if value and name not in known}
    said = {**guessed, **known}
    published, precision = _published(said.get("published_on"))
    plan = _plan(said)
    row: dict[str, object] = {
        "document_id": document.document_id,
        "file": document.file,
        "sha256": document.sha256,
        **{
            name: said.get(name)
            for name in ("title", "publisher", "municipality_code", "release_label", "meeting")
        },
        "municipality": _municipality(said.get("publisher")),
        "plan_id": plan["plan_id"] if plan else None,
        "published_on": published,
        "published_precision": precision,
        "maturity": said.get("maturity"),
        "source_url": said.get("source_url"),
        "pages": len(document.pages),
        "inferred": sorted(guessed),
    }
    return About(row, plan)


def _municipality(publisher: object) -> str | None:
    return municipality_of(str(publisher)) if publisher else None


def _code(publisher: str) -> str:
    found = find(municipality_of(publisher), prefectures_in(publisher))
    return found.code if found else ""


def _published(text: object) -> tuple[date | None, str | None]:
    parts = str(text).split("-") if text else []
    if not parts:
        return None, None
    numbers = [int(p) for p in parts] + [1, 1]
    return date(*numbers[:3]), ("year", "month", "day")[len(parts) - 1]


def _plan(said: dict[str, Any]) -> dict[str, object] | None:
    title = said.get("plan")
    if not title:
        return None
    owner = said.get("municipality_code") or said.get("publisher") or ""
    spans = [p for text in (title, said.get("title") or "") for p, _ in periods_in(text) if p.fiscal_year_end]
    span = spans[0] if spans else None
    return {
        "plan_id": stable_id("plan", owner, key(title)),
        "municipality_code": said.get("municipality_code"),
        "title": title,
        "generation": _generation(title),
        "first_fiscal_year": span.fiscal_year_start if span else None,
        "last_fiscal_year": span.fiscal_year_end if span else None,
        "predecessor": None,
    }


def _generation(title: str) -> int | None:
    match = _GENERATION.search(title)
    if match is None:
        return None
    digits = display(match.group(1))
    return int(digits) if digits.isdecimal() else _KANJI.index(digits) if digits in _KANJI else None
