"""A document of drawn pages, written as a PDF."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

from tests.typeset.canvas import Canvas, FontSet
from tests.typeset.embedding import Naming
from tests.typeset.pdf import Name, Ref, Value, Writer

Rotation = Literal[0, 90, 180, 270]


@dataclass(frozen=True)
class PageEffects:
    """How a page is put into the file; none of it changes what a viewer shows.

    ``rotation`` turns the content and lets /Rotate turn it back. ``crop`` is the width of a margin
    around the page, in points, that CropBox takes away. ``in_form`` draws the page in a form XObject.

    ``scan`` (levels of gray, size in dots) makes a scanned page of it: the picture is all that shows. Of
    what is set, the text alone is put into the file, as the layer that programs of text recognition add:
    ``invisible`` on the picture, or ``below`` it.
    """

    rotation: Rotation = 0
    crop: float = 0.0
    in_form: bool = False
    scan: tuple[bytes, tuple[int, int]] | None = None
    layer: Literal["invisible", "below"] = "invisible"


@dataclass
class Book:
    """Pages in order. ``naming`` is what the fonts say about their characters."""

    title: str = ""
    naming: Naming = "true"
    pages: list[tuple[Canvas, PageEffects]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._fonts = FontSet(self.naming)

    def page(self, width: float, height: float, effects: PageEffects | None = None) -> Canvas:
        """Add a page of the displayed size in points."""
        canvas = Canvas(width, height, self._fonts)
        self.pages.append((canvas, effects or PageEffects()))
        return canvas

    def to_bytes(self) -> bytes:
        """Return the PDF."""
        writer = Writer()
        tree = writer.reserve()
        fonts: dict[str, Value] = {name: use.embed(writer) for name, use in self._fonts.uses.items()}
        kids = [_page(writer, canvas, effects, tree, {"Font": fonts}) for canvas, effects in self.pages]
        writer.put({"Type": Name("Pages"), "Kids": kids, "Count": len(kids)}, tree)
        root = writer.put({"Type": Name("Catalog"), "Pages": tree})
        info: dict[str, Value] = {"Title": self.title} if self.title else {}
        return writer.serialize(root, writer.put({**info, "Producer": "shihyo tests.typeset"}))


def _page(
    writer: Writer, canvas: Canvas, effects: PageEffects, parent: Ref, resources: dict[str, Value]
) -> Ref:
    content, size = canvas.content(), (canvas.width, canvas.height)
    pictures: dict[str, Value] = {
        f"P{place}": _picture(writer, levels, dots) for place, (levels, dots) in enumerate(canvas.pictures)
    }
    if effects.scan is not None:
        pictures["Scan"] = _picture(writer, *effects.scan)
        content = _layered(content, size, effects.layer)
    if pictures:
        resources = {**resources, "XObject": pictures}
    if effects.in_form:
        form: dict[str, Value] = {
            "Type": Name("XObject"), "Subtype": Name("Form"), "BBox": [0, 0, *size], "Resources": resources,
        }  # fmt: skip
        resources = {"XObject": {"Page": writer.stream(content, form)}}
        content = b"/Page Do\n"
    across, down = size if effects.rotation % 180 == 0 else size[::-1]
    margin = effects.crop
    entries: dict[str, Value] = {
        "Type": Name("Page"),
        "Parent": parent,
        "MediaBox": [0, 0, across + 2 * margin, down + 2 * margin],
        "Resources": resources,
        "Contents": writer.stream(_turn(effects.rotation, size, margin) + content),
    }
    if margin:
        entries["CropBox"] = [margin, margin, across + margin, down + margin]
    if effects.rotation:
        entries["Rotate"] = effects.rotation
    return writer.put(entries)


def _picture(writer: Writer, levels: bytes, size: tuple[int, int]) -> Ref:
    """Write a picture in levels of gray."""
    entries: dict[str, Value] = {
        "Type": Name("XObject"), "Subtype": Name("Image"), "Width": size[0], "Height": size[1],
        "ColorSpace": Name("DeviceGray"), "BitsPerComponent": 8,
    }  # fmt: skip
    return writer.stream(levels, entries)


def _layered(content: bytes, size: tuple[float, float], layer: str) -> bytes:
    """Return the text of ``content`` on or below a picture of the whole page."""
    text = [line for line in content.splitlines() if line.startswith(b"BT ")]
    scan = f"q {size[0]:.3f} 0 0 {size[1]:.3f} 0 0 cm /Scan Do Q".encode("ascii")
    if layer == "below":
        return b"\n".join([*text, scan]) + b"\n"
    return b"\n".join([scan, *(re.sub(rb" \d Tr ", b" 3 Tr ", line) for line in text)]) + b"\n"


def _turn(rotation: Rotation, size: tuple[float, float], margin: float) -> bytes:
    """Return the operator that undoes, in the content, what /Rotate (clockwise) does on display."""
    width, height = size
    a, b, c, d, x, y = {
        0: (1, 0, 0, 1, 0.0, 0.0),
        90: (0, 1, -1, 0, height, 0.0),
        180: (-1, 0, 0, -1, width, height),
        270: (0, -1, 1, 0, 0.0, width),
    }[rotation]
    if not rotation and not margin:
        return b""
    return f"{a} {b} {c} {d} {x + margin:.3f} {y + margin:.3f} cm\n".encode("ascii")
