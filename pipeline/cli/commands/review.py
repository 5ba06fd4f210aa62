"""Show every cell that a person should look at, with a correction ready to accept.

These are cells that two readers read differently, cells in quarantine, values from scans, and values that
the checks find implausible. The page is served to this machine only, and accepting writes
raw/corrections.toml, which the next `shihyo run` checks and applies; Ctrl-C ends it. With --out FILE the
page is written instead, and gathers what is accepted as text for that file.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli.options import add_root, workspace_of
from pipeline.errors import ExitCode

if TYPE_CHECKING:
    from pipeline.analyze.review.run import Review
    from pipeline.workspace import Workspace

SUMMARY = "look at doubtful cells, accept corrections"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    add_root(parser)
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the page instead of serving it")
    parser.add_argument(
        "--port", type=_port, default=0, metavar="N", help="the port of this machine (default: a free one)"
    )
    parser.add_argument(
        "--lang", choices=("ja", "en"), default="ja", help="language that it opens in (default: ja)"
    )
    parser.set_defaults(action=action)


def action(chosen: argparse.Namespace) -> ExitCode:
    """Write the page, or serve it until Ctrl-C."""
    from pipeline.analyze.review.run import run
    from pipeline.cli.draw import drawing
    from pipeline.warehouse import connect

    workspace = workspace_of(chosen)
    workspace.state.mkdir(exist_ok=True)
    with connect(workspace) as connection, drawing(workspace, connection) as draw:
        found = run(connection, draw, workspace.state)
    if chosen.out:
        chosen.out.write_text(found.page(chosen.lang), encoding="utf-8", newline="\n")
        print(f"wrote {chosen.out}: {len(found.items)} cells to review", file=sys.stderr)
    else:
        _serve(workspace, found, chosen)
    return ExitCode.OK


def _serve(workspace: Workspace, found: Review, chosen: argparse.Namespace) -> None:
    from pipeline.analyze.review.server import Server
    from pipeline.run.shelves import opened

    path = workspace.corrections
    with (
        opened(workspace) as shelves,
        Server(
            found.items,
            lambda post: found.page(chosen.lang, post),
            path,
            chosen.port,
            lambda: shelves.raw.publish(path),
        ) as server,
    ):
        print(f"{len(found.items)} cells to review; Ctrl-C ends it. Open", file=sys.stderr)
        print(server.address, flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            server.serve_forever()


def _port(text: str) -> int:
    number = int(text)
    if not 0 <= number <= 65535:
        raise argparse.ArgumentTypeError(f"{text} is no port: 0 to 65535")
    return number
