"""How a document introduces itself: title, publisher, stamps and dates on its opening pages.

Each guess keeps the words that it was made from, so that a person can judge it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from pipeline.layers.extracted import Document
from pipeline.normalize.about.publisher import guess_publisher
from pipeline.normalize.context.headings import outline
from pipeline.normalize.context.paragraphs import Paragraph, body_size, paragraphs
from pipeline.normalize.labels.periods import periods_in
from pipeline.normalize.text import display, key
from pipeline.normalize.vocabulary import either, load

_WORDS = load("about/words")
_BODY = either(_WORDS["meeting"]["bodies"])
_NUMBER = r"[\d０-９一二三四五六七八九十]+"
_LABEL = regex.compile(
    rf"((?:{either(_WORDS['release_label']['kinds'])})\s*(?:No\.?|№)?\s*[\d０-９]+(?:[-－‐ー―][\d０-９]+)*)(?![\p{{L}}%％])"
)
_MEETING = (
    regex.compile(
        rf"((?:令和|平成)?[\d０-９元]*(?:年度)?\s*第{_NUMBER}回[^。、「」（）()\d０-９]{{2,40}}?(?:{_BODY}))"
    ),
    regex.compile(
        rf"([\p{{L}}・ー]{{2,40}}?(?:{_BODY}))\s*(?:配[布付]|提出|説明)?(?:{either(_WORDS['release_label']['kinds'])})"
    ),
)
_PLAN = regex.compile(rf"^(.{{2,}}?(?:{either(_WORDS['plan']['kinds'])}))")
_NO_PLAN = tuple(_WORDS["plan"]["not_a_plan"])
_ORDINAL = regex.compile(r"^\s*(?:[\d０-９]{1,2}[\s　.．、]+|第[\d０-９]+[章節編]?[\s　]+)")
_AS_OF = regex.compile(either(_WORDS["date"]["as_of"]))
_IMPRINT = regex.compile(either(_WORDS["date"]["imprint"]))
_LAYOUT = regex.compile(r"[\s　（）()〔〕\[\]【】:：・]+")
_BLANKS = regex.compile(r"\s+")
_SPACED = regex.compile(r"\S(?:\s\S)+")
_LETTERS = regex.compile(r"[\p{Han}\p{Katakana}\p{Latin}]")
_SHORTEST = 4  # of them in a title
STAMP = 60  # characters: what stands by itself at the edge of a first page is shorter
OPENING = 3  # pages on which a document introduces itself


@dataclass(frozen=True)
class Guess:
    """A value and the words on a page (from 1) that it was taken from."""

    value: str
    words: str
    page: int


@dataclass(frozen=True)
class Snippet:
    """A piece of text of the opening pages; ``rank`` orders titles: size in points, then bold."""

    text: str
    page: int
    rank: tuple[float, bool] = (0.0, False)

    @property
    def stands_alone(self) -> bool:
        """Whether it is a stamp, an imprint or a heading: short, no sentence, no note."""
        return len(self.text) <= STAMP and not regex.search(r"[。．]\s*$|^\s*[※＊*]", self.text)


def introduce_document(document: Document) -> dict[str, Guess]:
    """Return what the pages of ``document`` say of it, by the keys of the catalogue."""
    text = paragraphs(document)
    return introduce(document, text, outline(text, body_size(document)).title)


def introduce(document: Document, text: Sequence[Paragraph], printed_title: str) -> dict[str, Guess]:
    """Return what the opening pages say, by the keys of the catalogue; what they don't say is left out.

    ``printed_title`` is the heading that the outline found for the whole document, or empty.
    """
    start = text[0].page if text else 1
    opening = list(_snippets(document, text, start, start + OPENING - 1))
    first = [s for s in opening if s.page == start]
    stamps = [s for s in first if s.stands_alone]
    title = _title(first, printed_title)
    guesses = {
        "title": title,
        **guess_publisher(title, opening, document, Guess),
        "plan": _plan(title),
        "release_label": _first_match(stamps, (_LABEL,)),
        "meeting": _first_match(stamps, _MEETING),
        "published_on": _published(stamps, _last_page(text)),
        "maturity": _maturity(first, stamps, title),
    }
    return {name: guess for name, guess in guesses.items() if guess and guess.value}


def _snippets(document: Document, text: Sequence[Paragraph], start: int, end: int) -> Iterator[Snippet]:
    """Paragraphs, running heads, and tables of one or two cells, which are stamps in a frame."""
    for paragraph in text:
        if paragraph.page <= end:
            yield Snippet(paragraph.text, paragraph.page, (round(paragraph.size, 1), paragraph.bold))
    for page in document.pages:
        if start <= page.number <= end:
            yield from (Snippet(line.text, page.number) for line in page.lines if line.furniture)
            frames = (table for table in page.tables if len(table.cells) <= 2)
            yield from (Snippet(display(cell.text), page.number) for t in frames for cell in t.cells)


def _last_page(text: Sequence[Paragraph]) -> list[Snippet]:
    """The imprint (奥付) at the end of a document of several pages."""
    if not text or text[-1].page == text[0].page:
        return []
    last = [p for p in text if p.page == text[-1].page]
    return [Snippet(p.text, p.page) for p in last if _IMPRINT.search(p.text)]


def _title(first: Sequence[Snippet], printed: str) -> Guess | None:
    """The heading that the outline calls the title; without one, the largest text that stands alone."""
    lines = [s for s in first if s.rank[0] and s.stands_alone and not _is_stamp(s.text)]
    whole = [s for s in lines if len(_LETTERS.findall(s.text)) >= _SHORTEST]  # not a piece of a broken word
    named = [s for s in whole or lines if printed and s.text == printed]
    chosen = max(named or whole or lines, key=lambda s: s.rank, default=None)
    if chosen is None:
        return None
    text = _joined(display(_ORDINAL.sub("", chosen.text)) or display(chosen.text))
    return Guess(text[:80], chosen.text, chosen.page)


def _joined(text: str) -> str:
    """Join a text whose letters are spaced out (基 金 現 在 高 調)."""
    return text.replace(" ", "") if _SPACED.fullmatch(text) else text


def _is_stamp(text: str) -> bool:
    """A release label, a date, a unit, or a bare number."""
    left = _LABEL.sub("", _joined(display(text)))
    for _, printed in periods_in(left):
        left = left.replace(printed, "")
    left = _LAYOUT.sub("", left)
    return not regex.search(r"\p{L}{2}", left) or left.startswith("単位")


def _plan(title: Guess | None) -> Guess | None:
    match = _PLAN.search(title.value) if title else None
    if (
        not title
        or not match
        or match.group(1).endswith(_NO_PLAN)
        or len(_ORDINAL.sub("", match.group(1))) < 4
    ):
        return None
    return Guess(match.group(1).strip(), title.words, title.page)


def _first_match(snippets: Sequence[Snippet], patterns: Sequence[regex.Pattern[str]]) -> Guess | None:
    for pattern in patterns:
        for snippet in snippets:
            if match := pattern.search(snippet.text):
                return Guess(_BLANKS.sub("", match.group(1)), snippet.text, snippet.page)
    return None


def _published(stamps: Sequence[Snippet], last: Sequence[Snippet]) -> Guess | None:
    """A day or a month that stands by itself; never the day that figures are of (現在, 時点)."""
    for snippet in [*stamps, *last]:
        if _AS_OF.search(snippet.text):
            continue
        for period, printed in reversed(periods_in(snippet.text)):
            if period.start is None or period.type not in ("date", "month"):
                continue
            alone = _IMPRINT.sub("", _LAYOUT.sub("", snippet.text.replace(printed, "")))
            if period.type == "date" or not regex.search(r"[\p{L}\d]", alone):
                length = 10 if period.type == "date" else 7
                return Guess(period.start.isoformat()[:length], snippet.text, snippet.page)
    return None


def _maturity(first: Sequence[Snippet], stamps: Sequence[Snippet], title: Guess | None) -> Guess | None:
    named = [*([Snippet(title.words, title.page)] if title else []), *stamps]
    for maturity, words in _WORDS["maturity"].items():
        for where, wanted in ((named, words["stamps"]), (first, words["sentences"])):
            for snippet in where:
                if any(key(word) in key(snippet.text) for word in wanted):
                    return Guess(maturity, snippet.text, snippet.page)
    return None
