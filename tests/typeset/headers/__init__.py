"""Random header layouts with the meaning of every value below them, the same for the same seed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from tests.typeset.blocks import Block, Sheet, Text
from tests.typeset.fonts import gothic
from tests.typeset.headers.forms import FORMS
from tests.typeset.headers.maker import Maker
from tests.typeset.headers.meaning import Expected
from tests.typeset.truth import Typeset
from tests.typeset.typesetter import typeset

__all__ = ["FORMS", "Expected", "HeaderCase", "random_header"]


@dataclass(frozen=True)
class HeaderCase:
    """A typeset table with the meaning of its values; ``form`` names the layout."""

    seed: int
    form: str
    typeset: Typeset
    expected: tuple[Expected, ...]


def random_header(seed: int, form: str | None = None) -> HeaderCase:
    """Make the case of ``seed``, in the given form or one that is drawn."""
    random = Random(seed)
    drawn = random.choice(sorted(FORMS))
    form = form or drawn
    maker = Maker(random)
    table = FORMS[form](maker)
    blocks: list[Block] = [Text("数値目標の一覧", 11.0, gothic(), bold=True, with_next=True)]
    if maker.place == "corner":
        blocks.append(Text(f"（単位：{maker.units[0]}）", 8.0, align="right", after=0.0, with_next=True))
    blocks.append(replace(table, size=8.5, padding=(3.0, 2.5)))
    sheet = Sheet(margins=(45.0, 50.0, 45.0, 50.0))
    if sum(table.widths) > sheet.inner_width:
        sheet = sheet.landscape()
    return HeaderCase(seed, form, typeset(blocks, sheet), tuple(maker.expected))
