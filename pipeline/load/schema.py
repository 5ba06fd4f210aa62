"""The warehouse's tables as SQL, made from the contract."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.layers.contract import Column, Table


def create_table(table: Table) -> str:
    """Return CREATE TABLE with NOT NULL, the enums and the table's own conditions as CHECKs."""
    parts = [_column(column) for column in table.columns]
    parts += [_enum_check(column) for column in table.columns if column.values]
    parts += [f"CHECK ({check})" for check in table.checks]
    return f"CREATE TABLE {identifier(table.name)} (\n  " + ",\n  ".join(parts) + "\n)"


def comments(table: Table) -> Iterator[str]:
    """Yield COMMENT ON for ``table`` and each of its columns, English and Japanese."""
    yield comment("TABLE", identifier(table.name), table.en, table.ja)
    for column in table.columns:
        place = f"{identifier(table.name)}.{identifier(column.name)}"
        yield comment("COLUMN", place, column.en, column.ja)


def comment(thing: str, name: str, en: str, ja: str) -> str:
    """Return COMMENT ON ``thing`` ``name`` with both languages, divided by `` / ``."""
    return f"COMMENT ON {thing} {name} IS {literal(f'{en} / {ja}')}"


def identifier(name: str) -> str:
    """Quote ``name`` as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Quote ``text`` as an SQL string."""
    return "'" + text.replace("'", "''") + "'"


def _column(column: Column) -> str:
    required = "" if column.null and not column.is_list else " NOT NULL"
    return f"{identifier(column.name)} {column.type}{required}"


def _enum_check(column: Column) -> str:
    values = ", ".join(literal(value) for value in column.values)
    return f"CHECK ({identifier(column.name)} IN ({values}))"
