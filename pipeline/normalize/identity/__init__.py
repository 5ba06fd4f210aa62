"""Identity: which observations of a municipality's documents are about the same indicator.

It reads the observations of all documents and ``raw/indicators.toml``, and writes to
``normalized/_identity/`` the tables indicator, indicator_alias and indicator_relation, and the files
``link`` and ``succession`` that give each observation its indicator and each plan its predecessor.
Nothing is ever linked across municipalities.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from pipeline.layers import normalized
from pipeline.layers.rows import Row, Tables
from pipeline.normalize.identity.facts import Release, facts, releases
from pipeline.normalize.identity.lines import lines
from pipeline.normalize.identity.link import link
from pipeline.normalize.identity.plans import succession
from pipeline.normalize.identity.redefined import divided
from pipeline.normalize.identity.register import Indicator, Register
from pipeline.normalize.identity.relations import relations
from pipeline.normalize.identity.review import Review, read_review
from pipeline.workspace import Workspace

LINK = "link"
SUCCESSION = "succession"


@dataclass(frozen=True)
class IdentityReport:
    """How many indicators there are, and how many relations wait for a decision."""

    indicators: int
    proposed: int
    changed: tuple[Path, ...]


def run(workspace: Workspace) -> IdentityReport:
    """Link the indicators of every document in ``normalized/`` and write what was found.

    Raises ``SettingsError`` where ``raw/indicators.toml`` can't be used.
    """
    review = read_review(workspace.indicators)
    pairs = releases(workspace.normalized)
    registers = list(_registers(pairs, review))
    indicators = [indicator for register in registers for indicator in register.indicators]
    tables: Tables = {
        "indicator": [row for register in registers for row in _indicator_rows(register)],
        "indicator_alias": [row for indicator in indicators for row in _alias_rows(indicator)],
        "indicator_relation": [row for register in registers for row in relations(register)],
    }
    folder = workspace.identity_dir
    changed = normalized.write(tables, folder, keep=(LINK, SUCCESSION))
    changed += _write_pairs(folder, LINK, ("observation_id", "indicator_id"), _links(indicators))
    changed += _write_pairs(folder, SUCCESSION, ("plan_id", "predecessor"), succession(pairs))
    proposed = sum(row["state"] == "proposed" for row in tables["indicator_relation"])
    return IdentityReport(len(indicators), proposed, tuple(changed))


def _registers(pairs: list[tuple[Release, Path]], review: Review) -> Iterator[Register]:
    """Yield the linked indicators of one municipality after another."""

    def scope(pair: tuple[Release, Path]) -> str:
        return pair[0].scope

    for name, group in groupby(sorted(pairs, key=scope), key=scope):
        own = list(group)
        code = next((r.municipality_code for r, _ in own if r.municipality_code), None)
        register = Register(code, name, review)
        for release, folder in own:
            link(register, list(divided(lines(release, facts(folder)))))
        yield register


def _indicator_rows(register: Register) -> Iterator[Row]:
    for indicator in register.indicators:
        yield {
            "indicator_id": indicator.indicator_id,
            "municipality_code": register.code,
            "name": indicator.last.first.name,
            "unit": next(iter(sorted(indicator.units)), None),
            "is_cumulative": any(member.line.first.cumulative for member in indicator.members),
            "direction": register.review.direction(register.code, indicator.names),
        }


def _alias_rows(indicator: Indicator) -> Iterator[Row]:
    seen = set()
    for member in indicator.members:
        for fact in member.line.facts:
            place = (member.line.release.document_id, fact.printed)
            if place in seen:
                continue
            seen.add(place)
            yield {
                "indicator_id": indicator.indicator_id,
                "document_id": place[0],
                "name_printed": fact.printed,
                "basis": member.basis,
                "score": member.score,
            }


def _links(indicators: list[Indicator]) -> dict[str, str]:
    return {
        fact.observation_id: indicator.indicator_id
        for indicator in indicators
        for member in indicator.members
        for fact in member.line.facts
    }


def _write_pairs(directory: Path, name: str, columns: tuple[str, str], pairs: dict[str, str]) -> list[Path]:
    """Write pairs as a file of two columns; return it where it changed."""
    path = directory / f"{name}{normalized.SUFFIX}"
    ordered = sorted(pairs.items())
    values = {columns[0]: [one for one, _ in ordered], columns[1]: [other for _, other in ordered]}
    return [path] if normalized.replace_bytes(path, normalized.encode_columns(values)) else []
