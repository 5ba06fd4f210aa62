"""Texts to fuzz with: pieces of municipal cells put together at random, among any characters at all."""

from __future__ import annotations

import os
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

TIMES = int(os.environ.get("SHIHYO_FUZZ", "1"))
SEED = os.environ.get("SHIHYO_FUZZ_SEED", "")  # of what is not hypothesis's to choose
PIECES = Path(__file__).with_name("pieces.txt").read_text(encoding="utf-8").split()
ODD = (
    "\n",
    " ",
    "　",
    "\u200b",
    "\ufe0f",
    "\u0000",
    "\ufffd",
    "\udc80",
    "\u202e",
    "\x1b[31m",
    "É",
    "が",
    "𠮷",
    "²",
    "½",
    "",
)


def texts(most: int = 12) -> st.SearchStrategy[str]:
    """Texts of up to ``most`` pieces."""
    piece = st.sampled_from([*PIECES, *PIECES, *ODD]) | st.text(max_size=3) | st.from_regex(r"[0-9,. ]{1,9}")
    return st.lists(piece, max_size=most).map("".join)


def cases(number: int) -> settings:
    """Settings for a property: ``number`` cases in a normal run, the same ones each time."""
    return settings(
        max_examples=number * TIMES,
        derandomize=TIMES == 1,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
