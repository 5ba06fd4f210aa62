"""The characters that a document uses of a face, and the PDF objects that embed them.

A font is a Type0 font with the encoding Identity-H over a CIDFontType2 (ISO 32000-1, 9.7): a
character's code is its glyph's number in the embedded subset, counted in order of first use.

What a font says about its characters (``Naming``) may be nothing or wrong:

- ``none``: it has no ToUnicode;
- ``codes``: nor has it one, and the numbers of its glyphs are those of other digits in Unicode;
- ``private``: ToUnicode gives code points of the private use area;
- ``replacement``: ToUnicode gives U+FFFD;
- ``partial``: ToUnicode leaves the odd digits out;
- ``false``: ToUnicode gives other digits.
"""

from __future__ import annotations

import hashlib
from typing import Literal, TypeAlias

from tests.typeset import truetype
from tests.typeset.fonts import UNITS_PER_EM, Face, Glyph
from tests.typeset.pdf import Name, Ref, Value, Writer

_NOTDEF = Glyph(UNITS_PER_EM, (0, 0, 0, 0), b"", 0, 0)
Naming: TypeAlias = Literal["true", "none", "codes", "private", "replacement", "partial", "false"]

_FALSE = str.maketrans("0123456789", "3749016825")
_CHUNK = 100  # entries in one bfchar block, the most that a CMap allows


class FontUse:
    """One face as one document uses it, and what it says about its characters."""

    def __init__(self, face: Face, naming: Naming = "true") -> None:
        self.face = face
        self.naming = naming
        self._first = ord("0") if naming == "codes" else 1
        self._numbers: dict[str, int] = {}

    def encode(self, text: str) -> bytes:
        """Return the codes of ``text``, two bytes for each character."""
        return b"".join(self._number(char).to_bytes(2, "big") for char in text)

    def embed(self, writer: Writer) -> Ref:
        """Write the font's objects and return the Type0 dictionary."""
        glyphs = [_NOTDEF] * self._first + [self.face.glyph(char) for char in self._numbers]
        tag = hashlib.md5("".join(self._numbers).encode("utf-8"), usedforsecurity=False).digest()
        name = Name("".join(chr(65 + byte % 26) for byte in tag[:6]) + "+" + self.face.name)
        data = truetype.build(self.face, glyphs)
        descendant = writer.put(
            {
                "Type": Name("Font"),
                "Subtype": Name("CIDFontType2"),
                "BaseFont": name,
                "CIDSystemInfo": {"Registry": b"Adobe", "Ordering": b"Identity", "Supplement": 0},
                "FontDescriptor": writer.put(
                    self._descriptor(name, writer.stream(data, {"Length1": len(data)}))
                ),
                "DW": UNITS_PER_EM,
                "W": [0, [glyph.advance for glyph in glyphs]],
                "CIDToGIDMap": Name("Identity"),
            }
        )
        font: dict[str, Value] = {
            "Type": Name("Font"),
            "Subtype": Name("Type0"),
            "BaseFont": name,
            "Encoding": Name("Identity-H"),
            "DescendantFonts": [descendant],
        }
        if self.naming not in ("none", "codes"):
            font["ToUnicode"] = writer.stream(self._to_unicode())
        return writer.put(font)

    def _number(self, char: str) -> int:
        if char not in self._numbers:
            self.face.glyph(char)
            self._numbers[char] = len(self._numbers) + self._first
        return self._numbers[char]

    def _descriptor(self, name: Name, file: Ref) -> dict[str, Value]:
        return {
            "Type": Name("FontDescriptor"),
            "FontName": name,
            "Flags": 4,
            "FontBBox": [-UNITS_PER_EM, self.face.descent, 2 * UNITS_PER_EM, self.face.ascent],
            "ItalicAngle": 0,
            "Ascent": self.face.ascent,
            "Descent": self.face.descent,
            "CapHeight": 733,
            "StemV": 80,
            "FontFile2": file,
        }

    def _said(self, char: str, code: int) -> str:
        """Return what the font says that ``char`` is; empty where it says nothing."""
        match self.naming:
            case "private":
                return chr(0xE000 + code)
            case "replacement":
                return "\ufffd"
            case "partial":
                return "" if char in "13579" else char
            case "false":
                return char.translate(_FALSE)
        return char

    def _to_unicode(self) -> bytes:
        said = [(code, self._said(char, code)) for char, code in self._numbers.items()]
        pairs = [f"<{code:04x}> <{text.encode('utf-16-be').hex()}>" for code, text in said if text]
        blocks = [pairs[start : start + _CHUNK] for start in range(0, len(pairs), _CHUNK)]
        lines = [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <0000> <ffff> endcodespacerange",
        ]
        for block in blocks:
            lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
        lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
        return "\n".join(lines).encode("ascii")
