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
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in _records(document))


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
        except (ValueError, LookupError, TypeError, AttributeError, StopIteration) as error:
            raise ValueError(f"{name}, line {number}: not a line of an extracted file ({error})") from error
    if head is None:
        raise ValueError(f"{name}: no document line")
    if head.get("format") != FORMAT:
        raise ValueError(
            f"{name}: format {head.get('format')}, expected {FORMAT}; run `shihyo extract --force`"
        )
    try:
        return Document(head["id"], head["file"], head["sha256"], tuple(_page(p) for p in pages))
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{name}: a record lacks {error}") from error


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
        yield {
            "cell": {
                "at": [cell.row, cell.col],
                **(
                    {"span": [cell.row_span, cell.col_span]}
                    if (cell.row_span, cell.col_span) != (1, 1)
                    else {}
                ),
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
        }


def _page(body: dict[str, Any]) -> Page:
    width, height = body["size"]
    return Page(
        number=body["number"],
        width=width,
        height=height,
        rotation=body.get("rotation", 0),
        lines=tuple(
            Line(
                r["text"],
                Box(*r["box"]),
                r["block"],
                r["size"],
                r.get("bold", False),
                r.get("furniture", False),
            )
            for r in body["lines"]
        ),
        tables=tuple(_table(t) for t in body["tables"]),
        account=Account(**body["account"]),
        readers=tuple(body.get("readers", ())),
        problem=body.get("problem", ""),
    )


def _table(body: dict[str, Any]) -> Table:
    rows, cols = body["shape"]
    return Table(
        number=body["number"],
        box=Box(*body["box"]),
        row_count=rows,
        col_count=cols,
        cells=tuple(_cell(c) for c in body["cells"]),
        row_edges=tuple(body["row_edges"]),
        col_edges=tuple(body["col_edges"]),
        source=body["source"],
        warnings=tuple(body.get("warnings", ())),
    )


def _cell(body: dict[str, Any]) -> Cell:
    row_span, col_span = body.get("span", (1, 1))
    return Cell(
        row=body["at"][0],
        col=body["at"][1],
        row_span=row_span,
        col_span=col_span,
        text=body["text"],
        box=Box(*body["box"]),
        lines=tuple(Box(*b) for b in body.get("lines", ())),
        size=body.get("size", 0.0),
        shaded=body.get("shaded", False),
        reader=body.get("reader", ""),
        agreement=body.get("agreement", "single"),
        other=body.get("other"),
        ruby=body.get("ruby", ""),
        warnings=tuple(body.get("warnings", ())),
        confidence=body.get("confidence"),
    )
