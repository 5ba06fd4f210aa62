"""The page of the documentation that explains every table, view and macro, made from the warehouse itself.

python -m pipeline.load.reference docs
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pipeline.layers.contract import tables
from pipeline.load import template
from pipeline.load.views import views

if TYPE_CHECKING:
    import duckdb

Language = Literal["en", "ja"]
PAGES: dict[Language, str] = {"en": "warehouse.md", "ja": "warehouse.ja.md"}


@dataclass(frozen=True)
class _Words:
    title: str
    intro: str
    tables: str
    views: str
    macros: str
    column: str
    type: str
    meaning: str
    twin: str


_WORDS: dict[Language, _Words] = {
    "en": _Words(
        title="The warehouse",
        intro="Made from the contract by `python -m pipeline.load.reference docs`. The same words stand in "
        "the warehouse itself, as comments on every table, view and column.",
        tables="Tables", views="Views", macros="Macros", column="column", type="type", meaning="meaning",
        twin="In Japanese:",
    ),
    "ja": _Words(
        title="データウェアハウス",
        intro="`python -m pipeline.load.reference docs` で契約から生成します。同じ説明は、ウェアハウス内の"
        "すべての表・ビュー・列のコメントにもあります。",
        tables="表", views="ビュー", macros="マクロ", column="列", type="型", meaning="意味",
        twin="日本語名のビュー：",
    ),
}  # fmt: skip


def page(language: Language) -> str:
    """Return the page in one language, as Markdown."""
    import duckdb

    with duckdb.connect() as connection:
        template.create(connection)
        return "\n".join(_lines(connection, language)) + "\n"


def _lines(connection: duckdb.DuckDBPyConnection, language: Language) -> Iterator[str]:
    words = _WORDS[language]
    twins = {view.name: view.ja_name for view in views() if view.ja_name}
    yield from (f"# {words.title}", "", words.intro, "", f"## {words.tables}", "")
    for name in tables():
        yield from _thing(connection, name, twins.get(name), language)
    yield from (f"## {words.views}", "")
    for view in views():
        if view.query and not view.signature:
            yield from _thing(connection, view.name, twins.get(view.name), language)
    yield from (f"## {words.macros}", "")
    for view in sorted(views(), key=lambda view: not view.is_table):
        if view.signature and view.comment:
            yield f"- `{view.signature}`: {view.comment[0 if language == 'en' else 1]}"


def _thing(
    connection: duckdb.DuckDBPyConnection, name: str, twin: str | None, language: Language
) -> Iterator[str]:
    words = _WORDS[language]
    about = connection.execute(
        """SELECT comment FROM duckdb_tables() WHERE table_name = $name
        UNION ALL SELECT comment FROM duckdb_views() WHERE view_name = $name""",
        {"name": name},
    ).fetchone()
    columns = connection.execute(
        """SELECT column_name, data_type, comment FROM duckdb_columns()
        WHERE table_name = ? ORDER BY column_index""",
        [name],
    ).fetchall()
    yield from (f"### `{name}`", "", _said(about[0] if about else "", language))
    if twin:
        yield from ("", f"{words.twin} `{twin}`")
    yield from ("", f"| {words.column} | {words.type} | {words.meaning} |", "|---|---|---|")
    for column, kind, comment in columns:
        yield f"| `{column}` | {kind} | {_said(comment, language).replace('|', '/')} |"
    yield ""


def _said(comment: str, language: Language) -> str:
    english, _, japanese = comment.partition(" / ")
    return english if language == "en" else japanese


def main() -> None:
    """Write both pages to the folder named on the command line."""
    folder = Path(sys.argv[1])
    for language, name in PAGES.items():
        (folder / name).write_text(page(language), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
