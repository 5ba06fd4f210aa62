"""Files whose structure means harm: references in circles, nesting without end, streams that swell."""

from __future__ import annotations

import zlib
from collections.abc import Callable

from tests.bad import assemble
from tests.small import kpi_pdf

Make = Callable[[], bytes]

_SWELL = 300 * 1024 * 1024  # bytes, once unpacked


_GRID = b"".join(
    b"72 %d m 400 %d l S %d 500 m %d 700 l S " % (y, y, x, x)
    for x, y in ((72, 500), (200, 600), (300, 650), (400, 700))
)  # so that both readers look at the page
_TEXT = b"BT /F0 12 Tf 80 660 Td (aaaa) Tj 130 0 Td (aaaa) Tj 0 -50 Td (aaaa) Tj ET"


def _page(resources: bytes = b"", content: bytes = b"", more: dict[int, bytes] | None = None) -> bytes:
    """One page with its content in object 3; ``more`` are further objects."""
    return assemble(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Count 1/Kids[4 0 R]/MediaBox[0 0 595 842]>>",
            3: content or stream(_GRID + _TEXT),
            4: b"<</Type/Page/Parent 2 0 R/Contents 3 0 R/Resources<<%s>>>>" % resources,
            **(more or {}),
        }
    )


def stream(data: bytes, head: bytes = b"") -> bytes:
    """A stream object with further entries ``head``."""
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (head, len(data), data)


