"""What a document is: its catalogue entry, and where that says nothing, what its own pages print."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

import regex

from pipeline.catalog import DocumentEntry
from pipeline.layers.extracted import Document
from pipeline.layers.ids import stable_id
from pipeline.normalize.context.paragraphs import Paragraph
from pipeline.normalize.tables.periods import periods_in
from pipeline.normalize.text import display, key

_RELEASE_LABEL = regex.compile(
    r"(?<!\p{L})((?:参考)?資料\s*(?:No\.?\s*)?[\d０-９]+(?:[-－‐ー][\d０-９]+)?)(?!\p{L})"
)
_MEETING = regex.compile(
    r"((?:令和|平成)?[\d０-９元]*(?:年度)?\s*第[\d０-９一二三四五六七八九十]+回[^。、「」（）()\d０-９]{2,40}?(?:委員会|協議会|審議会|会議|懇談会|本部|懇話会))"
)
_NAME = regex.compile(
    r"[\p{Han}ヶケヵぁ-ゖァ-ヴー]{1,6}?[市区町村](?!民|町|村|区|内|長|立|外|営|道|制|政|役|街|場|会|議)"
)
_PREFIX = regex.compile(
    r"^.*(?:第[\d０-９一二三四五六七八九十]*[期次回]|[都道府県]|次|期|の|と|び|版|度|（|「)"
)
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
    """Put together what the catalogue says and what the first page prints; ``inferred`` lists the latter."""
    first = [p.text for p in text if p.page == (text[0].page if text else 1)]
    guessed = _infer(first, [p.text for p in text if p.page <= first_pages(text)], printed_title)
    known = {} if entry is None else {k: v for k, v in vars(entry).items() if v is not None}
    said = {**{k: v for k, v in guessed.items() if v}, **known}
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
        "inferred": sorted(name for name, value in guessed.items() if value and name not in known),
    }
    return About(row, plan)


def first_pages(text: Sequence[Paragraph]) -> int:
    """The last page that a document introduces itself on."""
    return text[0].page + 2 if text else 1


def _infer(first: Sequence[str], opening: Sequence[str], printed_title: str) -> dict[str, str]:
    page = "\n".join(first)
    return {
        "title": display(printed_title) or (display(first[0])[:80] if first else ""),
        "publisher": _publisher(printed_title, opening),
        "release_label": _group(_RELEASE_LABEL, page).replace(" ", ""),
        "meeting": _group(_MEETING, page),
        "published_on": _date_on(first),
        "maturity": _maturity(printed_title + page),
        "plan": _plan_title(printed_title),
    }


def _group(pattern: regex.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match.group(1).strip() if match else ""


def _publisher(title: str, opening: Sequence[str]) -> str:
    votes: Counter[str] = Counter()
    for weight, text in ((5, title), *((1, t) for t in opening)):
        for match in _NAME.finditer(text):
            name = _PREFIX.sub("", match.group())
            if len(name) > 1 and name not in _words()["municipality"]["not_a_name"]:
                votes[name] += weight
    best = votes.most_common(1)
    return best[0][0] if best and best[0][1] > 1 else ""


def _municipality(publisher: object) -> str | None:
    text = str(publisher or "")
    match = regex.search(r"(?:[都道府県]|^)([^都道府県]{1,7}[市区町村])$", text)
    return match.group(1) if match else text or None


def _date_on(first: Sequence[str]) -> str:
    """A day or month that stands by itself on the first page (a stamp, an imprint), never in a sentence."""
    for text in first:
        if len(text) > 90 or text.endswith("。"):
            continue
        for period, _ in reversed(periods_in(text)):
            if period.start is not None and period.type == "date":
                return period.start.isoformat()
            if period.start is not None and period.type == "month" and len(text) < 20:
                return period.start.isoformat()[:7]
    return ""


def _maturity(text: str) -> str:
    folded = key(text)
    groups = _words()["maturity"]
    return next((m for m, words in groups.items() if any(key(w) in folded for w in words)), "final")


def _plan_title(title: str) -> str:
    match = regex.search(
        r"^(?:[\d０-９]+[\s　]+)?(.*?(?:計画|戦略|プラン|ビジョン|プログラム|構想|大綱|方針))", title
    )
    return match.group(1).strip() if match else ""


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


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("about.toml").read_text(encoding="utf-8"))
