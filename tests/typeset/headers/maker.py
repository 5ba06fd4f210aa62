"""Drawing names, units, values and spellings at random, and noting what each value means."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random

from tests.typeset import words
from tests.typeset.headers.meaning import Expected, Head, Kind
from tests.typeset.table import Cell

_UNITS = ("人", "件", "%", "箇所", "世帯", "回", "団体", "ha", "組織", "冊")
_GRADES = ("A", "B", "C", "D", "◎", "○", "△")


def _western(year: int) -> str:
    return f"{year}年度"


def _era(year: int, digits: str = "{}") -> str:
    name, number = ("令和", year - 2018) if year >= 2019 else ("平成", year - 1988)
    return f"{name}{'元' if number == 1 else digits.format(number)}年度"


def _letter(year: int) -> str:
    return f"R{year - 2018}" if year >= 2019 else f"H{year - 1988}"


_SPELLINGS: tuple[Callable[[int], str], ...] = (
    _western,
    _era,
    lambda year: _era(year).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    lambda year: f"{_letter(year)}年度",
    _letter,
    lambda year: _era(year).replace("年度", f"（{year}）年度"),
    lambda year: _era(year) + "末",
)


class Maker:
    """Draws names, units, values and spellings, and notes what each value means."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.place = random.choice(("name", "column", "corner", "cell"))
        count = random.randint(3, 7)
        self.names = random.sample(words.MEASURES, count)
        units = [random.choice(_UNITS) for _ in range(count)]
        self.units = [units[0]] * count if self.place == "corner" else units
        self.first = random.randint(2012, 2024)
        self.spell = random.choice(_SPELLINGS)
        self.expected: list[Expected] = []

    def one(self, kinds: Sequence[Kind]) -> Kind:
        """Draw a kind."""
        return self.random.choice(list(kinds))

    def label(self, number: int) -> str:
        """Return the printed name of an indicator, with its unit where it stands there."""
        return self.names[number] + (f"（{self.units[number]}）" if self.place == "name" else "")

    def unit_cells(self, number: int | None, **spans: int) -> list[Cell]:
        """Return the cell of the unit column, if there is one; its head for None."""
        if self.place != "column":
            return []
        return [Cell("単位" if number is None else self.units[number], align="center", **spans)]  # type: ignore[arg-type]

    def value(self, number: int, head: Head) -> Cell:
        """Draw the value of an indicator under a head, and note what it means."""
        printed, fact = self._drawn(number, head)
        self.expected.append(fact)
        return Cell(printed, align="right" if fact.value is not None else "center")

    def _drawn(self, number: int, head: Head) -> tuple[str, Expected]:
        base = Expected(
            self.names[number], head.kind.kind, head.kind.status, head.year, None, "", head.cumulative
        )
        if head.kind.kind == "grade":
            grade = self.random.choice(_GRADES)
            return grade, replace(base, grade=grade)
        if self.random.random() < 0.06:
            return "－", replace(base, missing="dash")
        if head.kind.kind == "rate":
            text = f"{self.random.uniform(40, 130):.1f}"
            return f"{text}%", replace(base, value=Decimal(text), unit="%")
        unit = self.units[number]
        text = (
            f"{self.random.uniform(1, 100):.1f}"
            if unit in ("%", "ha")
            else f"{self.random.randint(2, 99999):,}"
        )
        printed = text + (unit if self.place == "cell" else "")
        return printed, replace(base, value=Decimal(text.replace(",", "")), unit=unit)
