"""Text outside tables: what parts a line, and what does not."""

from __future__ import annotations

from pipeline.extract.content import BLACK, Char
from pipeline.extract.finder import Frame
from pipeline.extract.prose import prose


def line(text: str, *, x: float = 50, top: float = 100) -> list[Char]:
    """Return the letters of ``text``, each 10 points wide and high."""
    return [
        Char(letter, x + 10 * k, top, x + 10 * k + 10, top + 10, 10, False, False, 0, False, k, BLACK)
        for k, letter in enumerate(text)
    ]


def test_boxes_smaller_than_a_letter_part_no_line() -> None:
    # bold letters drawn as outlines over the text leave such boxes
    strokes = [Frame(72, 102, 88, 108), Frame(92.5, 101, 96, 109)]
    lines, _ = prose(line("基金の残高"), strokes)
    assert [found.text for found in lines] == ["基金の残高"]


def test_a_box_around_text_parts_it_from_the_line_beside() -> None:
    stamp = Frame(89, 99, 121, 111)
    lines, _ = prose(line("第１回") + line("資料３", x=90), [stamp])
    assert [(found.text, found.block) for found in lines] == [("第１回", 1), ("資料３", 2)]
