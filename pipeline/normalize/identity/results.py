"""What identity writes, for a municipality or for all: three tables of the contract, two lists of pairs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.layers import normalized
from pipeline.layers.contract import tables
from pipeline.layers.rows import Row
from pipeline.normalize.identity.register import Indicator, Register
from pipeline.normalize.identity.relations import relations

if TYPE_CHECKING:
    import pyarrow as pa

    Results = dict[str, pa.Table]

TABLES = ("indicator", "indicator_alias", "indicator_relation")
PAIRS = {"link": ("observation_id", "indicator_id"), "succession": ("plan_id", "predecessor")}
NAMES = (*TABLES, *PAIRS)


def results(register: Register, predecessors: dict[str, str]) -> Results:
    """Return the tables of one municipality, in the order in which its indicators were founded."""
    indicators = register.indicators
    rows: dict[str, list[Row]] = {
        "indicator": list(_indicator_rows(register)),
        "indicator_alias": [row for indicator in indicators for row in _alias_rows(indicator)],
        "indicator_relation": relations(register),
    }
    found = {name: normalized.arrow(tables()[name], rows[name]) for name in TABLES}
    return found | {
        "link": _pairs("link", _links(indicators)),
        "succession": _pairs("succession", predecessors),
    }


def joined(parts: Sequence[Results]) -> Results:
    """Return the tables of several municipalities, one after another."""
    import pyarrow as pa

    empty = {name: normalized.arrow(tables()[name], []) for name in TABLES}
    empty |= {name: _pairs(name, {}) for name in PAIRS}
    return {name: pa.concat_tables([empty[name], *(part[name] for part in parts)]) for name in NAMES}


def write(found: Results, folder: Path) -> list[Path]:
    """Write the tables to ``folder`` and return the files that changed. A table without rows has no file."""
    folder.mkdir(parents=True, exist_ok=True)
    changed = []
    for name in NAMES:
        path = folder / f"{name}{normalized.SUFFIX}"
        if found[name].num_rows and normalized.replace_bytes(path, normalized.encode_arrow(found[name])):
            changed.append(path)
        elif not found[name].num_rows and path.is_file():
            path.unlink()
            changed.append(path)
    return changed


def read(folder: Path) -> Results:
    """Return the tables of ``folder``, without rows where there is no file."""
    import pyarrow.parquet as pq

    found = joined([])
    for name in NAMES:
        path = folder / f"{name}{normalized.SUFFIX}"
        if path.is_file():
            with pq.ParquetFile(path) as file:  # read_table would load pyarrow.dataset
                found[name] = file.read().cast(found[name].schema)
    return found


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


def _links(indicators: Iterable[Indicator]) -> dict[str, str]:
    return {
        fact.observation_id: indicator.indicator_id
        for indicator in indicators
        for member in indicator.members
        for fact in member.line.facts
    }


def _pairs(name: str, pairs: dict[str, str]) -> pa.Table:
    one, other = PAIRS[name]
    ordered = sorted(pairs.items())
    return normalized.text_columns({one: [a for a, _ in ordered], other: [b for _, b in ordered]})
