"""The vocabulary of forms: ``card.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

import regex

from pipeline.normalize.labels.words import fold

_BLANK = regex.compile(r"\s")
_EDGE = "【】[]()<>《》≪≫■□◆◇●○・:"


@dataclass(frozen=True)
class CardWords:
    """Fields by the folded word that heads them, and the words of bars and quantities."""

    fields: dict[str, str]
    arrows: frozenset[str]
    nothing: frozenset[str]
    tails: tuple[str, ...]
    links: tuple[str, ...]
    after_period: tuple[str, ...]
    kinds: tuple[tuple[str, tuple[str, ...]], ...]


@cache
def load() -> CardWords:
    """Read ``card.toml`` (once)."""
    text = resources.files(__package__).joinpath("card.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    quantity = data["quantity"]
    return CardWords(
        fields={squeezed(word): field for field, words in data["fields"].items() for word in words},
        arrows=frozenset(squeezed(word) for word in data["bars"]["arrows"]),
        nothing=frozenset(squeezed(word) for word in data["bars"]["nothing"]),
        tails=_longest_first(quantity["tails"]),
        links=_longest_first(quantity["links"]),
        after_period=_longest_first(quantity["after_period"]),
        kinds=tuple((kind, _longest_first(quantity[kind])) for kind in ("target", "baseline", "actual")),
    )


def _longest_first(words: list[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=len, reverse=True))


def squeezed(text: str) -> str:
    """Fold width and take the blanks out of a label."""
    return fold(_BLANK.sub("", text))


def field_of(text: str) -> str:
    """Return the field that a label heads, or an empty text."""
    return load().fields.get(squeezed(text).strip(_EDGE), "")
