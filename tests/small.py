"""A small document for tests of the whole line: one KPI table on one page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.typeset import Block, Cell, Table, Text, typeset

ROWS = (
    ("人口の社会増減", "713人", "893人", "1,000人"),
    ("認定創業支援による創業者数", "40件", "417件", "370件"),
    ("市民の定住意向", "80.9％", "-", "85.0％"),
)
FINAL = (
    ("人口の社会増減", "713人", "713人", "1,000人"),
    ("認定創業支援による創業者数", "40件", "417件", "370件"),
    ("市民の定住意向", "80.9％", "78.1％", "85.0％"),
)


def kpi_pdf(rows: Sequence[Sequence[str]] = ROWS, actual: str = "実績（見込）") -> bytes:
    """A page with a heading and a table: name, baseline, actual, target; the same rows, the same bytes."""
    head = ("指標", "平成26年度末\n現状値", f"令和２年度末\n{actual}", "令和２年度末\n目標")
    lines = [[Cell(text, align="center") for text in head], *[[Cell(text) for text in row] for row in rows]]
    blocks: list[Block] = [
        Text("まち総合戦略　達成状況", 14.0),
        Text("基本目標１　「しごとをつくる」", 12.0),
        Table([190.0, 95.0, 95.0, 95.0], lines),
    ]
    return typeset(blocks, title="").pdf


def fill(root: Path, **documents: bytes) -> Path:
    """Write documents to ``root``/raw (the name is the file's stem) and return ``root``."""
    raw = root / "raw"
    raw.mkdir(parents=True, exist_ok=True)
    for stem, data in documents.items():
        (raw / f"{stem}.pdf").write_bytes(data)
    return root


CATALOG = """
[[document]]
file = "mikomi.pdf"
municipality_code = "132110"
plan = "まち総合戦略"
published_on = "2021-03-29"
maturity = "provisional"

[[document]]
file = "kakutei.pdf"
municipality_code = "132110"
plan = "まち総合戦略"
published_on = "2021-08"
maturity = "final"
"""
