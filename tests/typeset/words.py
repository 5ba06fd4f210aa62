"""Words for random tables, from ``words.toml``, and values as printed in cells."""

from __future__ import annotations

import tomllib
from pathlib import Path
from random import Random

_WORDS: dict[str, list[str]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))

LABELS = tuple(_WORDS["labels"])
MEASURES = tuple(_WORDS["measures"])
SECTIONS = tuple(_WORDS["sections"])
GROUP_NAMES = tuple(_WORDS["groups"])
DEPARTMENTS = tuple(_WORDS["departments"])  # the last one is blank
UNITS = tuple(_WORDS["units"])
NAME_HEADS = tuple(_WORDS["name_heads"])
PERIODS = tuple(_WORDS["periods"])
KINDS = tuple(_WORDS["kinds"])
MARKS = tuple(_WORDS["marks"])
MISSING = tuple(_WORDS["missing"])
RUBY = "ふりがな"
RADICALS = str.maketrans("人月民長西戸黒", "⼈⽉⺠⻑⻄⼾⿊")


def value(random: Random) -> str:
    """Return a value as printed in a cell, now and then a missing mark."""
    unit = random.choice((*UNITS, "", "", ""))
    kind = random.randrange(12)
    if kind == 0:
        return random.choice(MISSING)
    if kind == 1:
        return f"△{random.randrange(1, 999)}{unit}"
    if kind <= 4:
        return f"{random.uniform(0, 120):.{random.randrange(1, 3)}f}{random.choice(('%', '％', ''))}"
    return f"{int(10 ** random.uniform(0, 6.5)):,}{unit}"