def _lzw_bomb() -> bytes:
    """Runs of one byte in LZW: each code is a run longer by one (PDF 1.7, 7.4.4), without end."""
    runs = "".join(f"{code:0{_width(code)}b}" for code in range(258, 4094))
    bits = f"{256:09b}{65:09b}{runs}{256:012b}" * 40
    bits += "0" * (-len(bits) % 8)
    packed = int(bits, 2).to_bytes(len(bits) // 8, "big")
    return _page(content=stream(packed, b"/Filter/LZWDecode"))


def _width(code: int) -> int:
    """The width in bits of a code that comes one after the entry that it names was made."""
    return 9 + (code >= 511) + (code >= 1023) + (code >= 2047)


def _object_stream_bomb() -> bytes:
    """An object stream that unpacks to 300 MB of one object."""
    head, body = b"6 0 ", b"[" + b"0 " * (_SWELL // 2) + b"]"
    packed = zlib.compress(head + body, 9)
    entry = b"/Type/ObjStm/N 1/First %d/Filter/FlateDecode" % len(head)
    return _page(more={5: stream(packed, entry)}, resources=b"/ColorSpace 6 0 R")


def _jbig2() -> bytes:
    """A picture that says it has 60,000 × 60,000 points, in JBIG2, with almost no data."""
    size = (60_000).to_bytes(4, "big")
    page = b"\0\0\0\0\x30\0\x01\0\0\0\x13" + size + size + b"\0" * 8 + b"\0\0\0"
    head = b"/Type/XObject/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 1/ColorSpace/DeviceGray"
    picture = stream(page, head + b"/Filter/JBIG2Decode")
    return _page(b"/XObject<</I 5 0 R>>", stream(b"q 500 0 0 700 50 50 cm /I Do Q"), {5: picture})


def _picture_bomb() -> bytes:
    """A picture of 60,000 × 60,000 points, packed to half a megabyte."""
    head = b"/Type/XObject/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 1/ColorSpace/DeviceGray"
    picture = stream(zlib.compress(bytes(60_000 * 7_500), 9), head + b"/Filter/FlateDecode")
    return _page(b"/XObject<</I 5 0 R>>", stream(b"q 500 0 0 700 50 50 cm /I Do Q"), {5: picture})


def _map_bomb() -> bytes:
    """A ToUnicode map that unpacks to 300 MB."""
    cmap = stream(zlib.compress(b"% nothing\n" * (_SWELL // 10), 9), b"/Filter/FlateDecode")
    font = b"<</Type/Font/Subtype/TrueType/BaseFont/X/FirstChar 0/LastChar 255/ToUnicode 6 0 R>>"
    return _page(b"/Font<</F0 5 0 R>>", more={5: font, 6: cmap})


def _endless_places() -> bytes:
    """A cross-reference stream that says it names two thousand million objects."""
    body = b"<</Type/XRef/Size 2147483647/Index[0 2147483647]/W[1 2 1]/Root 1 0 R/Length 4>>stream\n\0\0\0\0"
    start = b"%PDF-1.5\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    data = start + b"9 0 obj\n" + body + b"\nendstream\nendobj\n"
    return data + b"startxref\n%d\n%%%%EOF\n" % len(start)


def _font_that_draws_itself() -> bytes:
    """A Type 3 font whose only glyph is a text in that font."""
    glyph = stream(b"1000 0 d0 BT /F0 1 Tf (aaaa) Tj ET")
    font = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[.001 0 0 .001 0 0]/FirstChar 97"
        b"/LastChar 97/Widths[1000]/Encoding<</Differences[97/a]>>/CharProcs<</a 6 0 R>>"
        b"/Resources<</Font<</F0 5 0 R>>>>>>"
    )
    return _page(b"/Font<</F0 5 0 R>>", more={5: font, 6: glyph})


def _font_in_circles() -> bytes:
    """A composite font whose descendant is itself, with a CMap that uses itself."""
    cmap = stream(b"/self usecmap 1 begincodespacerange <00> <ff> endcodespacerange", b"/UseCMap 6 0 R")
    font = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding 6 0 R/DescendantFonts[5 0 R]/ToUnicode 6 0 R>>"
    return _page(b"/Font<</F0 5 0 R>>", more={5: font, 6: cmap})


def _unicode_bomb() -> bytes:
    """A ToUnicode map that names a range of four thousand million characters."""
    cmap = stream(b"1 beginbfrange <00000000> <ffffffff> <0041> endbfrange")
    font = b"<</Type/Font/Subtype/TrueType/BaseFont/X/FirstChar 0/LastChar 255/ToUnicode 6 0 R>>"
    return _page(b"/Font<</F0 5 0 R>>", more={5: font, 6: cmap})


def _half_characters() -> bytes:
    """A ToUnicode map that gives half of a surrogate pair for each glyph."""
    cmap = stream(b"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <61> <D800> endbfchar")
    font = b"<</Type/Font/Subtype/TrueType/BaseFont/X/FirstChar 0/LastChar 255/ToUnicode 6 0 R>>"
    return _page(b"/Font<</F0 5 0 R>>", more={5: font, 6: cmap})


def _deep(opening: bytes, closing: bytes) -> bytes:
    return _page(b"/X " + opening * 100_000 + closing * 100_000)


def _deep_tree() -> bytes:
    """A page tree of ten thousand levels."""
    last = 10_000
    tree = {n: b"<</Type/Pages/Count 1/Kids[%d 0 R]/Parent %d 0 R>>" % (n + 1, n - 1) for n in range(3, last)}
    page = {last: b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]>>" % (last - 1)}
    return assemble(
        {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Count 1/Kids[3 0 R]>>", **tree, **page}
    )


def _xref_in_circles() -> bytes:
    """A cross-reference table whose predecessor is itself."""
    data = kpi_pdf()
    start = data.rindex(b"startxref")
    place = int(data[start:].split()[1])
    return data.replace(b"trailer\n<<", b"trailer\n<</Prev %d " % place)


STRUCTURES: dict[str, Make] = {
    "an LZW bomb": _lzw_bomb,
    "an object stream that swells": _object_stream_bomb,
    "a JBIG2 picture of 60000 points": _jbig2,
    "a bomb as a picture": _picture_bomb,
    "a bomb as a map of characters": _map_bomb,
    "places without end": _endless_places,
    "a font that draws itself": _font_that_draws_itself,
    "a font in circles": _font_in_circles,
    "a map of all characters": _unicode_bomb,
    "half characters": _half_characters,
    "100000 nested arrays": lambda: _deep(b"[", b"]"),
    "100000 nested dictionaries": lambda: _deep(b"<</X ", b">>"),
    "a page tree of 10000 levels": _deep_tree,
    "tables of places in circles": _xref_in_circles,
    "a length that is itself": lambda: _page(
        content=b"<</Length 3 0 R>>stream\nBT ET\nendstream",
    ),
    "an entry that is itself": lambda: _page(b"/Font 5 0 R", more={5: b"5 0 R"}),
    "content of a thousand levels": lambda: _page(content=stream(b"q " * 100_000 + b"Q " * 100_000)),
    "marked content without end": lambda: _page(content=stream(b"/P BMC " * 200_000)),
    "a negative length": lambda: _page(content=b"<</Length -5>>stream\nBT ET\nendstream"),
    "dashes of no length": lambda: _page(content=stream(b"[0 0 0] 0 d 0 0 m 595 842 l S " * 1000)),
}
