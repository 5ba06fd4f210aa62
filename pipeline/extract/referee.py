"""The second reader as the story needs it: opened on first use, and never the end of a document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.errors import ShihyoError
from pipeline.extract.content import PageContent

if TYPE_CHECKING:
    from pipeline.extract.miner import PlayaReader


class Referee:
    """Pages as the second reader sees them; None where it can't read them."""

    def __init__(self, data: bytes, file: str) -> None:
        self._data = data
        self._file = file
        self._reader: PlayaReader | None = None
        self._broken = False

    def page(self, number: int, bands: Sequence[tuple[float, float]] | None = None) -> PageContent | None:
        """Return page ``number`` (from 1), or None where this reader fails on it.

        ``bands`` are the parts of its height (top, bottom) of which the text is wanted; None for all.
        """
        if self._broken:
            return None
        try:
            if self._reader is None:
                # a tenth of a second, and not every document needs it
                from pipeline.extract.miner import PlayaReader

                self._reader = PlayaReader(self._data, self._file)
        except ShihyoError:
            self._broken = True
            return None
        try:
            return self._reader.page(number, bands)
        except ShihyoError:
            return None

    def close(self) -> None:
        """Release the document."""
        if self._reader is not None:
            self._reader.close()
