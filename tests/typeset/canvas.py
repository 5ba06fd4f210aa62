"""A page to draw on, in points with the origin at the top left corner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.typeset.embedding import FontUse, Naming
from tests.typeset.fonts import Face
from tests.typeset.pdf import number

FILL, FILL_AND_STROKE, INVISIBLE = 0, 2, 3  # text rendering modes, ISO 32000-1, 9.3.6
_THICKENING = 1 / 40  # width of the stroke around bold letters, in ems


@dataclass(frozen=True)
class Style:
    """How text is drawn: size and the ``spacing`` after each character in points, gray, rendering mode.

    ``naming`` is what its font says about its characters.
    """

    face: Face
    size: float
    gray: float = 0.0
    spacing: float = 0.0
    mode: int = FILL
    naming: Naming = "true"


class FontSet:
    """The fonts of one document and the resource names under which its pages use them.

    ``naming`` holds for all of them, unless a style asks for another one.
    """

    def __init__(self, naming: Naming = "true") -> None:
        self.uses: dict[str, FontUse] = {}
        self._naming: Naming = naming

    def use(self, style: Style) -> tuple[str, FontUse]:
        """Return resource name and use of the face of ``style``."""
        naming = self._naming if style.naming == "true" else style.naming
        name = ("F" if naming == "true" else naming) + style.face.name
        if name not in self.uses:
            self.uses[name] = FontUse(style.face, naming)
        return name, self.uses[name]


class Canvas:
    """Collects the drawing operators of one page of ``width`` × ``height`` points."""

    def __init__(self, width: float, height: float, fonts: FontSet) -> None:
        self.width = width
        self.height = height
        self._fonts = fonts
        self._operators: list[bytes] = []
        self.pictures: list[tuple[bytes, tuple[int, int]]] = []

    def content(self) -> bytes:
        """Return the content stream."""
        return b"\n".join(self._operators) + b"\n"

    def picture(self, place: tuple[float, float, float, float], levels: bytes, size: tuple[int, int]) -> None:
        """Draw a picture (``levels`` of gray, ``size`` in dots) at x, top, width and height in points."""
        x, top, width, height = (
            number(value) for value in (place[0], self.height - place[1] - place[3], *place[2:])
        )
        self._add(f"q {width} 0 0 {height} {x} {top} cm /P{len(self.pictures)} Do Q")
        self.pictures.append((levels, size))

    def text(
        self, x: float, baseline: float, text: str, style: Style, *, turned: bool = False, says: str = ""
    ) -> None:
        """Set one line with its origin at (``x``, ``baseline``); ``turned`` sets it reading upwards.

        ``says`` is what the page states that the text is (/ActualText), which its font need not say.
        """
        name, use = self._fonts.use(style)
        turn = "0 1 -1 0" if turned else "1 0 0 1"
        stroke = ""
        if style.mode == FILL_AND_STROKE:
            stroke = f"{number(style.size * _THICKENING)} w {number(style.gray)} G "
        if says:
            self._add(f"/Span <</ActualText <feff{says.encode('utf-16-be').hex()}>>> BDC")
        self._add(
            f"BT {stroke}/{name} {number(style.size)} Tf {number(style.gray)} g {number(style.spacing)} Tc "
            f"{style.mode} Tr {turn} {number(x)} {self._y(baseline)} Tm <{use.encode(text).hex()}> Tj ET"
        )
        if says:
            self._add("EMC")

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        *,
        width: float = 0.5,
        gray: float = 0.0,
        dash: Sequence[float] = (),
    ) -> None:
        """Stroke a line between two points (x, y)."""
        pattern = " ".join(number(length) for length in dash)
        self._add(
            f"q {number(width)} w {number(gray)} G [{pattern}] 0 d {number(start[0])} {self._y(start[1])} m "
            f"{number(end[0])} {self._y(end[1])} l S Q"
        )

    def rectangle(
        self,
        box: tuple[float, float, float, float],
        *,
        fill: float | None = None,
        stroke: float | None = None,
        width: float = 0.5,
    ) -> None:
        """Draw a rectangle (x0, top, x1, bottom), filled and stroked with the given grays."""
        x0, top, x1, bottom = box
        paint = {(True, False): "f", (False, True): "S", (True, True): "B"}[
            fill is not None, stroke is not None
        ]
        colours = (f"{number(fill)} g " if fill is not None else "") + (
            f"{number(width)} w {number(stroke)} G " if stroke is not None else ""
        )
        self._add(
            f"q {colours}{number(x0)} {self._y(bottom)} {number(x1 - x0)} {number(bottom - top)} re {paint} Q"
        )

    def _y(self, y: float) -> str:
        return number(self.height - y)

    def _add(self, operators: str) -> None:
        self._operators.append(operators.encode("ascii"))
