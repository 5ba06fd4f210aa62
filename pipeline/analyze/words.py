"""The words of the pages, in two languages: each stands in the page once and is switched in place."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from pipeline.analyze.markup import Html, el

Language = Literal["ja", "en"]
_PLACES = ("ja", "en")


@cache
def words() -> dict[str, tuple[str, str]]:
    """All words by key: Japanese, English."""
    text = files("pipeline.analyze.report").joinpath("words.toml").read_text(encoding="utf-8")
    return {key: (ja, en) for key, (ja, en) in tomllib.loads(text)["words"].items()}


@dataclass(frozen=True)
class Words:
    """Words in the language that the page opens in; ``data-t`` has the key for the other one."""

    language: Language

    def text(self, key: str) -> str:
        """The word itself. Raises KeyError for a key that there isn't."""
        return words()[key][_PLACES.index(self.language)]

    def tag(self, key: str, name: str = "span", /, **attributes: str) -> Html:
        """The word in an element that switches."""
        return el(name, self.text(key), data_t=key, **attributes)

    def code(self, group: str, value: str | None) -> Html:
        """The word for a value of an enum; the value itself where there is no word for it."""
        key = f"{group}.{value}"
        return self.tag(key) if key in words() else el("span", value or "")
