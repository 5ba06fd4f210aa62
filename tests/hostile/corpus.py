"""The corpus: each file made in memory by a function of its own; large ones are written sparse."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from tests.bad import assemble, encrypted, pdf, textless
from tests.hostile.structure import STRUCTURES
from tests.small import kpi_pdf

Make = Callable[[], bytes]


def corpus() -> Iterator[tuple[str, Make]]:
    """Yield names and makers, from damaged files to bombs."""
    whole = kpi_pdf()
    for tenth in range(1, 10):
        yield f"cut at {tenth}0 %", partial(_cut, whole, tenth)
    for seed in range(8):
        yield f"bits flipped, {seed}", partial(_flipped, whole, seed)
    yield from _OTHERS.items()
    yield from STRUCTURES.items()


def write(folder: Path, name: str, make: Make) -> Path:
    """Write a file of the corpus to ``folder``, which is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name.replace(' ', '-').replace(',', '').replace('%', 'pc')}.pdf"
    if name == "2 GB of nothing":
        with path.open("wb") as stream:
            stream.truncate(2 << 30)
    else:
        path.write_bytes(make())
    return path


def _cut(data: bytes, tenths: int) -> bytes:
    return data[: len(data) * tenths // 10]


def _flipped(data: bytes, seed: int) -> bytes:
    chance, flipped = random.Random(seed), bytearray(data)
    for _ in range(20):
        flipped[chance.randrange(20, len(flipped))] ^= 1 << chance.randrange(8)
    return bytes(flipped)


def _content(operators: bytes) -> bytes:
    return pdf([operators])


def _packed(data: bytes, times: int = 1) -> bytes:
    for _ in range(times):
        data = zlib.compress(data, 9)
    return data


def _stream(data: bytes, head: bytes) -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (head, len(data), data)


def _one_page(
    content: bytes, resources: bytes = b"", page: bytes = b"", more: dict[int, bytes] | None = None
) -> bytes:
    return assemble(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Count 1/Kids[4 0 R]/MediaBox[0 0 595 842]>>",
            3: content,
            4: b"<</Type/Page/Parent 2 0 R/Contents 3 0 R/Resources<<%s>>%s>>" % (resources, page),
            **(more or {}),
        }
    )


def _bomb(times: int) -> bytes:
    """A content stream of 300 MB of operators, packed once or twice."""
    filters = b"/FlateDecode " * times
    return _one_page(_stream(_packed(b"0 0 m 9 9 l S\n" * 21_000_000, times), b"/Filter[%s]" % filters))


def _loop_in_pages() -> bytes:
    return assemble(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Count 2/Kids[2 0 R 3 0 R]/MediaBox[0 0 595 842]>>",
            3: b"<</Type/Pages/Count 1/Parent 2 0 R/Kids[2 0 R]>>",
        }
    )


def _many_pages() -> bytes:
    kids = b"4 0 R " * 100_000
    return assemble(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Count 100000/Kids[%s]/MediaBox[0 0 595 842]>>" % kids,
            3: _stream(b"", b""),
            4: b"<</Type/Page/Parent 2 0 R/Contents 3 0 R/Resources<<>>>>",
        }
    )


def _nested_forms(own: bool) -> bytes:
    """A form that draws itself, or two hundred that draw the next one ten times each."""
    head = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]"
    if own:
        form = _stream(b"/F Do /F Do", head + b"/Resources<</XObject<</F 5 0 R>>>>")
        return _one_page(_stream(b"/F Do", b""), b"/XObject<</F 5 0 R>>", more={5: form})
    forms = {
        n: _stream(b"/F Do " * 10, head + b"/Resources<</XObject<</F %d 0 R>>>>" % (n + 1))
        for n in range(5, 205)
    }
    return _one_page(_stream(b"/F Do", b""), b"/XObject<</F 5 0 R>>", more=forms)


def _rulings(number: int) -> bytes:
    lines = (b"%d %d m %d %d l S\n" % (n % 590, n % 800, n % 590 + 4, n % 800) for n in range(number))
    return _content(b"".join(lines))


def _characters(number: int, at_once: int) -> bytes:
    """A cell of so many characters, some of them in each string."""
    strings = b"0 -0.6 Td (%s) Tj " % (b"1" * at_once) * (number // at_once)
    return _content(b"50 50 400 700 re S BT /F0 1 Tf 60 700 Td " + strings + b"ET")


def _texts(*texts: bytes) -> bytes:
    shown = b"".join(b"0 -20 Td (%s) Tj " % text for text in texts)
    return _content(b"BT /F0 12 Tf 72 700 Td " + shown + b"ET")


_ACTIONS = (
    b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.launchURL\\('http://127.0.0.1:9/'\\))>>"
    b"/AA<</WC<</S/Launch/F(/bin/sh)>>>>"
    b"/Names<</EmbeddedFiles<</Names[(a)<</Type/Filespec/F(/etc/passwd)>>]>>>>>>"
)


def _actions() -> bytes:
    return assemble(
        {
            1: _ACTIONS,
            2: b"<</Type/Pages/Count 1/Kids[4 0 R]/MediaBox[0 0 595 842]>>",
            3: _stream(b"", b"/F(http://127.0.0.1:9/x)"),
            4: b"<</Type/Page/Parent 2 0 R/Contents 3 0 R/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]"
            b"/A<</S/URI/URI(http://127.0.0.1:9/)>>>>]>>",
        }
    )


_OTHERS: dict[str, Make] = {
    "nothing": lambda: b"",
    "2 GB of nothing": lambda: b"",
    "a wrong header": lambda: b"PK\x03\x04" + kpi_pdf()[4:],
    "junk before the header": lambda: b"\0" * 900 + kpi_pdf(),
    "a header and junk": lambda: b"%PDF-1.7\n" + random.Random(1).randbytes(20_000),
    "a password": lambda: encrypted("himitsu"),
    "encrypted, no password": lambda: encrypted(""),
    "a picture only": textless,
    "a loop in the page tree": _loop_in_pages,
    "100000 pages": _many_pages,
    "a page of 14 km": lambda: _one_page(_stream(b"", b""), page=b"/MediaBox[0 0 40000000 40000000]"),
    "a page without extent": lambda: _one_page(_stream(b"", b""), page=b"/MediaBox[0 0 0 0]"),
    "coordinates without bound": lambda: _content(
        b"1e39 -1e39 m 9e99 nan l S 1e400 inf 5 5 re f 0 0 99999999999 9 re S"
    ),
    "a form that draws itself": lambda: _nested_forms(own=True),
    "forms in forms": lambda: _nested_forms(own=False),
    "a bomb": lambda: _bomb(1),
    "a bomb in a bomb": lambda: _bomb(2),
    "a million rulings": lambda: _rulings(1_000_000),
    "a million characters": lambda: _characters(1_000_000, 1_000),
    "a million characters in a string": lambda: _characters(1_000_000, 1_000_000),
    "scripts and references": _actions,
    "text that is code": lambda: _texts(
        b"'; DROP TABLE observation; --",
        b"<script>alert\\(1\\)</script>",
        b"=cmd|'/c calc'!A0",
        b"\x1b[2J",
        b"../../x",
    ),
}
