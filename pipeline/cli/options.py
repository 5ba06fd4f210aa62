"""Options that several commands share."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.run.options import Options
from pipeline.run.settings import read_layers, read_settings
from pipeline.run.task import Limits
from pipeline.workspace import Workspace

FORMATS = ("table", "csv", "json", "md", "html")


def add_root(parser: argparse.ArgumentParser) -> None:
    """Add ``--root``."""
    parser.add_argument(
        "--root",
        type=Path,
        default=Path(),
        metavar="DIR",
        help="workspace with raw/, extracted/, normalized/ and warehouse.duckdb (default: here)",
    )


def add_format(parser: argparse.ArgumentParser) -> None:
    """Add ``--format`` and ``--json``."""
    parser.add_argument(
        "--format", choices=FORMATS, default="table", help="how the output is written (default: table)"
    )
    parser.add_argument(
        "--json", dest="format", action="store_const", const="json", help="the same as --format json"
    )


def add_work(parser: argparse.ArgumentParser) -> None:
    """Add what the stages share."""
    add_root(parser)
    parser.add_argument(
        "--jobs", type=positive, metavar="N", help="documents at a time (default: one for each core)"
    )
    parser.add_argument("--force", action="store_true", help="do everything again, stale or not")
    parser.add_argument(
        "--readers",
        choices=("one", "two"),
        help="readers for each page: two referee each other, one is faster (default: two)",
    )
    parser.add_argument(
        "--time-limit",
        type=seconds,
        metavar="SECONDS",
        help=f"what one document may take before it is stopped (default: {Limits().seconds:g})",
    )
    parser.add_argument(
        "--memory-limit",
        type=positive,
        metavar="MIB",
        help=f"memory that one document may take (default: {Limits().memory})",
    )
    parser.add_argument(
        "--cluster", metavar="ADDRESS", help="spread documents over a Dask cluster (tcp://HOST:8786)"
    )
    parser.add_argument("--quiet", action="store_true", help="no progress")
    parser.add_argument(
        "--log", metavar="FILE", help="append a line of JSON for each event to FILE (-: standard error)"
    )
    add_format(parser)
    parser.add_argument(
        "documents", nargs="*", metavar="DOCUMENT", help="ids or file names (default: all documents)"
    )


def workspace_of(chosen: argparse.Namespace) -> Workspace:
    """The workspace that ``--root`` names, with an absolute path and its layers where ``shihyo.toml`` says.

    Raises :class:`~pipeline.errors.SettingsError` where that file can't be used.
    """
    root: Path = chosen.root
    here = Workspace(root.resolve())
    return Workspace(here.root, read_layers(here.settings))


def options_of(chosen: argparse.Namespace) -> Options:
    """What was asked of a stage: on the command line, else in ``shihyo.toml``, else the defaults.

    Raises :class:`~pipeline.errors.SettingsError` where that file can't be used.
    """
    settings = read_settings(workspace_of(chosen).settings)
    seconds = chosen.time_limit or settings.time_limit or Limits().seconds
    memory = chosen.memory_limit or settings.memory_limit or Limits().memory
    return Options(
        documents=tuple(chosen.documents),
        jobs=chosen.jobs or settings.jobs,
        force=chosen.force,
        readers=chosen.readers or settings.readers or "two",
        limits=Limits(seconds, memory),
        quiet=chosen.quiet,
        log=chosen.log,
        cluster=chosen.cluster,
    )


def positive(text: str) -> int:
    """An argument that must be a whole number above 0."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number above 0")
    return int(text)


def seconds(text: str) -> float:
    """An argument that must be a time above 0."""
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number < 1e7:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds above 0")
    return number
