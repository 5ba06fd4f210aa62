"""The vocabulary of headers and labels: ``words.toml`` as a table from a word to what it says."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

import regex

from pipeline.normalize.text import fold as fold_text

_BRACKETS = {"〔": "(", "〕": ")", "［": "[", "］": "]"}


@dataclass(frozen=True)
class Word:
    """What one word says: a role of its column, a kind of value, a flag, or nothing (noise).

    ``year`` counts from the year of the document: 前年度 is −1.
    """

    role: str = ""
    kind: str = ""
    flag: str = ""
    year: int | None = None


@dataclass(frozen=True)
class Words:
    """The vocabulary: words by their folded spelling, endings that give a role, a pattern of all words."""

    exact: dict[str, tuple[Word, ...]]
    endings: tuple[tuple[str, str], ...]
    pattern: regex.Pattern[str]
    status_of_kind: dict[str, str]
    kind_endings: tuple[tuple[str, str], ...]
    group_endings: tuple[tuple[str, str], ...]
    weak: frozenset[str]
    ledger: frozenset[str]
    results: tuple[str, ...]
    plans: tuple[str, ...]
    forecasts: tuple[str, ...]
    between: frozenset[str]
    durations: tuple[str, ...]
    figures: tuple[str, ...]

    def match(self, folded: str, start: int) -> str:
        """Return the longest word that stands at ``start`` of a folded label, or an empty text."""
        found = self.pattern.match(folded, start)
        return found.group() if found else ""

    def kind_by_ending(self, folded: str) -> str:
        """Return the kind that the end of a header cell gives it, the longest ending first, or empty."""
        found = [(len(ending), kind) for ending, kind in self.kind_endings if folded.endswith(ending)]
        return max(found)[1] if found else ""

    def kind_of_group(self, folded: str) -> str:
        """Return the kind that a name over several rows gives them beside others called 実績, or empty."""
        return next((kind for ending, kind in self.group_endings if folded.endswith(ending)), "")

    def figure(self, folded: str) -> str:
        """Return the word of a kind that a label begins with and that names a figure too, or empty."""
        return next((word for word in self.figures if folded.startswith(word)), "")

    def rate_by_ending(self, folded: str) -> str:
        """Return the flag of a rate of so much of something else (…に対する達成率), or empty."""
        _, found, rate = folded.rpartition("に対する")
        says = self.exact.get(rate, ()) if found else ()
        return next((word.flag for word in says if word.kind == "rate"), "")

    def role_by_ending(self, folded: str) -> str:
        """Return the role that the end of a label gives it (``…課`` is a department), or an empty text."""
        return next((role for ending, role in self.endings if folded.endswith(ending)), "")


def fold(text: str) -> str:
    """Fold width and radicals (T1), one character to one: positions in the result are those in ``text``.

    Characters that have no spelling of the same length stay as they are: ① must stay apart from 1.
    """
    return "".join(map(_fold_character, text))


@cache
def _fold_character(character: str) -> str:
    folded = fold_text(_BRACKETS.get(character, character))
    return folded if len(folded) == 1 else character


@cache
def load() -> Words:
    """Read ``words.toml`` (once)."""
    data = tomllib.loads(resources.files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))
    exact: dict[str, list[Word]] = {}
    for role, words in data["role"].items():
        _add(exact, words, Word(role=role))
    for kind, words in data["kind"].items():
        _add(exact, words, Word(kind=kind))
    for flag, words in data["rate"].items():
        _add(exact, words, Word(kind="rate", flag=flag))
    for flag, words in data["grade"].items():
        _add(exact, words, Word(kind="grade", flag=flag))
    for flag, words in data["flag"].items():
        _add(exact, words, Word(flag=flag))
    for word, year in data["relative"].items():
        _add(exact, [word], Word(year=year))
    _add(exact, data["noise"]["words"], Word())
    longest_first = sorted(exact, key=len, reverse=True)
    return Words(
        exact={word: tuple(says) for word, says in exact.items()},
        endings=_endings(data["role_suffix"]),
        pattern=regex.compile("|".join(map(regex.escape, longest_first))),
        status_of_kind=data["status_of_kind"],
        kind_endings=_endings(data["kind_suffix"]),
        group_endings=_endings(data["group_suffix"]),
        weak=frozenset(fold(w) for w in data["weak"]["words"]),
        ledger=frozenset(fold(w) for w in data["ledger"]["words"]),
        results=tuple(data["results"]["words"]),
        plans=tuple(data["plans"]["words"]),
        forecasts=tuple(data["forecasts"]["words"]),
        durations=tuple(data["durations"]["endings"]),
        figures=tuple(sorted(data["figures"]["words"], key=len, reverse=True)),
        between=frozenset(fold(w) for w in data["between"]["words"]),
    )


def _endings(table: dict[str, list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((fold(ending), says) for says, endings in table.items() for ending in endings)


def _add(exact: dict[str, list[Word]], words: list[str], says: Word) -> None:
    for word in words:
        exact.setdefault(fold(word), []).append(says)
