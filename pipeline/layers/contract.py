"""The warehouse contract: tables, columns, enums and comments, as stated in ``contract.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, Literal

WrittenBy = Literal["document", "identity", "load", "run"]


@dataclass(frozen=True)
class Column:
    """One column; ``values`` are the only ones allowed, where the column has an enum."""

    name: str
    type: str
    null: bool
    values: tuple[str, ...]
    en: str
    ja: str

    @cached_property
    def is_list(self) -> bool:
        """Whether the column holds a list; an absent list is empty, never NULL."""
        return self.type.endswith("[]")


@dataclass(frozen=True)
class Table:
    """One table; ``written_by`` names the stage whose rows it holds, ``checks`` are SQL conditions.

    What ``load`` writes is computed from the other tables.
    """

    name: str
    written_by: WrittenBy
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    checks: tuple[str, ...]
    en: str
    ja: str

    @property
    def column_names(self) -> tuple[str, ...]:
        """Names of the columns in their order."""
        return tuple(column.name for column in self.columns)


@cache
def tables() -> dict[str, Table]:
    """Return the tables of the contract by name, in the order of the file."""
    text = files("pipeline.layers").joinpath("contract.toml").read_text(encoding="utf-8")
    body = tomllib.loads(text)
    return {entry["name"]: _table(entry, body["enums"], body["groups"]) for entry in body["table"]}


def _table(entry: dict[str, Any], enums: dict[str, list[str]], groups: dict[str, Any]) -> Table:
    columns = entry["columns"] + groups.get(entry.get("include", ""), [])
    return Table(
        name=entry["name"],
        written_by=entry["written_by"],
        key=tuple(entry["key"]),
        columns=tuple(_column(column, enums) for column in columns),
        checks=tuple(entry.get("checks", ())),
        en=entry["en"],
        ja=entry["ja"],
    )


def _column(entry: dict[str, Any], enums: dict[str, list[str]]) -> Column:
    return Column(
        name=entry["name"],
        type=entry["type"],
        null=entry.get("null", True),
        values=tuple(enums[entry["enum"]]) if "enum" in entry else (),
        en=entry["en"],
        ja=entry["ja"],
    )
