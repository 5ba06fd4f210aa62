"""The layer ``extracted/``: one text file for each document, made for ``git diff``.

A file is JSON Lines in UTF-8: a ``document`` line, then for each page a ``page`` line, its text
lines and its tables in reading order, each table followed by its cells. Coordinates are points
with the origin at the top left of the page as it is displayed (after /Rotate and CropBox).
Pages, tables, rows and columns count from 1.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.layers import checked
from pipeline.layers.page import Account, Agreement, Box, Cell, Document, Line, Page, Table

__all__ = [
    "FORMAT",
    "Account",
    "Agreement",
    "Box",
    "Cell",
    "Document",
    "Line",
    "Page",
    "Table",
    "dumps",
    "loads",
    "read",
    "write",
]

FORMAT = 1


def dumps(document: Document) -> str:
    """Return the text of the file for ``document``; the same document gives the same text."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    return "".join(encode(record) + "\n" for record in _records(document))


def write(document: Document, path: Path) -> None:
    """Write ``document`` to ``path`` (UTF-8, LF on every system)."""
    path.write_text(dumps(document), encoding="utf-8", newline="\n")


def read(path: Path) -> Document:
    """Read a file that :func:`write` wrote.

    Raises ``ValueError`` with file and line number where a line is not of this format.
    """
    return loads(path.read_text(encoding="utf-8"), str(path))


def loads(text: str, name: str = "extracted") -> Document:
    """Read the text of a file; ``name`` stands in error messages."""
    head: dict[str, Any] | None = None
    pages: list[dict[str, Any]] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            kind, body = next(iter(json.loads(line).items()))
            if kind == "document":
                head = body
            else:
                _place(kind, body, pages)
        except (ValueError, LookupError, TypeError, AttributeError, StopIteration, RecursionError) as error:
            raise ValueError(f"{name}, line {number}: not a line of an extracted file ({error})") from error
    if head is None:
        raise ValueError(f"{name}: no document line")
    if head.get("format") != FORMAT:
        raise ValueError(
            f"{name}: format {head.get('format')}, expected {FORMAT}; run `shihyo extract --force`"
        )
    try:
        document_id, file, sha256 = (checked.text(head[key]) for key in ("id", "file", "sha256"))
        return Document(document_id, file, sha256, tuple(_page(page) for page in pages))
    except KeyError as error:
        raise ValueError(f"{name}: a record lacks {error}") from error
    except (AttributeError, TypeError, ValueError) as error:
        raise ValueError(f"{name}: a record is not as it should be ({error})") from error


def _place(kind: str, body: dict[str, Any], pages: list[dict[str, Any]]) -> None:
    """Put a record where the records before it say that it belongs."""
    if kind == "page":
        pages.append(body | {"lines": [], "tables": []})
    elif kind == "line":
        pages[-1]["lines"].append(body)
    elif kind == "table":
        pages[-1]["tables"].append(body | {"cells": []})
    elif kind == "cell":
        pages[-1]["tables"][-1]["cells"].append(body)
    else:
        raise ValueError(f"unknown record {kind!r}")


def _box(box: Box) -> list[float]:
    return [round(float(v), 2) for v in box]


def _sparse(body: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in body.items() if v not in (None, "", False, [], (), 0.0)}


def _records(document: Document) -> Iterator[dict[str, Any]]:
    yield {
        "document": {
            "id": document.document_id, "file": document.file, "sha256": document.sha256,
            "format": FORMAT, "pages": len(document.pages),
        }
    }  # fmt: skip
    for page in document.pages:
        yield {
            "page": {
                "number": page.number,
                "size": [round(page.width, 2), round(page.height, 2)],
                **_sparse(
                    {"rotation": page.rotation, "problem": page.problem, "readers": list(page.readers)}
                ),
                "account": vars(page.account),
            }
        }
        for line in page.lines:
            yield {
                "line": {
                    "text": line.text, "box": _box(line.box), "block": line.block,
                    "size": round(line.size, 2),
                    **_sparse({"bold": line.bold, "furniture": line.furniture}),
                }
            }  # fmt: skip
        for table in page.tables:
            yield from _table_records(table)


