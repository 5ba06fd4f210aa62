"""The review page: a card for each cell, with its picture, its readings, and a correction to accept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

from pipeline.analyze.markup import Html, data, el
from pipeline.analyze.report.page import asset, document
from pipeline.analyze.report.pictures import Picture, Place
from pipeline.analyze.review.items import Item
from pipeline.analyze.words import Words
from pipeline.analyze.words import words as all_words

AROUND = 40.0  # points around a value outside tables


def page(found: Sequence[Item], words: Words, pictures: Mapping[str, Picture], post: str = "") -> str:
    """Return the page; with ``post``, an address of the same origin, corrections are sent there.

    Without it they gather in a text field, to be put into ``raw/corrections.toml`` by hand.
    """
    cards = [_card(number, item, words) for number, item in enumerate(found)]
    body = el(
        "body",
        el(
            "header",
            el("h1", words.tag("review")),
            words.tag("language", "button", type="button", id="language"),
        ),
        el("main", words.tag("review.about", "p"), _status(words), cards or words.tag("review.nothing", "p")),
        None if post else _gathered(words),
        data("words", all_words()),
        data("items", [_told(item) for item in found]),
        data("pictures", {key: picture.as_json() for key, picture in pictures.items()}),
        el("script", Html(_script()), data_post=post or None, id="script"),
    )
    more = "; connect-src 'self'" if post else ""
    return document(
        words, words.text("review"), body, asset("report.css") + _own("review.css"), _script(), more
    )


def places_of(found: Sequence[Item], tables: Mapping[tuple[str, int, int], Any]) -> list[Place]:
    """Return the places to draw: each table once, and what stands around a value outside tables."""
    places: dict[str, Place] = {}
    for item in found:
        box = tables.get((item.document, item.page, item.table or 0)) or _around(item)
        if box is not None:
            place = Place(item.document, item.page, item.table or 0, box)
            places.setdefault(place.key, place)
    return list(places.values())


def _around(item: Item) -> tuple[float, float, float, float] | None:
    if item.box is None:
        return None
    x0, top, x1, bottom = item.box
    return x0 - 3 * AROUND, top - AROUND, x1 + 3 * AROUND, bottom + AROUND


def _card(number: int, item: Item, words: Words) -> Html:
    place = f"{item.document}, p. {item.page}"
    if item.correctable:
        place += f", {item.table}-{item.row}-{item.column}"
    reasons = [
        el("li", words.code("reason", code), ": " if detail else "", detail) for code, detail in item.reasons
    ]
    shown = el("div", el("img", alt="", loading="lazy"), el("div", class_="spot"), class_="inner")
    return el(
        "article",
        el("h2", item.about or item.printed or "—", " ", el("small", place)),
        el("ul", reasons),
        el(
            "div",
            shown,
            class_="scroll crop",
            tabindex=0,
            role="region",
            aria_label=words.text("picture"),
            data_ta="picture",
        ),
        _form(number, item, words) if item.correctable else words.tag("review.outside", "p"),
        class_="item",
        id=f"item-{number}",
        data_item=number,
        tabindex=-1,
    )


def _form(number: int, item: Item, words: Words) -> Html:
    readings = [
        el(
            "li",
            el("kbd", str(i)),
            " ",
            el("button", text or "—", type="button", class_="reading", data_text=text),
        )
        for i, text in enumerate(item.readings, start=1)
    ]
    right = el("textarea", item.readings[-1], rows=2, name="correct")
    kinds = [words.tag(f"review.{kind}", "option", value=kind) for kind in ("transcription", "judgement")]
    why = "; ".join(": ".join(part for part in reason if part) for reason in item.reasons)
    return el(
        "form",
        el("fieldset", words.tag("review.readings", "legend"), el("ol", readings, class_="readings")),
        el("label", words.tag("review.correct"), right),
        el("label", words.tag("review.kind"), el("select", kinds, name="kind")),
        el("label", words.tag("review.why"), el("input", name="why", value=why, required=True)),
        el("label", words.tag("review.by"), el("input", name="by", required=True)),
        words.tag("review.accept", "button", type="submit"),
        el("output", role="status"),
        data_item=number,
    )


def _status(words: Words) -> Html:
    count = [el("span", "0", id="done"), " / ", el("span", id="all")]
    return el(
        "p",
        count,
        " ",
        words.tag("review.done"),
        el("br"),
        words.tag("review.keys"),
        role="status",
        id="status",
    )


def _gathered(words: Words) -> Html:
    label = el("label", words.tag("review.gathered"), el("textarea", id="gathered", rows=8, readonly=True))
    copy = words.tag("review.copy", "button", type="button", id="copy")
    return el("section", label, copy, class_="gathered")


def _told(item: Item) -> dict[str, Any]:
    return {
        "document": item.document,
        "page": item.page,
        "table": item.table,
        "row": item.row,
        "column": item.column,
        "expected": item.printed,
        "box": item.box,
        "picture": f"{item.document}/{item.page}/{item.table or 0}",
    }


def _script() -> str:
    return _own("review.js")


def _own(name: str) -> str:
    return files("pipeline.analyze.review").joinpath(name).read_text(encoding="utf-8")
