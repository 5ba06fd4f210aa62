"""``raw/indicators.toml``: what people have decided about indicators.

    [[indicator]]
    municipality_code = "132110"
    name = "市内の駅の一日平均乗降客数"       # the name that the indicator goes by
    aliases = ["市内の駅の日平均乗降客数"]    # other names of the same thing
    direction = "up"                          # up or down: which way is better
    reason = "…"

    [[relation]]
    municipality_code = "132110"
    indicator = "…"                           # the later, smaller or repeating one
    other = "…"
    relation = "renamed"                      # repeats, renamed, split, merged, redefined, component_of
    from_fiscal_year = 2024
    decision = "accept"                       # or "refuse": not the same, don't propose it again
    reason = "…"

An accepted ``renamed`` makes the two one indicator; the other relations tie two that stay two.
``municipality_code`` may be left out where the workspace has one municipality only.
"""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import SettingsError
from pipeline.layers.contract import tables
from pipeline.normalize.identity.names import name_key
from pipeline.tomltext import append_entry, loads

_INDICATOR_KEYS = {"municipality_code", "name", "aliases", "direction", "reason"}
_RELATION_KEYS = {
    "municipality_code", "indicator", "other", "relation", "from_fiscal_year", "decision", "reason",
}  # fmt: skip


@dataclass(frozen=True)
class Decision:
    """A relation between two names that a person accepted or refused."""

    code: str | None
    name: str
    other: str
    relation: str
    accepted: bool
    from_fiscal_year: int | None
    reason: str | None


@dataclass(frozen=True)
class Review:
    """What has been decided. Keys are (municipality code or None, name key)."""

    canonical: dict[tuple[str | None, str], str]
    manual: frozenset[tuple[str | None, str]]
    directions: dict[tuple[str | None, str], str]
    decisions: tuple[Decision, ...]
    digest: str = ""

    def known_as(self, code: str | None, key: str) -> str | None:
        """Return the key of the indicator that ``key`` is an alias of, or None."""
        return self.canonical.get((code, key)) or self.canonical.get((None, key))

    def basis(self, code: str | None, key: str) -> str:
        """Return what the link of an alias rests on: a person's decision, or the list of aliases."""
        return "manual" if {(code, key), (None, key)} & self.manual else "alias"

    def direction(self, code: str | None, keys: set[str]) -> str | None:
        """Return up or down where someone decided it for one of ``keys``."""
        found = (self.directions.get((c, key)) for key in sorted(keys) for c in (code, None))
        return next((direction for direction in found if direction), None)


def read_review(path: Path) -> Review:
    """Read ``indicators.toml``; nothing is decided where there is no such file.

    Raises ``SettingsError`` with the number of the entry that is wrong.
    """
    if not path.is_file():
        return Review({}, frozenset(), {}, ())
    try:
        body = loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"not valid TOML ({error})", file=str(path), remedy="Mend that line") from error
    if unknown := sorted(body.keys() - {"indicator", "relation"}):
        remedy = "Known are [[indicator]] and [[relation]]"
        raise SettingsError(f"[[{unknown[0]}]] is not known", file=str(path), remedy=remedy)
    indicators = _entries(body, "indicator", _INDICATOR_KEYS, path)
    relations = _entries(body, "relation", _RELATION_KEYS, path)
    decisions = tuple(_decision(entry) for entry in relations)
    renamed = {(d.code, d.other): d.name for d in decisions if d.accepted and d.relation == "renamed"}
    return Review(
        canonical=renamed | _canonical(indicators, path),
        manual=frozenset(renamed),
        directions={
            (entry.get("municipality_code"), name_key(name)): entry["direction"]
            for entry in indicators
            if "direction" in entry
            for name in [entry["name"], *entry.get("aliases", [])]
        },
        decisions=decisions,
        digest=hashlib.sha256(path.read_bytes()).hexdigest(),
    )


def add_decision(path: Path, entry: dict[str, str | int]) -> None:
    """Append a ``[[relation]]`` to ``indicators.toml``; what stands there, comments too, stays as it is.

    ``entry`` has the keys of a relation. Raises ``SettingsError`` where the file can't be used, or where
    the entry is none; nothing is written then.
    """
    append_entry(path, "relation", entry, check=read_review)


def _entries(body: dict[str, Any], kind: str, known: set[str], path: Path) -> list[dict[str, Any]]:
    entries = body.get(kind, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise SettingsError(f"{kind} is not a list of tables", file=str(path), remedy=f"Write [[{kind}]]")
    for number, entry in enumerate(entries, start=1):
        if fault := _fault(kind, entry, known):
            raise SettingsError(
                f"[[{kind}]] number {number}: {fault}",
                file=str(path),
                remedy=f"Known: {', '.join(sorted(known))}",
            )
    return entries


def _fault(kind: str, entry: dict[str, Any], known: set[str]) -> str | None:
    """Return what is wrong with an entry, or None."""
    needed = ("name",) if kind == "indicator" else ("indicator", "other", "relation")
    if unknown := sorted(entry.keys() - known):
        return f"unknown key {unknown[0]}"
    if missing := [key for key in needed if not isinstance(entry.get(key), str)]:
        return f"{missing[0]} is missing"
    aliases = entry.get("aliases", [])
    if not isinstance(aliases, list) or not all(isinstance(alias, str) for alias in aliases):
        return "aliases is not a list of names"
    return _not_allowed(entry)


def _not_allowed(entry: dict[str, Any]) -> str | None:
    columns = {column.name: column.values for column in tables()["indicator_relation"].columns}
    allowed = {
        "relation": columns["relation"],
        "direction": ("up", "down"),
        "decision": ("accept", "refuse"),
    }
    for key, values in allowed.items():
        if key in entry and entry[key] not in values:
            return f"{key} is {entry[key]!r}, not one of {', '.join(values)}"
    return None


def _canonical(entries: list[dict[str, Any]], path: Path) -> dict[tuple[str | None, str], str]:
    found: dict[tuple[str | None, str], str] = {}
    for entry in entries:
        name = name_key(entry["name"])
        for alias in entry.get("aliases", []):
            place = (entry.get("municipality_code"), name_key(alias))
            if found.setdefault(place, name) != name:
                raise SettingsError(
                    f"{alias} is an alias of two indicators",
                    file=str(path),
                    remedy="Keep it under one of them",
                )
    return found


def _decision(entry: dict[str, Any]) -> Decision:
    return Decision(
        code=entry.get("municipality_code"),
        name=name_key(entry["indicator"]),
        other=name_key(entry["other"]),
        relation=entry["relation"],
        accepted=entry.get("decision", "accept") == "accept",
        from_fiscal_year=entry.get("from_fiscal_year"),
        reason=entry.get("reason"),
    )