def _table_records(table: Table) -> Iterator[dict[str, Any]]:
    yield {
        "table": {
            "number": table.number,
            "box": _box(table.box),
            "shape": [table.row_count, table.col_count],
            "source": table.source,
            "row_edges": [round(v, 2) for v in table.row_edges],
            "col_edges": [round(v, 2) for v in table.col_edges],
            **_sparse({"warnings": list(table.warnings)}),
        }
    }
    for cell in table.cells:
        yield {"cell": _cell_record(cell)}


def _cell_record(cell: Cell) -> dict[str, Any]:
    spans = (cell.row_span, cell.col_span)
    return {
        "at": [cell.row, cell.col],
        **({"span": list(spans)} if spans != (1, 1) else {}),
        "text": cell.text,
        "box": _box(cell.box),
        **_sparse(
            {
                "lines": [_box(b) for b in cell.lines] if len(cell.lines) > 1 else [],
                "size": round(cell.size, 2),
                "shaded": cell.shaded,
                "reader": cell.reader,
                "agreement": cell.agreement,
                "ruby": cell.ruby,
                "warnings": list(cell.warnings),
                "confidence": cell.confidence,
            }
        ),
        **({"other": cell.other} if cell.other is not None else {}),
    }


def _page(body: dict[str, Any]) -> Page:
    width, height = checked.sizes(body["size"])
    return Page(
        number=checked.count(body["number"], 1),
        width=width,
        height=height,
        rotation=checked.count(body.get("rotation", 0)),
        lines=tuple(_line(line) for line in body["lines"]),
        tables=tuple(_table(table) for table in body["tables"]),
        account=Account(**{name: checked.count(value) for name, value in body["account"].items()}),
        readers=checked.texts(body.get("readers", ())),
        problem=checked.text(body.get("problem", "")),
    )


def _line(body: dict[str, Any]) -> Line:
    return Line(
        text=checked.text(body["text"]),
        box=checked.box(body["box"]),
        block=checked.count(body["block"]),
        size=checked.size(body["size"]),
        bold=checked.flag(body.get("bold", False)),
        furniture=checked.flag(body.get("furniture", False)),
    )


def _table(body: dict[str, Any]) -> Table:
    rows, columns = checked.counts(body["shape"], 2)
    cells = tuple(_cell(cell) for cell in body["cells"])
    for cell in cells:
        if cell.row + cell.row_span > rows + 1 or cell.col + cell.col_span > columns + 1:
            raise ValueError(f"a cell at {cell.row}, {cell.col} reaches out of its table")
    return Table(
        number=checked.count(body["number"], 1),
        box=checked.box(body["box"]),
        row_count=rows,
        col_count=columns,
        cells=cells,
        row_edges=checked.sizes(body["row_edges"]),
        col_edges=checked.sizes(body["col_edges"]),
        source=checked.text(body["source"]),
        warnings=checked.texts(body.get("warnings", ())),
    )


def _cell(body: dict[str, Any]) -> Cell:
    row, col = checked.counts(body["at"], 2, 1)
    row_span, col_span = checked.counts(body.get("span", (1, 1)), 2, 1)
    other, confidence = body.get("other"), body.get("confidence")
    return Cell(
        row=row,
        col=col,
        row_span=row_span,
        col_span=col_span,
        text=checked.text(body["text"]),
        box=checked.box(body["box"]),
        lines=tuple(checked.box(line) for line in body.get("lines", ())),
        size=checked.size(body.get("size", 0.0)),
        shaded=checked.flag(body.get("shaded", False)),
        reader=checked.text(body.get("reader", "")),
        agreement=checked.agreement(body.get("agreement", "single")),
        other=None if other is None else checked.text(other),
        ruby=checked.text(body.get("ruby", "")),
        warnings=checked.texts(body.get("warnings", ())),
        confidence=None if confidence is None else checked.size(confidence),
    )
