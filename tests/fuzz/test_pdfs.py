"""Pages spoilt at random, down to what their streams draw: read or refused, never a defect."""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.errors import DamagedPdfError, EncryptedPdfError, NotAPdfError
from pipeline.files import sha256
from pipeline.run.extract import Extract
from pipeline.run.shelves import shelves
from pipeline.run.sources import find_sources
from pipeline.run.state import State
from pipeline.run.task import Limits, Task
from pipeline.run.workers.pool import LocalPool
from pipeline.workspace import Workspace
from tests.fuzz.texts import SEED, TIMES
from tests.small import fill, kpi_pdf

CASES = 25
LIMITS = Limits(seconds=20, memory=1536)
REFUSED = (DamagedPdfError, EncryptedPdfError, NotAPdfError)
_STREAM = re.compile(rb"(<<[^>]*?/Length \d+[^>]*?>>\s*)stream\n(.*?)\nendstream", re.DOTALL)
_OPERATORS = (
    b"q ", b"Q ", b"BT ", b"ET ", b"re ", b"f ", b"S ", b"l ", b"m ", b"Tj ", b"Do ", b"W n ", b"d ",
    b"0 Tf ", b"0 0 0 0 0 0 cm ", b"1e-9 0 0 1e-9 0 0 cm ", b"3 Tr ", b"-12 Tz ", b"99999999999 ", b"nan ",
    b"[", b"]", b"<<", b">>", b"(", b")", b"<", b">", b"null ", b"1 0 R ", b"endobj\n", b"stream\n",
)  # fmt: skip


def unpacked(data: bytes) -> bytes:
    """A PDF with its Flate streams unpacked."""

    def unpack(match: re.Match[bytes]) -> bytes:
        try:
            raw = zlib.decompress(match[2])
        except zlib.error:
            return match[0]
        head = re.sub(rb"/Length \d+", b"/Length %d" % len(raw), match[1])
        return re.sub(rb"/Filter\s*/FlateDecode", b"", head) + b"stream\n" + raw + b"\nendstream"

    return _STREAM.sub(unpack, data)


def spoilt(data: bytes, seed: int) -> bytes:
    """``data`` with bits flipped, pieces cut out or doubled, and operators put in."""
    chance, found = random.Random(f"{SEED} {seed}"), bytearray(data)
    for _ in range(chance.choice((1, 3, 10, 40))):
        place, deed = chance.randrange(10, len(found)), chance.randrange(5)
        if deed == 0:
            found[place] ^= 1 << chance.randrange(8)
        elif deed == 1:
            del found[place : place + chance.choice((1, 5, 50))]
        elif deed == 2:
            found[place:place] = chance.choice(_OPERATORS) * chance.choice((1, 1, 1, 200))
        elif deed == 3:
            found[place:place] = found[place : place + chance.choice((10, 200, 3000))]
        else:
            found[place : place + 4] = chance.choice(_OPERATORS)
    return bytes(found)


def _outcomes(root: Path, pages: Iterator[bytes]) -> Iterator[str]:
    workspace = Workspace(root)
    layers = shelves(workspace, State(workspace.state, root))
    stage = Extract(workspace, layers, "two")
    with LocalPool(1, stage.shelf.bench) as pool:
        for page in pages:
            fill(root, x=page)
            (source,) = find_sources(workspace, layers.raw).documents
            arguments = stage.job(source, sha256(source.path)).arguments
            try:
                pool.submit(Task("x", stage.function, arguments, LIMITS)).result()
                yield "read"
            except REFUSED:
                yield "refused"


@pytest.mark.parametrize("start", range(TIMES))
def test_spoilt_pages(tmp_path: Path, start: int) -> None:
    whole = unpacked(kpi_pdf())
    pages = (spoilt(whole, seed) for seed in range(start * CASES, (start + 1) * CASES))
    outcomes = list(_outcomes(tmp_path, pages))
    assert len(outcomes) == CASES
    assert "read" in outcomes
