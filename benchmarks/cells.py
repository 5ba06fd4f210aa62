"""How long a cell takes, against the two cheapest things that could be done with it.

    python -m benchmarks.cells [COUNT]

Reads COUNT distinct cells (1,000,000 by default) in one process and compares with one
``jaconv.z2h(kana=False, ascii=True, digit=True)`` and one full match of a compiled pattern on each.
The cells are a mixture as plans print them, by kind; the ratio of each kind is printed, and that of all.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator

import jaconv
import regex

from pipeline.normalize.cells.value import parse_value

TARGET = 8.0
_PATTERN = regex.compile(r"([+-]?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(\D*)")
_WIDE = {ord(half): chr(ord(half) + 0xFEE0) for half in "0123456789,"}
_KINDS: dict[str, tuple[int, Callable[[int], str]]] = {
    "1,234人": (40, lambda n: f"{n:,}人"),
    "1234": (15, lambda n: f"{n}"),
    "１，２３４件": (5, lambda n: f"{n:,}件".translate(_WIDE)),
    "12.3%": (15, lambda n: f"{n / 10}%"),
    "△1,234": (3, lambda n: f"△{n:,}"),
    "1,234千円": (5, lambda n: f"{n:,}千円"),
    "1,234人以上": (3, lambda n: f"{n:,}人以上"),
    "1,234人※1": (3, lambda n: f"{n:,}人※{n % 9 + 1}"),
    "1,234人（令和3年度）": (4, lambda n: f"{n:,}人（令和{n % 20 + 1}年度）"),
    "1,234件(98.7%)": (3, lambda n: f"{n:,}件({n % 1000 / 10}%)"),
    "1～2万人": (2, lambda n: f"{n}～{n + 5}万人"),
    "3億5,000万円": (2, lambda n: f"{n}億{n % 9000 + 1000:,}万円"),
}


def cells(count: int) -> Iterator[tuple[str, list[str]]]:
    """The cells of each kind, all distinct."""
    for kind, (share, write) in _KINDS.items():
        yield kind, [write(n) for n in range(1, count * share // 100 + 1)]


def seconds(work: Callable[[str], object], texts: list[str]) -> float:
    """How long ``work`` takes on all ``texts``."""
    start = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - start


def least(text: str) -> object:
    """The work that the target is counted in."""
    return _PATTERN.fullmatch(jaconv.z2h(text, kana=False, ascii=True, digit=True))


def main() -> int:
    """Print the ratios; 1 where the target is missed."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    least_total = total = 0.0
    for kind, texts in cells(count):
        base, ours = seconds(least, texts), seconds(parse_value, texts)
        least_total, total = least_total + base, total + ours
        print(f"{kind:24} {ours / len(texts) * 1e6:7.2f} µs {ours / base:6.1f} ×")
    print(f"all {total:.2f} s, {total / least_total:.1f} × (target {TARGET:g})")
    return int(total > TARGET * least_total)


if __name__ == "__main__":
    raise SystemExit(main())
