"""Show the indicators that are likely one, both sides with their series, and take the decision.

What is certain is linked by every run; what is only likely waits here and is applied by nobody else. A
decision is written to raw/indicators.toml with its reason, and the next `shihyo run` applies it. A pair that
was refused is not proposed again.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli.options import add_format, add_root, workspace_of
from pipeline.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from pipeline.analyze.proposals import Proposal, Side

SUMMARY = "proposed identities, to accept or refuse"
COLUMNS = ("pair", "relation", "score", "side", "indicator", "unit", "documents", "series")
ID_DIGITS = 6


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    add_root(parser)
    add_format(parser)
    decide = parser.add_mutually_exclusive_group()
    decide.add_argument("--accept", metavar="PAIR", help="they are one: write that to raw/indicators.toml")
    decide.add_argument("--refuse", metavar="PAIR", help="they are not one: don't propose them again")
    parser.add_argument("--reason", metavar="TEXT", help="why; needed for a decision")
    parser.set_defaults(action=action)


def action(chosen: argparse.Namespace) -> ExitCode:
    """Print what is proposed, or write a decision."""
    from pipeline.analyze.proposals import proposals
    from pipeline.cli.output import write
    from pipeline.warehouse import connect

    workspace = workspace_of(chosen)
    with connect(workspace) as connection:
        found = {_pair(proposal): proposal for proposal in proposals(connection)}
    pair = chosen.accept or chosen.refuse
    if pair is None:
        rows = [row for name, proposal in found.items() for row in _rows(name, proposal)]
        write(COLUMNS, rows, chosen.format)
        _say_what_next(len(found))
        return ExitCode.OK
    from pipeline.run.shelves import opened

    with opened(workspace) as shelves:
        _decide(workspace.indicators, found, pair, chosen)
        shelves.raw.publish(workspace.indicators)
    return ExitCode.OK


def _decide(path: Path, found: dict[str, Proposal], pair: str, chosen: argparse.Namespace) -> None:
    from pipeline.normalize.identity.review import add_decision

    if pair not in found:
        known = ", ".join(found) or "none"
        raise UsageError(f"no proposed pair {pair!r}", remedy=f"`shihyo link` lists them: {known}")
    if not (chosen.reason or "").strip():
        raise UsageError("a decision says why", remedy='Add --reason "…"')
    entry = found[pair].decision(bool(chosen.accept), chosen.reason.strip())
    add_decision(path, entry)
    print(f"written to {path}; `shihyo run` applies it", file=sys.stderr)


def _pair(proposal: Proposal) -> str:
    """A short name of a pair that stays the same while both indicators stand."""
    return f"{proposal.newer.indicator_id[:ID_DIGITS]}-{proposal.older.indicator_id[:ID_DIGITS]}"


def _rows(name: str, proposal: Proposal) -> list[list[object]]:
    score = None if proposal.score is None else round(proposal.score, 1)
    sides = (("newer", proposal.newer), ("older", proposal.older))
    return [
        [
            name,
            proposal.relation,
            score,
            which,
            side.name,
            side.unit,
            ", ".join(side.documents),
            _series(side),
        ]
        for which, side in sides
    ]


def _series(side: Side) -> str:
    figures = (f"{f.period_label or '—'} {f.value_kind} {f.printed}" for f in side.series)
    return "; ".join(figures)


def _say_what_next(count: int) -> None:
    if count:
        print('`shihyo link --accept PAIR --reason "…"` or --refuse decides', file=sys.stderr)
    else:
        print("Nothing is proposed: what could be linked with certainty is linked", file=sys.stderr)
