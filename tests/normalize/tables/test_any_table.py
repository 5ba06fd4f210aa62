"""Whatever stands in a table, understanding it ends without an error and in rows that fit the contract."""

from __future__ import annotations

import random

import pytest

from pipeline.layers.contract import tables as contract
from pipeline.layers.rows import conform
from pipeline.normalize.document import normalize_document
from tests.normalize.tables.sketch import document

# Cells to draw from; ␣ is a blank.
TEXTS = [
    "指標",
    "項目",
    "単位",
    "（単位：千円）",
    "実績",
    "目標値",
    "達成率",
    "評価",
    "備考",
    "担当課",
    "No.",
    "区分",
    "令和2年度",
    "R3",
    "H30",
    "平成31年度⏎（令和元年度）",
    "4月",
    "30年度",
    "現状値（R5）",
    "目標年度",
    "基準年度",
    "増減",
    "1,234",
    "△5.0%",
    "12件",
    "-",
    "※1",
    "（※2）",
    "未公表",
    "設置",
    "A",
    "◎",
    "1O",
    "3～5人",
    "4以上",
    "10人⏎12人",
    "会員数（人）",
    "（内数）うち市内",
    "1␣利用者数（累計）",
    "合",
    "計",
    "③－４␣会議",
    "農業の振興",
    "中央図書館",
    "（平成25年度）",
    "費用",
    "概略",
    "8,345␣千円",
    "実施",
    "→",
    "実施内容",
    "成果指標",
    "担当課⏎（関連課）",
    "【令和元年度】⏎・3件",
    "款",
    "項",
    "歳入",
]
LINES = [
    "## 基本目標１「甲」",
    "### ① 乙",
    "※1 現状の数値である。",
    "（単位：千円、％）",
    "目標は令和8年度とする。",
    "上段：目標　下段：実績",
]


def sketch(rng: random.Random) -> str:
    """Draw a table at random, merged cells included."""
    rows, cols = rng.randint(1, 7), rng.randint(1, 7)
    cells = [[_text(rng) for _ in range(cols)] for _ in range(rows)]
    for _ in range(rng.randint(0, 3)):
        _merge(rng, cells)
    return "\n".join("| " + " | ".join(row) + " |" for row in cells)


def _text(rng: random.Random) -> str:
    return "" if rng.random() < 0.05 else rng.choice(TEXTS).replace("␣", " ")


def _merge(rng: random.Random, cells: list[list[str]]) -> None:
    """Merge two neighbours that are not merged yet."""
    row, col = rng.randrange(len(cells)), rng.randrange(len(cells[0]))
    across = rng.random() < 0.6
    other = (row, col + 1) if across else (row + 1, col)
    if other[0] >= len(cells) or other[1] >= len(cells[0]):
        return
    places = [(r, c) for r in range(len(cells)) for c in range(len(cells[0]))]
    around = [cells[r][c] for r, c in places if abs(r - row) + abs(c - col) < 4]
    if not {"<", "^"} & set(around):
        cells[other[0]][other[1]] = "<" if across else "^"


@pytest.mark.parametrize("seed", range(300))
def test_any_table_gives_rows_of_the_contract(seed: int) -> None:
    rng = random.Random(seed)
    parts = [rng.choice([sketch(rng), rng.choice(LINES)]) for _ in range(rng.randint(1, 5))]
    found = normalize_document(document(*parts))
    for name, rows in found.items():
        conform(contract()[name], rows)
    ids = [row["observation_id"] for row in found.get("observation", [])]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("seed", range(300, 400))
def test_a_table_is_understood_the_same_way_twice(seed: int) -> None:
    parts = [sketch(random.Random(seed))]
    assert normalize_document(document(*parts)) == normalize_document(document(*parts))
