"""PDFs that a pipeline meets and must refuse, or read in spite of what they are."""

from __future__ import annotations

import hashlib

from tests.typeset import Text, typeset

_PADDING = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
_ID = bytes(range(16))
_PERMISSIONS = -4


def textless() -> bytes:
    """A page with a picture and no text, as a scan is."""
    picture = b"BI /W 2 /H 2 /BPC 8 /CS /G ID \x20\x80\x80\x20 EI"
    return pdf([b"q 500 0 0 700 50 50 cm " + picture + b" Q"])


def tableless() -> bytes:
    """Prose without any table."""
    return typeset([Text("この資料には表がない。"), Text("本文だけである。")], title="").pdf


def encrypted(password: str) -> bytes:
    """A PDF in 40-bit RC4 (PDF 1.7, 7.6.3, revision 2) that opens with ``password``."""
    user = (password.encode("latin-1") + _PADDING)[:32]
    owner = _rc4(hashlib.md5(user).digest()[:5], user)
    start = user + owner + _PERMISSIONS.to_bytes(4, "little", signed=True) + _ID
    key = hashlib.md5(start).digest()[:5]
    check = _rc4(key, _PADDING)
    entry = b"<</Filter/Standard/V 1/R 2/P %d/O<%s>/U<%s>>>" % (
        _PERMISSIONS,
        owner.hex().encode(),
        check.hex().encode(),
    )
    content = b"BT /F0 20 Tf 72 700 Td (secret) Tj ET"
    own = hashlib.md5(key + (4).to_bytes(3, "little") + b"\0\0").digest()[:10]
    return pdf([_rc4(own, content)], entry)


def pdf(contents: list[bytes], encryption: bytes = b"") -> bytes:
    """A file with one page for each content stream; object 4 is the first of them."""
    pages = [5 + 2 * n for n in range(len(contents))]
    kids = b" ".join(b"%d 0 R" % number for number in pages)
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Count %d/Kids[%s]/MediaBox[0 0 595 842]>>" % (len(pages), kids),
        3: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    }
    for page, content in zip(pages, contents, strict=True):
        objects[page - 1] = b"<</Length %d>>stream\n%s\nendstream" % (len(content), content)
        resources = b"<</Font<</F0 3 0 R>>>>"
        objects[page] = b"<</Type/Page/Parent 2 0 R/Contents %d 0 R/Resources%s>>" % (page - 1, resources)
    extra = b""
    if encryption:
        number = max(objects) + 1
        objects[number] = encryption
        extra = b"/Encrypt %d 0 R/ID[<%s><%s>]" % (number, _ID.hex().encode(), _ID.hex().encode())
    return assemble(objects, extra)


def assemble(objects: dict[int, bytes], extra: bytes = b"") -> bytes:
    """A file of these objects, the first of them its catalogue; ``extra`` stands in the trailer."""
    data, places = b"%PDF-1.4\n", {}
    for number, body in sorted(objects.items()):
        places[number] = len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % places[n] for n in sorted(places))
    size = len(objects) + 1
    trailer = b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, extra, len(data))
    return data + b"xref\n0 %d\n%s%s" % (size, table, trailer)


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)
