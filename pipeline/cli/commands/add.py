"""Register releases: copy files into raw/, infer what they are, and write their catalogue entries.

A FILE is copied, a URL is fetched (http and https, with a limit of size and of time). Title, publisher,
plan, release label, meeting, date and maturity are inferred from the pages; each is shown with the words
that it was taken from, which also stand beside it in raw/catalog.toml, for you to mend. A file that is
there already is recognised by its hash. A new version of a known release becomes a document of its own,
and the old one stays. With --check, the sources of the catalogue (or those named) are asked for newer
files, and nothing is written; exit code 10 where one is newer.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from pipeline.cli.options import add_format, add_root, positive, seconds, workspace_of
from pipeline.errors import ExitCode, ShihyoError, UsageError

if TYPE_CHECKING:
    from pipeline.register.newer import Answer
    from pipeline.register.registration import Registered

SUMMARY = "register a release, or ask for newer ones"
COLUMNS = ("source", "outcome", "document_id", "file", "previous", "key", "value", "why")


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    add_root(parser)
    add_format(parser)
    parser.add_argument("--check", action="store_true", help="ask the sources for newer files, write nothing")
    parser.add_argument(
        "--size-limit", type=positive, default=200, metavar="MIB", help="largest file (default: %(default)s)"
    )
    parser.add_argument(
        "--time-limit",
        type=seconds,
        default=120.0,
        metavar="SECONDS",
        help="for fetching one file, and for reading it (default: %(default)g)",
    )
    parser.add_argument("sources", nargs="*", metavar="FILE|URL", help="what to register")
    parser.set_defaults(action=action)


def action(chosen: argparse.Namespace) -> ExitCode:
    """Register, or ask."""
    if chosen.check:
        return _check(chosen)
    if not chosen.sources:
        raise UsageError("nothing to register", remedy="Name a FILE or a URL, or ask with --check")
    from pipeline.register.fetch import FetchLimits
    from pipeline.register.registration import register
    from pipeline.run.task import Limits

    done = register(
        workspace_of(chosen),
        chosen.sources,
        fetching=FetchLimits(chosen.time_limit, chosen.size_limit),
        reading=Limits(seconds=chosen.time_limit),
        today=date.today(),
        say=lambda text: print(text, file=sys.stderr),
    )
    _show(done, chosen.format)
    return _code([each.error for each in done if each.error], len(done))


def _check(chosen: argparse.Namespace) -> ExitCode:
    from pipeline.cli.output import write
    from pipeline.register.fetch import FetchLimits
    from pipeline.register.newer import ask

    answers = ask(workspace_of(chosen), FetchLimits(chosen.time_limit, chosen.size_limit), chosen.sources)
    columns = ("document_id", "state", "how", "source_url")
    write(columns, [[getattr(answer, name) for name in columns] for answer in answers], chosen.format)
    return _code_of(answers)


def _code_of(answers: list[Answer]) -> ExitCode:
    for answer in answers:
        if answer.error:
            print(f"shihyo: {answer.error}", file=sys.stderr)
    if any(answer.error for answer in answers):
        return ExitCode.SOME_FAILED
    newer = any(answer.state == "newer" for answer in answers)
    if newer:
        print("`shihyo add URL` registers a newer file; the one before stays", file=sys.stderr)
    return ExitCode.DIFFERENCE if newer else ExitCode.OK


def _show(done: list[Registered], form: str) -> None:
    from pipeline.cli.output import write

    for each in done:
        if each.error:
            print(f"shihyo: {each.error}", file=sys.stderr)
    if form == "table":
        for each in done:
            if not each.error:
                print("\n".join(_lines(each)))
    else:
        write(COLUMNS, [row for each in done for row in _rows(each)], form)


def _lines(each: Registered) -> Iterator[str]:
    from pipeline.printable import visible

    if each.outcome == "known":
        yield f"{each.source}: the same file is raw/{each.file} ({each.document_id}) already"
        return
    words = {
        "version": f"a new version of {each.previous}, which stays",
        "listed": "was there without an entry",
    }
    note = f", {words[each.outcome]}" if each.outcome in words else ""
    yield f"raw/{each.file} is {each.document_id}{note}"
    for key, value in each.values.items():
        if key not in ("id", "file"):
            yield visible(f"  {key} = {value.text}" + (f"   ← {value.why}" if value.why else ""))
    yield "  Look at the entry in raw/catalog.toml, then `shihyo run`"


def _rows(each: Registered) -> Iterator[list[object]]:
    head: list[object] = [each.source, each.outcome, each.document_id, each.file, each.previous]
    if not each.values:
        yield [*head, "", "", each.error.what if each.error else ""]
    yield from ([*head, key, value.text, value.why] for key, value in each.values.items())


def _code(errors: list[ShihyoError], sources: int) -> ExitCode:
    if not errors:
        return ExitCode.OK
    return errors[0].exit_code if sources == 1 else ExitCode.SOME_FAILED
