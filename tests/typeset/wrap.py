"""Breaking text into lines, with the Japanese rules of what may not begin or end one (禁則処理)."""

from __future__ import annotations

import re

from tests.typeset.fonts import Face

NOT_AT_START = frozenset(
    "、。，．・：；？！）］｝〕〉》」』】”’ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ),.:;?!]}%％"
)
NOT_AT_END = frozenset("（［｛〔〈《「『【“‘([{")
_PIECE = re.compile(r"[+\-]?[0-9A-Za-z][0-9A-Za-z,.'’/]*|\s|.", re.DOTALL)


def wrap(text: str, face: Face, size: float, width: float) -> list[str]:
    """Break ``text`` into lines of at most ``width`` points; ``\\n`` breaks always.

    Numbers and Latin words stay whole where they fit a line. Blanks at a break are dropped.
    """
    return [line for part in text.split("\n") for line in _wrap_paragraph(part, face, size, width)]


def _wrap_paragraph(text: str, face: Face, size: float, width: float) -> list[str]:
    lines: list[str] = []
    line = ""
    for piece in _pieces(text, face, size, width):
        if line and face.width(line + piece, size) > width and not _hangs(piece, line):
            carried = _carried(line, piece)
            lines.append(line[: len(line) - len(carried)].rstrip(" "))
            line = carried + piece.lstrip(" ")
        else:
            line += piece
    return [*lines, line.rstrip(" ")]


def _pieces(text: str, face: Face, size: float, width: float) -> list[str]:
    pieces: list[str] = []
    for piece in _PIECE.findall(text):
        pieces.extend(piece if face.width(piece, size) > width else [piece])
    return pieces


def _hangs(piece: str, line: str) -> bool:
    """Say whether ``piece`` stays although it is too wide: nothing of the line could be carried over."""
    return piece in NOT_AT_START and not _carried(line, piece)


def _carried(line: str, piece: str) -> str:
    """Return the end of ``line`` that must go to the next line with ``piece``."""
    if piece[:1] not in NOT_AT_START and line[-1] not in NOT_AT_END:
        return ""
    start = len(line) - 1
    while start > 0 and (
        line[start] in NOT_AT_START or line[start - 1] in NOT_AT_END or _inside_word(line, start)
    ):
        start -= 1
    return line[start:] if start > 0 else ""


def _inside_word(line: str, at: int) -> bool:
    return bool(re.match(r"[0-9A-Za-z,.+\-]{2}", line[at - 1 : at + 1]))
