"""An article for each indicator: its series as a picture, and every value of every release as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.analyze.markup import Content, Html, el
from pipeline.analyze.report.chart import chart
from pipeline.analyze.report.facts import Indicator, Statement
from pipeline.analyze.report.grid import link
from pipeline.analyze.report.numbers import stated
from pipeline.analyze.words import Words

PLAIN = ("final", "planned")  # statuses that need no word beside the value


def article(indicator: Indicator, marks: Sequence[str], titles: Mapping[str, str], words: Words) -> Html:
    """One indicator. ``marks`` are what filters ask for, ``titles`` the documents' titles."""
    about = " › ".join(part for part in (indicator.goal, indicator.section) if part)
    head = el("h3", indicator.name, " ", el("small", indicator.unit))
    department = el("p", words.tag("department"), ": ", indicator.department, class_="about")
    return el(
        "article",
        head,
        el("p", about, class_="about") if about else None,
        department if indicator.department else None,
        el("div", chart(indicator), _table(indicator, titles, words), class_="pair"),
        _notes(indicator, words),
        class_="indicator",
        id=f"i-{indicator.id}",
        data_marks=" ".join(marks),
        data_documents=" ".join(indicator.documents),
    )


def _table(indicator: Indicator, titles: Mapping[str, str], words: Words) -> Html:
    documents = indicator.documents
    heads = [words.tag("period", "th", scope="col"), words.tag("kind", "th", scope="col")]
    heads += [el("th", el("abbr", name, title=titles.get(name, name)), scope="col") for name in documents]
    rows: dict[object, dict[str, list[Statement]]] = {}
    for statement in indicator.statements:
        rows.setdefault(statement.row, {}).setdefault(statement.document, []).append(statement)
    body = [_row(rows[key], documents, words) for key in sorted(rows, key=str)]
    table = el("table", el("thead", el("tr", heads)), el("tbody", body))
    return el("div", table, class_="scroll", tabindex=0, role="region", aria_label=indicator.name)


def _row(found: Mapping[str, Sequence[Statement]], documents: Sequence[str], words: Words) -> Html:
    all_of_it = [statement for statements in found.values() for statement in statements]
    latest = next((s for s in all_of_it if s.is_latest), all_of_it[-1])
    kind = [words.code("kind", latest.kind), *(f" {flag}" for flag in latest.flags if flag == "achievement")]
    cells = [_values(found.get(name, ()), latest, words) for name in documents]
    return el("tr", el("th", _period(latest), scope="row"), el("td", kind), cells)


def _period(statement: Statement) -> list[Content]:
    label = " ".join(statement.period.split())
    year = str(statement.fiscal_year or "")
    return [label, " ", el("small", year)] if year and year not in label else [label]


def _values(statements: Sequence[Statement], latest: Statement, words: Words) -> Html:
    content: list[Content] = []
    for statement in statements:
        content += [link(_value(statement, words), statement.id), *_remarks(statement, words)]
    older = any(s.said != latest.said for s in statements)
    return el("td", content, class_="number older" if older else "number")


def _value(statement: Statement, words: Words) -> Content:
    if statement.missing:
        return words.code("missing", statement.missing)
    return [stated(statement), el("small", statement.unit)]


def _remarks(statement: Statement, words: Words) -> list[Content]:
    remarks: list[Content] = []
    if statement.status not in PLAIN:
        remarks.append(el("span", words.code("status", statement.status), class_="tag"))
    if statement.notes:
        remarks.append(el("span", "※", class_="tag", title="\n".join(statement.notes)))
    return remarks


def _notes(indicator: Indicator, words: Words) -> Html | None:
    told: dict[str, list[str]] = {}
    for statement in indicator.statements:
        for note in statement.notes:
            sources = told.setdefault(note, [])
            if statement.document not in sources:
                sources.append(statement.document)
    lines = [el("li", note, " ", el("small", ", ".join(sources))) for note, sources in told.items()]
    return el("details", words.tag("notes", "summary"), el("ul", lines)) if lines else None
