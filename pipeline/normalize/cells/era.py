"""Japanese eras: from an era and its year to the year of the common era, and where an era ends (P1, P5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from pipeline.normalize.vocabulary import either, load


@dataclass(frozen=True)
class Era:
    """An era: year ``n`` of it is the year ``offset + n``. ``end`` is None while it lasts."""

    name: str
    short: str
    letter: str
    ligature: str
    offset: int
    start: date
    end: date | None = None

    def year(self, n: int) -> int:
        """The year of the common era of year ``n``, without upper bound: 平成32 is 2020."""
        return self.offset + n

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every way to print the era itself, full width folded."""
        return (self.name, self.short, self.letter, self.letter.lower(), self.ligature)


ERAS: Final = tuple(Era(**entry) for entry in load("cells/eras")["era"])
_BY_SPELLING: Final = {spelling: era for era in ERAS for spelling in era.spellings}
ERA_PATTERN: Final = either(_BY_SPELLING)


def find_era(spelling: str) -> Era | None:
    """The era printed as ``spelling``: 平成, 平, H, h or ㍻."""
    return _BY_SPELLING.get(spelling)
