"""Identity: which observations of a municipality's documents are about the same indicator.

It reads the observations of all documents and ``raw/indicators.toml``, and writes to
``normalized/_identity/`` the tables indicator, indicator_alias and indicator_relation, and the file
``link`` that gives each observation its indicator. Nothing is ever linked across municipalities.
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
from pipeline.normalize.identity.redefined import divided
from pipeline.normalize.identity.register import Indicator, Register
from pipeline.normalize.identity.relations import relations
from pipeline.normalize.identity.review import Review, read_review
from pipeline.workspace import Workspace

LINK = "link"


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
    registers = list(_registers(workspace.normalized, review))
    indicators = [indicator for register in registers for indicator in register.indicators]
    tables: Tables = {
        "indicator": [row for register in registers for row in _indicator_rows(register)],
        "indicator_alias": [row for indicator in indicators for row in _alias_rows(indicator)],
        "indicator_relation": [row for register in registers for row in relations(register)],
    }
    changed = normalized.write(tables, workspace.identity_dir, keep=(LINK,))
    changed += _write_links(indicators, workspace.identity_dir)
    proposed = sum(row["state"] == "proposed" for row in tables["indicator_relation"])
    return IdentityReport(len(indicators), proposed, tuple(changed))


def _registers(root: Path, review: Review) -> Iterator[Register]:
    """Yield the linked indicators of one municipality after another."""

    def scope(pair: tuple[Release, Path]) -> str:
        return pair[0].scope

    for name, group in groupby(sorted(releases(root), key=scope), key=scope):
        pairs = list(group)
        code = next((r.municipality_code for r, _ in pairs if r.municipality_code), None)
        register = Register(code, name, review)
        for release, folder in pairs:
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


def _write_links(indicators: list[Indicator], directory: Path) -> list[Path]:
    """Write which indicator each observation belongs to; return the file where it changed."""
    pairs = sorted(
        (fact.observation_id, indicator.indicator_id)
        for indicator in indicators
        for member in indicator.members
        for fact in member.line.facts
    )
    path = directory / f"{LINK}{normalized.SUFFIX}"
    columns = {"observation_id": [o for o, _ in pairs], "indicator_id": [i for _, i in pairs]}
    return [path] if normalized.replace_bytes(path, normalized.encode_columns(columns)) else []
