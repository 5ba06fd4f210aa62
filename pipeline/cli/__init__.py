"""The command ``shihyo``. Data goes to standard output, talk to standard error."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence

from pipeline.errors import ExitCode, ShihyoError, refused


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code (see :class:`~pipeline.errors.ExitCode`)."""
    from pipeline.cli.parser import parse

    _use_utf8()
    try:
        chosen = parse(sys.argv[1:] if arguments is None else list(arguments))
        return int(chosen.action(chosen))
    except ShihyoError as error:
        print(f"{_name()} {error}", file=sys.stderr)
        return int(error.exit_code)
    except BrokenPipeError:
        # the reader of our output (head, less) has seen enough; keep Python from complaining at exit
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return int(ExitCode.OK)
    except OSError as error:
        print(f"{_name()} {refused(error)}", file=sys.stderr)
        return int(ExitCode.STORAGE)
    except KeyboardInterrupt:
        print(
            "shihyo: interrupted; what was finished is kept, the next run goes on from there", file=sys.stderr
        )
        return int(ExitCode.INTERRUPTED)


def _name() -> str:
    """The name that an error begins with, red on a terminal."""
    from pipeline.cli.colour import paint

    return paint("shihyo:", "red", sys.stderr)


def _use_utf8() -> None:
    """Write UTF-8 and plain line feeds wherever the output goes."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="backslashreplace")
