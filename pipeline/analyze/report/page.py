"""The whole page: head with its policy, search and filters, sections, and the data that scripts open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from pipeline.analyze.markup import Content, Html, data, el, policy
from pipeline.analyze.report.facts import Indicator, indicators, records
from pipeline.analyze.report.marks import MARKS, marks
from pipeline.analyze.report.pictures import Picture
from pipeline.analyze.report.sections.achievement import achievement
from pipeline.analyze.report.sections.changes import provisional, targets
from pipeline.analyze.report.sections.indicators import article
from pipeline.analyze.report.sections.overview import overview
from pipeline.analyze.report.sections.quality import checks, documents, quarantine
from pipeline.analyze.words import Words
from pipeline.analyze.words import words as all_words

if TYPE_CHECKING:
    import duckdb

_TITLES = "SELECT document_id, title, file FROM document ORDER BY document_id"


def page(connection: duckdb.DuckDBPyConnection, words: Words, pictures: Mapping[str, Picture]) -> str:
    """Return the report as HTML. It holds everything that it shows and asks nobody for more."""
    found = indicators(connection)
    titles = {row["document_id"]: row["title"] or row["file"] for row in records(connection, _TITLES)}
    body = el(
        "body",
        words.tag("skip", "a", href="#content", class_="skip"),
        _header(words),
        _find(words, titles),
        el("main", _sections(connection, words, found, titles), id="content"),
        _dialog(words),
        data("words", all_words()),
        data("places", _places(found, titles)),
        data("pictures", {key: picture.as_json() for key, picture in pictures.items()}),
        el("script", Html(asset("report.js"))),
    )
    return document(words, words.text("title"), body, asset("report.css"), asset("report.js"))


def document(words: Words, title: str, body: Html, styles: str, script: str, more: str = "") -> str:
    """Return a page with its head: its policy allows ``styles`` and ``script``, and what ``more`` adds."""
    head = el(
        "head",
        el("meta", charset="utf-8"),
        policy(styles, script, more),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="referrer", content="no-referrer"),
        el("title", title),
        el("style", Html(styles)),
    )
    return f"<!DOCTYPE html>\n{el('html', head, body, lang=words.language)}\n"


def asset(name: str) -> str:
    """Return a file that stands beside this module."""
    return files("pipeline.analyze.report").joinpath(name).read_text(encoding="utf-8")


def _header(words: Words) -> Html:
    switch = words.tag("language", "button", type="button", id="language")
    links = [el("li", words.tag(key, "a", href=f"#{key}")) for key in _SECTIONS]
    return el("header", el("h1", words.tag("title")), switch, el("nav", el("ul", links, class_="inline")))


def _find(words: Words, titles: Mapping[str, str]) -> Html:
    search = el("label", words.tag("search"), el("input", type="search", id="search", autocomplete="off"))
    options = [words.tag("all", "option", value="")]
    options += [words.tag(f"filter.{mark}", "option", value=mark) for mark in MARKS]
    chosen = el("label", words.tag("filter"), el("select", options, id="filter"))
    names = [words.tag("all", "option", value=""), *(el("option", t, value=n) for n, t in titles.items())]
    source = el("label", words.tag("document"), el("select", names, id="document"))
    count = el("p", el("span", id="count"), " ", words.tag("found"), role="status", aria_live="polite")
    return el("form", search, chosen, source, count, role="search", id="find")


_SECTIONS = ("overview", "changes", "targets", "achievement", "indicators", "quality")


def _sections(
    connection: duckdb.DuckDBPyConnection,
    words: Words,
    found: Sequence[Indicator],
    titles: Mapping[str, str],
) -> list[Html]:
    marked = marks(connection, found)
    articles = [article(i, marked.get(i.id, ()), titles, words) for i in found]
    nothing = words.tag("nothing", "p", id="nothing", hidden="hidden")
    return [
        _section(words, "overview", words.tag("sources", "p"), overview(connection, words)),
        _section(words, "changes", words.tag("changes.about", "p"), provisional(connection, words)),
        _section(words, "targets", words.tag("targets.about", "p"), targets(connection, words)),
        _section(words, "achievement", words.tag("achievement.about", "p"), achievement(connection, words)),
        _section(words, "indicators", words.tag("legend", "p"), nothing, articles),
        _section(
            words,
            "quality",
            *(words.tag("documents", "h3"), documents(connection, words)),
            *(words.tag("quarantined", "h3"), quarantine(connection, words)),
            *(words.tag("check", "h3"), checks(connection, words)),
        ),
    ]


def _section(words: Words, key: str, *content: Content) -> Html:
    return el(
        "section", words.tag(key, "h2", id=f"{key}-title"), content, id=key, aria_labelledby=f"{key}-title"
    )


def _dialog(words: Words) -> Html:
    close = words.tag("close", "button", type="button", id="close")
    shown = el("div", el("img", alt="", id="picture"), el("div", id="mark"), class_="inner")
    figure = el("div", shown, id="figure", class_="scroll", tabindex=0)
    return el(
        "dialog",
        el("div", words.tag("place", "h2", id="place-title"), close, class_="bar-top"),
        el("dl", id="facts"),
        figure,
        words.tag("place.none", "p", id="none"),
        el("p", words.tag("place.command"), " ", el("code", id="command")),
        id="place",
        aria_labelledby="place-title",
    )


def _places(found: Sequence[Indicator], titles: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """What the dialog shows of each value, by the value's id."""
    return {
        s.id: {
            "indicator": indicator.name,
            "document": titles.get(s.document, s.document),
            "page": s.page,
            "period": " ".join(s.period.split()),
            "kind": f"kind.{s.kind}",
            "printed": s.printed,
            "as_of": s.as_of,
            "notes": "\n".join(s.notes),
            "warnings": ", ".join(s.warnings),
            "agreement": f"agreement.{s.agreement}",
            "picture": f"{s.document}/{s.page}/{s.table or 0}",
            "box": s.box,
        }
        for indicator in found
        for s in indicator.statements
    }
