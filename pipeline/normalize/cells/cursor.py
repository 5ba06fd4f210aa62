"""A place in a text that is read from left to right to its last character."""

from __future__ import annotations

import re
from typing import Final

_SHORT: Final = 60


class UnaccountedError(ValueError):
    """What a cell holds besides its value. ``malformed`` where a number breaks its own grammar."""

    def __init__(self, reason: str, *, malformed: bool = False) -> None:
        super().__init__(reason)
        self.malformed = malformed


class Cursor:
    """A folded text and how far it is read. ``apart_until`` ends a run of single numbers."""

    __slots__ = ("apart_until", "at", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.apart_until = 0

    @property
    def more(self) -> bool:
        """Whether anything is left."""
        return self.at < len(self.text)

    @property
    def next(self) -> str:
        """The next character, or nothing."""
        return self.text[self.at : self.at + 1]

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """What ``pattern`` matches here, which is then read."""
        match = pattern.match(self.text, self.at)
        if match is not None:
            self.at = match.end()
        return match

    def skip_blanks(self) -> bool:
        """Read blanks; whether there were any."""
        before = self.at
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1
        return self.at > before

    def leftover(self) -> UnaccountedError:
        """The complaint that the rest is not understood."""
        return UnaccountedError(f"leftover: {short(self.text[self.at :])}")


def short(text: str) -> str:
    """``text`` cut to what a warning can hold."""
    return text if len(text) <= _SHORT else text[:_SHORT] + "…"
