"""What a run ends with: what came in, what changed, what was quarantined, what to do next."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator

from pipeline.cli import news
from pipeline.cli.output import jsonable, write
from pipeline.cli.width import pad, width
from pipeline.errors import ShihyoError
from pipeline.printable import visible
from pipeline.run.load import Loaded
from pipeline.run.outcome import Outcome
from pipeline.run.runner import Report
from pipeline.run.task import Json, error_record
from pipeline.run.unread import remedies

LISTED = 20  # lines of one kind; more are counted


def show(report: Report, form: str) -> None:
    """Print the report: for people as text, else the outcomes of documents in the format ``form``."""
    for error in [*report.problems, *report.failures]:
        print(f"shihyo: {error}", file=sys.stderr)
    if form == "table":
        print("\n".join(_text(report)))
    elif form == "json":
        print(json.dumps(_record(report), ensure_ascii=False, indent=1))
    else:
        rows = _rows(report)
        write(tuple(rows[0]) if rows else (), [list(row.values()) for row in rows], form)


def _text(report: Report) -> Iterator[str]:
    yield from _documents(report)
    if report.loaded:
        yield from _warehouse(report.loaded)
    yield from _next(report)


def _documents(report: Report) -> Iterator[str]:
    rows = _rows(report)
    for word, title in (("read", "Read"), ("removed", "Left raw/"), ("failed", "Failed")):
        chosen = [row for row in rows if row["outcome"] == word]
        if chosen:
            yield f"{title}: {_count(len(chosen), 'document')}"
            yield from _listed(_described(chosen))
    unchanged = sum(row["outcome"] == "unchanged" for row in rows)
    if unchanged:
        yield f"Unchanged: {_count(unchanged, 'document')}"
    unreadable = [f"{row['document_id']}  {row['unreadable']}" for row in rows if row["unreadable"]]
    if unreadable:
        yield "Pages not read in full:"
        yield from _listed(unreadable)
        yield from (f"  → {sentence}" for sentence in _remedies(report))
    if report.passed_over:
        yield "Passed over, since only PDFs are read:"
        yield from _listed(report.passed_over)


def _remedies(report: Report) -> list[str]:
    return remedies(p for outcome in report.extracted for p in outcome.result.get("problems", {}).values())


def _described(rows: list[Json]) -> list[str]:
    longest = max(width(str(row["document_id"])) for row in rows)
    return [f"{pad(str(row['document_id']), longest)}  {_facts(row)}".rstrip() for row in rows]


def _facts(row: Json) -> str:
    if row["outcome"] == "failed":
        return str(row["message"]).split(". ")[0]
    named = (("page", row["pages"]), ("table", row["tables"]), ("observation", row["observations"]))
    facts = [_count(number, noun) for noun, number in named if number is not None]
    if row["tables"] == 0:
        facts[1:] = ["no table"]
    return ", ".join(facts)


def _warehouse(loaded: Loaded) -> Iterator[str]:
    totals = loaded.totals
    if loaded.changes:
        yield "Changed since the last run:"
        yield from _listed(
            f"{c.document_id}  {c.added} new, {c.changed} changed, {c.removed} gone" for c in loaded.changes
        )
    elif loaded.built:
        yield "Changed since the last run: no observation"
    else:
        yield "Nothing has changed; the warehouse stands as it was"
    for release in loaded.news:
        yield from news.lines(release)
    yield (
        f"Warehouse: {_count(totals['documents'], 'document')}, {_count(totals['indicators'], 'indicator')}, "
        f"{_count(totals['observations'], 'observation')} ({totals['missing']} of them missing values)"
    )
    if loaded.revisions:
        yield "見込 → 確定: " + ", ".join(f"{n} {word}" for word, n in sorted(loaded.revisions.items()))
    yield f"Quarantined: {_count(totals['quarantined'], 'cell')}"
    yield from _listed(f"{document}  {reason}: {number}" for document, reason, number in loaded.quarantine)
    if loaded.aside:
        yield "Tables recognised and not read:"
        yield from _listed(f"{name}  budget or accounting ledgers: {number}" for name, number in loaded.aside)
    yield f"Checks: {_count(totals.get('warnings', 0), 'warning')}"


def _next(report: Report) -> Iterator[str]:
    advice = []
    if report.failures or report.problems:
        advice.append("mend what is said above, then `shihyo run`")
    if report.loaded:
        if report.loaded.totals["quarantined"]:
            advice.append('`shihyo sql "FROM quarantine"` shows the cells that were not understood')
        if report.loaded.totals.get("warnings"):
            advice.append("`shihyo check` shows where figures contradict each other")
        if report.loaded.revisions:
            advice.append("`shihyo diff` shows every 見込 beside its 確定")
        advice.append('`shihyo sql "FROM series"` shows the latest figures')
    if advice:
        yield "Next:"
        yield from (f"  {line}" for line in advice)


def _rows(report: Report) -> list[Json]:
    rows: dict[str, Json] = {}
    for stage, outcomes in (("extract", report.extracted), ("normalize", report.normalized)):
        for outcome in outcomes:
            row = rows.setdefault(outcome.document_id, _blank(outcome.document_id))
            _fill(row, stage, outcome)
    return [rows[document_id] for document_id in sorted(rows)]


def _blank(document_id: str) -> Json:
    keys = ("outcome", "stage", "pages", "tables", "observations", "unreadable", "seconds", "message")
    return {"document_id": document_id, **dict.fromkeys(keys), "outcome": "unchanged", "seconds": 0.0}


def _fill(row: Json, stage: str, outcome: Outcome) -> None:
    if row["outcome"] in ("failed", "removed"):
        return
    row["stage"] = stage
    row["seconds"] = round(row["seconds"] + outcome.seconds, 3)
    if outcome.error:
        row |= {"outcome": "failed", "message": str(outcome.error)}
    elif outcome.result.get("removed"):
        row["outcome"] = "removed"
    elif outcome.fresh:
        row["outcome"] = "read"
    if stage == "extract":
        row |= {key: outcome.result.get(key) for key in ("pages", "tables")}
        row["unreadable"] = _pages(outcome.result.get("problems", {})) or None
    elif "rows" in outcome.result:
        row["observations"] = outcome.result["rows"].get("observation", 0)


def _pages(problems: dict[str, str]) -> str:
    by_reason: dict[str, list[str]] = {}
    for number, reason in problems.items():
        by_reason.setdefault(reason, []).append(number)
    return "; ".join(
        f"page {', '.join(numbers)} ({reason.replace('_', ' ')})" for reason, numbers in by_reason.items()
    )


def _record(report: Report) -> Json:
    loaded = report.loaded
    return {
        "exit_code": int(report.exit_code),
        "documents": _rows(report),
        "passed_over": report.passed_over,
        "problems": [_problem(error) for error in report.problems],
        "warehouse": loaded and _loaded(loaded),
    }


def _loaded(loaded: Loaded) -> Json:
    changes = [vars(change) for change in loaded.changes]
    told = [jsonable(vars(release)) for release in loaded.news]
    failures = [_problem(error) for error in loaded.failures]
    return {**vars(loaded), "changes": changes, "news": told, "failures": failures}


def _problem(error: ShihyoError) -> Json:
    return {**error_record(error), "message": str(error)}


def _listed(lines: Iterable[str]) -> Iterator[str]:
    kept = list(lines)
    yield from (f"  {visible(line)}" for line in kept[:LISTED])
    if len(kept) > LISTED:
        yield f"  … and {len(kept) - LISTED} more"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
