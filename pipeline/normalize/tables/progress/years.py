"""The text of an initiative, parted at the heads of its years (【令和元年度】)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.normalize.cells.period import Period
from pipeline.normalize.labels.values import only_period
from pipeline.normalize.tables.progress.words import load

# A head is no longer than this; what is, is a sentence.
_LONGEST = 24


@dataclass(frozen=True)
class YearText:
    """The text of one fiscal year; the year is None, and its label empty, where no head names one."""

    label: str
    fiscal_year: int | None
    text: str


def split_years(paragraphs: Sequence[str], label: str = "", fiscal_year: int | None = None) -> list[YearText]:
    """Part the paragraphs of a cell at its heads; before the first one, the year of the column holds."""
    found: list[tuple[str, int | None, list[str]]] = [(label, fiscal_year, [])]
    for paragraph in paragraphs:
        head, rest = _head(paragraph)
        if head is not None:
            found.append((head[0], head[1], [rest] if rest else []))
        else:
            found[-1][2].append(paragraph)
    told = [YearText(name, year, "\n".join(texts)) for name, year, texts in found if texts or name != label]
    return told or [YearText(label, fiscal_year, "")]


def _head(paragraph: str) -> tuple[tuple[str, int] | None, str]:
    """Return label and fiscal year of a paragraph that is, or begins with, a head, and what follows it."""
    text = paragraph.strip(" 　")
    words = load()
    if not text or text[0] not in words.open:
        label, colon, rest = text.replace("：", ":", 1).partition(":")
        head = _year(label.strip(" 　")) if colon or len(text) <= _LONGEST else None
        return (head, rest.strip(" 　")) if head else (None, "")
    end = next((number for number, ch in enumerate(text) if ch in words.close), len(text) - 1)
    inner = text[1 : end + 1].strip(words.close + "：: 　")
    return _year(inner), text[end + 1 :].strip(" 　：:")


def _year(text: str) -> tuple[str, int] | None:
    if len(text) > _LONGEST:
        return None
    period: Period | None = only_period(text)
    if period is None or period.type != "fiscal_year" or period.fiscal_year is None:
        return None
    return text, period.fiscal_year
