"""Who publishes a document: the municipality that its opening pages name most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

import regex

from pipeline.layers.extracted import Document
from pipeline.normalize.about.municipality import find, mentions, prefectures_in
from pipeline.normalize.vocabulary import load

_NOT_A_NAME = frozenset(load("about/words")["municipality"]["not_a_name"])
_NAME_LIKE = regex.compile(
    r"[\p{Han}ヶケヵぁ-ゖァ-ヴー]{1,6}?[市区町村](?!民|町|村|区|内|長|立|外|営|道|制|政|役|街|場|会|議)"
)
_PREFIX = regex.compile(
    r"^.*(?:第[\d０-９一二三四五六七八九十]*[期次回]|[都道府県]|次|期|の|と|び|版|度|（|「)"
)
_TITLE = 5  # votes of a name in the title, or that stands alone
_ENOUGH = 2  # votes: one mention may be of a neighbour


class _Said(Protocol):
    @property
    def page(self) -> int: ...
    @property
    def text(self) -> str: ...


class _Title(Protocol):
    @property
    def page(self) -> int: ...
    @property
    def words(self) -> str: ...


T = TypeVar("T")


def guess_publisher(
    title: _Title | None,
    opening: Sequence[_Said],
    document: Document,
    guess: Callable[[str, str, int], T],
) -> dict[str, T]:
    """Return ``publisher`` and ``municipality_code`` as far as they can be told.

    Municipalities of today are known by name; one that has merged since is known by the look of its name,
    and has no code here. A name that several municipalities share needs its prefecture on the pages.
    """
    texts = [(s.text, s.page, _TITLE if _alone(s.text) else 1) for s in opening]
    if title:
        texts.insert(0, (title.words, title.page, _TITLE))
    found = _most(texts, _known) or _most(_cells(document), _known) or _most(texts, _looks)
    found = found or _prefecture(title)
    if not found:
        return {}
    name, words, page = found
    nearby = {prefecture for text, _, _ in texts for prefecture in prefectures_in(text)}
    known = find(name, nearby)
    code = {"municipality_code": guess(known.code, words, page)} if known else {}
    return {"publisher": guess(name, words, page), **code}


def municipality_of(publisher: str) -> str:
    """Return the municipality's own name in a publisher's: 小平市 in 東京都小平市 or 小平市教育委員会."""
    return next(iter(_known(publisher)), publisher)


_Text = tuple[str, int, int]  # what is said, on which page, with how many votes
_Found = tuple[str, str, int]  # a name, the words that it stands in, their page


def _most(texts: Iterable[_Text], names: Callable[[str], Iterable[str]]) -> _Found | None:
    votes: Counter[str] = Counter()
    first: dict[str, _Found] = {}
    for text, page, weight in texts:
        for name in names(text):
            votes[name] += weight
            first.setdefault(name, (name, text, page))
    best = votes.most_common(1)
    return first[best[0][0]] if best and best[0][1] >= _ENOUGH else None


def _known(text: str) -> list[str]:
    return [mention.name for mention in mentions(text)]


def _looks(text: str) -> list[str]:
    names = (_PREFIX.sub("", match.group()) for match in _NAME_LIKE.finditer(text))
    return [name for name in names if len(name) > 2 and name not in _NOT_A_NAME]


def _alone(text: str) -> bool:
    """Whether a text is a municipality's name and little else (団体名 神戸市, 南国市上下水道局)."""
    return (
        len(text.replace(" ", "").replace("　", "")) <= 20
        and text.rstrip()[-1:] != "。"
        and bool(_known(text))
    )


def _cells(document: Document) -> Iterable[_Text]:
    for page in document.pages[:1]:
        yield from ((cell.text, page.number, 1) for table in page.tables for cell in table.cells)


def _prefecture(title: _Title | None) -> _Found | None:
    named = sorted(prefectures_in(title.words)) if title else []
    return (named[0], title.words, title.page) if title and len(named) == 1 else None
