"""The news of a release as lines for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pipeline.cli.output import grouped
from pipeline.printable import visible

if TYPE_CHECKING:
    from pipeline.analyze.news import News

SHOWN = 10  # lines about indicators, and about figures, of one document
ORDER = ("revised", "withdrawn", "filled", "still_missing", "confirmed", "added", "removed")
WORDS = {"still_missing": "still missing"}


def lines(news: News) -> Iterator[str]:
    """Give a heading with the counts, then what became of indicators, then the figures that changed."""
    counts = ", ".join(
        f"{news.counts[word]:,} {WORDS.get(word, word)}" for word in ORDER if word in news.counts
    )
    yield f"{news.document_id}, against what was known before it: {counts}"
    yield from _shown([_indicator(row) for row in news.indicators], f"--indicators {news.document_id}")
    yield from _shown([_figure(row) for row in news.figures], f"{news.document_id} --changed")


def _shown(told: list[str], options: str) -> Iterator[str]:
    yield from (f"  {visible(line)}" for line in told[:SHOWN])
    if len(told) > SHOWN:
        yield f"  … and {len(told) - SHOWN} more: `shihyo diff {options}`"


def _indicator(row: dict[str, Any]) -> str:
    names = [row[side] for side in ("old_name", "new_name") if row[side]]
    told = names[:1] if len(set(names)) == 1 else names
    reason = f" ({row['reason']})" if row["reason"] else ""
    return f"{row['change']:<9}  {' → '.join(told)}{reason}"


def _figure(row: dict[str, Any]) -> str:
    unit = row["unit"] or ""
    values = [f"{grouped(row[side])}{unit}" for side in ("old", "new") if row[side] is not None]
    share = f" ({float(row['delta_pct']):+.1f} %)" if row["delta_pct"] else ""
    place = f"{row['indicator']} {row['period_label'] or ''}".rstrip()
    return f"{row['change']:<9}  {place}: {' → '.join(values) or '—'}{share}"
