"""A typesetter of Japanese document pages: blocks of text and tables in, a PDF and its truth out.

    document = typeset([Text("基本目標１"), Table([200, 60], [[Cell("指標"), Cell("実績")], …])])
    document.pdf                       # bytes, the same for the same blocks
    document.pages[0].tables[0].cells  # what a reader should find, with boxes

``python -m tests.typeset`` rebuilds the project's own ``raw/*.pdf`` from ``facts/``.
"""

from tests.typeset.blocks import Beside, Block, Gap, PageBreak, Picture, Sheet, Stamp, Text
from tests.typeset.book import PageEffects
from tests.typeset.fonts import gothic, mincho
from tests.typeset.table import Cell, Rules, Table
from tests.typeset.truth import Box, TruthCell, TruthLine, TruthPage, TruthTable, Typeset
from tests.typeset.typesetter import typeset

__all__ = [
    "Beside",
    "Block",
    "Box",
    "Cell",
    "Gap",
    "PageBreak",
    "PageEffects",
    "Picture",
    "Rules",
    "Sheet",
    "Stamp",
    "Table",
    "Text",
    "TruthCell",
    "TruthLine",
    "TruthPage",
    "TruthTable",
    "Typeset",
    "gothic",
    "mincho",
    "typeset",
]
