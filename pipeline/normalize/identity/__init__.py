"""Identity: which observations of a municipality's documents are about the same indicator.

It reads the observations of all documents and ``raw/indicators.toml``, and writes to
``normalized/_identity/`` the tables indicator, indicator_alias and indicator_relation, and the files
``link`` and ``succession`` that give each observation its indicator and each plan its predecessor.
Nothing is ever linked across municipalities.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from pipeline.normalize.identity import memory, results
from pipeline.normalize.identity.facts import Release, facts, releases
from pipeline.normalize.identity.lines import lines
from pipeline.normalize.identity.link import link
from pipeline.normalize.identity.plans import succession
from pipeline.normalize.identity.redefined import divided
from pipeline.normalize.identity.register import Register
from pipeline.normalize.identity.review import Review, read_review
from pipeline.workspace import Workspace

Documents = list[tuple[Release, Path]]


@dataclass(frozen=True)
class IdentityReport:
    """How many indicators there are, how many relations wait for a decision, and what files changed.

    ``linked`` names the municipalities that were linked anew; the others had nothing new.
    """

    indicators: int
    proposed: int
    linked: tuple[str, ...]
    changed: tuple[Path, ...]


def run(workspace: Workspace) -> IdentityReport:
    """Link the indicators of every document in ``normalized/`` and write what was found.

    Raises ``SettingsError`` where ``raw/indicators.toml`` can't be used.
    """
    review = read_review(workspace.indicators)
    known = memory.recall(workspace.state)
    pairs = releases(workspace.normalized, known)
    kept = _kept(known, workspace.identity_dir)
    parts: list[results.Results] = []
    linked = []
    scopes: dict[str, dict[str, object]] = {}
    for scope, documents in _scopes(pairs):
        key = memory.key(review.digest, [[r.document_id, memory.state(folder)] for r, folder in documents])
        before, part = kept.get(scope, ("", {}))
        if before != key:
            part = _link(scope, documents, review)
            linked.append(scope)
        parts.append(part)
        scopes[scope] = {"key": key, "rows": {name: part[name].num_rows for name in results.NAMES}}
    found = results.joined(parts)
    changed = results.write(found, workspace.identity_dir)
    known.scopes, known.files = scopes, memory.hashes(workspace.identity_dir)
    memory.remember(known, workspace.state)
    proposed = found["indicator_relation"]["state"].to_pylist().count("proposed")
    return IdentityReport(found["indicator"].num_rows, proposed, tuple(linked), tuple(changed))


def _scopes(pairs: Documents) -> list[tuple[str, Documents]]:
    ordered = sorted(pairs, key=lambda pair: pair[0].scope)
    return [(scope, list(group)) for scope, group in groupby(ordered, key=lambda pair: pair[0].scope)]


def _link(scope: str, documents: Documents, review: Review) -> results.Results:
    """Link the documents of one municipality, in order of release."""
    code = next((release.municipality_code for release, _ in documents if release.municipality_code), None)
    register = Register(code, scope, review)
    for release, folder in documents:
        link(register, list(divided(lines(release, facts(folder)))))
    return results.results(register, succession(documents))


def _kept(known: memory.Memory, folder: Path) -> dict[str, tuple[str, results.Results]]:
    """Return key and results of each municipality from the run before, where its files still stand."""
    if not known.scopes or known.files != memory.hashes(folder):
        return {}
    tables = results.read(folder)
    parts: dict[str, tuple[str, results.Results]] = {}
    starts = dict.fromkeys(results.NAMES, 0)
    for scope, entry in known.scopes.items():
        rows = entry["rows"]
        part = {name: tables[name].slice(starts[name], rows[name]) for name in results.NAMES}
        parts[scope] = (entry["key"], part)
        starts = {name: starts[name] + rows[name] for name in results.NAMES}
    return parts
