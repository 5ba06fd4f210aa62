"""Typeset tables for tests of reading: one sample, and random ones, in any style."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.extract.document import extract_document
from pipeline.layers import extracted
from tests.typeset import Block, Cell, PageEffects, Rules, Table, Text, Typeset, typeset
from tests.typeset.table import Effect
from tests.typeset.truth import TruthCell, TruthTable

STYLES: dict[str, Rules] = {
    "lines": Rules(),
    "bars": Rules(made_of="bars"),
    "boxes": Rules(made_of="boxes"),
    "open sides": Rules(vertical="inner"),
    "horizontal only": Rules(vertical="none"),
    "ends only": Rules(vertical="none", horizontal="ends"),
    "no rules between rows": Rules(horizontal="ends"),
    "no rules": Rules(vertical="none", horizontal="none"),
    "whitened": Rules(whitened=True),
    "dashed": Rules(dash=(2, 2)),
    "dotted": Rules(dash=(0.5, 1.5)),
    "dots": Rules(made_of="dots", width=0.75),
    "large dots": Rules(made_of="dots", width=1.5),
    "broken": Rules(broken=30),
    "double": Rules(double=2),
    "thick frame": Rules(outer_width=2, header_width=1.5),
    "gray": Rules(gray=0.8, made_of="bars"),
}

NAMES = (
    "待機児童", "認定こども園の入園者数", "母子・父子相談件数", "「緑の豊かさ」の満足度",
    "市内の駅の一日平均乗降客数（※1）", "自主防災組織の数", "日々の見守り回数", "11月の11件と11回",
)  # fmt: skip
UNITS = ("人", "件", "カ所", "％", "回", "組織")
VALUES = ("-", "11", "1,234", "0", "△5.5", "80.9%", "7,021", "3.30", "111", "―", "2,000人")


def sample(
    rules: Rules, *, effect: Effect = "plain", shade: float | None = None, stripes: float | None = None
) -> Table:
    """Return a table with a header of two rows, a unit column and a remark column."""
    rng = random.Random(1)

    def head(text: str, *, rows: int = 1, cols: int = 1) -> Cell:
        return Cell(text, row_span=rows, col_span=cols, align="center", shade=shade, effect=effect)

    rows: list[list[Cell]] = [
        [
            head("指　　標", rows=2),
            head("単位", rows=2),
            head("基準値"),
            head("目標値", cols=3),
            head("備考", rows=2),
        ],
        [head(f"令和{year}年度") for year in range(2, 6)],
    ]
    for k, name in enumerate(NAMES[:7]):
        values = [Cell(rng.choice(VALUES), align="right", effect=effect) for _ in range(4)]
        remark = Cell(
            rng.choice(("", "世論調査", "保育の受け皿を保ち、待機児童を減らす。")), size=7, effect=effect
        )
        unit = Cell(UNITS[k % len(UNITS)], align="center", effect=effect)
        rows.append([Cell(name, effect=effect), unit, *values, remark])
    return Table([150, 40, 55, 55, 55, 55, 80], rows, header_rows=2, rules=rules, stripes=stripes)


def random_table(rng: random.Random, rules: Rules, names: Sequence[str] = NAMES) -> Table:
    """Return a random table: one or two header rows, units and departments or none, missing marks."""
    two, unit, last, count = rng.random() < 0.5, rng.random() < 0.5, rng.random() < 0.5, rng.randint(2, 5)
    size = rng.choice((8.0, 9.0, 10.0))
    widths = [120.0, *([36.0] if unit else []), *([54.0] * count), *([64.0] if last else [])]
    years = [Cell(f"令和{year}年度", align="center") for year in range(1, count + 1)]
    deep = 2 if two else 1
    first = [Cell(rng.choice(("指　　標", "区　分", "事業名")), row_span=deep, align="center")]
    first += [Cell("単位", row_span=deep, align="center")] if unit else []
    first += [Cell("実績値", align="center", col_span=count)] if two else years
    first += [Cell("所管課", row_span=deep, align="center")] if last else []
    rows = [first, years] if two else [first]
    for _ in range(rng.randint(3, 9)):
        row = [Cell(rng.choice(names)[:36]), *([Cell(rng.choice(UNITS), align="center")] if unit else [])]
        row += [Cell(rng.choice(VALUES), align="right") for _ in range(count)]
        row += [Cell(rng.choice(("", "保育課", "産業振興課")), align="center")] if last else []
        rows.append(row)
    return Table(widths, rows, header_rows=deep, rules=rules, size=size)


def page_of(*tables: Table, effects: PageEffects | None = None) -> Typeset:
    """Set tables on a page with a heading and a paragraph before and a note after them."""
    prose = "平成31年度末を目標年次とする成果指標を定める。現状は策定時の数値、目標は終わりの数値である。"
    blocks: list[Block] = [
        Text("１　目標値", size=13, bold=True),
        Text(prose),
        *tables,
        Text("※1 平成25年度の数値。", size=8),
    ]
    return typeset(blocks, effects=effects)


def read(document: Typeset | bytes, folder: Path) -> extracted.Document:
    """Read a typeset document."""
    path = folder / "page.pdf"
    path.write_bytes(document if isinstance(document, bytes) else document.pdf)
    return extract_document(path, "page")


@dataclass(frozen=True)
class Score:
    """Rows set, rows read cell for cell, and the cells read wrong although both readers agreed."""

    rows: int
    exact: int
    wrong: tuple[str, ...]


def score(document: Typeset, found: extracted.Document) -> Score:
    """Compare what was read with what was set; blanks and line breaks don't count."""
    rows, exact, wrong = 0, 0, []
    for truth, page in zip(document.pages, found.pages, strict=True):
        for table in truth.tables:
            match = next(
                (t for t in page.tables if abs(t.box.top - table.box.top) < 10 and _beside(t, table)), None
            )
            cells = {(c.row, c.col): c for c in match.cells} if match else {}
            for row in range(1, table.row_count + 1):
                expected = [c for c in table.cells if c.row == row]
                misread = [c for c in expected if not _same(c, cells.get((c.row, c.col)))]
                rows += 1
                exact += not misread and match is not None and match.col_count == table.col_count
                wrong += [
                    f"{c.row},{c.col} {c.text!r} read {cells[c.row, c.col].text!r}"
                    for c in misread
                    if (c.row, c.col) in cells
                    and cells[c.row, c.col].text
                    and cells[c.row, c.col].agreement == "agreed"
                ]
    return Score(rows, exact, tuple(wrong))


def _beside(found: extracted.Table, table: TruthTable) -> bool:
    return found.box.x0 < table.box.x1 and table.box.x0 < found.box.x1


def _same(truth: TruthCell, cell: extracted.Cell | None) -> bool:
    text = truth.text if truth.visible else ""
    return cell is not None and "".join(cell.text.split()) == "".join(text.split())
