"""The objects of a PDF file and their serialization (ISO 32000-1, 7.3 and 7.5).

Nothing here depends on the clock or on chance: the same objects give the same bytes. The file
identifier is a hash of the content. There are no dates.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Ref:
    """A reference to an indirect object."""

    number: int


@dataclass(frozen=True)
class Name:
    """A PDF name, without its slash."""

    text: str


Value: TypeAlias = "Ref | Name | str | bytes | int | float | bool | Sequence[Value] | Mapping[str, Value]"


def number(value: float) -> str:
    """Write a number with at most three decimals, never in exponent form."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def literal(value: Value) -> bytes:
    """Write a value: ``bytes`` become a hexadecimal string, ``str`` a UTF-16 text string."""
    match value:
        case Ref():
            text = f"{value.number} 0 R"
        case Name():
            text = f"/{value.text}"
        case bool():
            text = str(value).lower()
        case int() | float():
            text = number(value)
        case bytes():
            text = f"<{value.hex()}>"
        case str():
            text = f"<feff{value.encode('utf-16-be').hex()}>"
        case Mapping():
            text = "<<" + " ".join(f"/{key} {_text(item)}" for key, item in value.items()) + ">>"
        case _:
            text = "[" + " ".join(_text(item) for item in value) + "]"
    return text.encode("ascii")


def _text(value: Value) -> str:
    return literal(value).decode("ascii")


class Writer:
    """Collects indirect objects and writes the file."""

    def __init__(self) -> None:
        self._bodies: list[bytes] = []

    def reserve(self) -> Ref:
        """Give a number to an object that is put later."""
        self._bodies.append(b"")
        return Ref(len(self._bodies))

    def put(self, value: Value, ref: Ref | None = None) -> Ref:
        """Add an object."""
        ref = ref or self.reserve()
        self._bodies[ref.number - 1] = literal(value)
        return ref

    def stream(self, data: bytes, entries: Mapping[str, Value] | None = None) -> Ref:
        """Add a compressed stream with further dictionary ``entries``."""
        packed = zlib.compress(data, 9)
        head = literal({**(entries or {}), "Length": len(packed), "Filter": Name("FlateDecode")})
        self._bodies.append(head + b"\nstream\n" + packed + b"\nendstream")
        return Ref(len(self._bodies))

    def serialize(self, root: Ref, info: Ref) -> bytes:
        """Return the bytes of the file."""
        out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        offsets = []
        for index, body in enumerate(self._bodies, start=1):
            offsets.append(len(out))
            out += b"%d 0 obj\n%s\nendobj\n" % (index, body)
        identifier = hashlib.md5(bytes(out), usedforsecurity=False).digest()
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1)
        out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
        trailer: dict[str, Value] = {
            "Size": len(offsets) + 1,
            "Root": root,
            "Info": info,
            "ID": [identifier, identifier],
        }
        out += b"trailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (literal(trailer), start)
        return bytes(out)
