"""`python -m benchmarks run` and `python -m benchmarks layouts`: tables in Markdown on standard output."""

from __future__ import annotations

import argparse


def main() -> int:
    """Run one benchmark and print its tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    commands = parser.add_subparsers(required=True)
    whole = commands.add_parser("run", help="what a whole run costs, beside plain scripts")
    whole.add_argument("--pages", type=int, nargs="*", default=[10, 100, 1000], help="sets of so many pages")
    whole.add_argument(
        "--documents", type=int, nargs="*", default=[1, 10, 100, 1000], help="sets of so many documents"
    )
    whole.add_argument("--long", type=int, default=1000, help="pages of one long document (1000; 0: none)")
    whole.add_argument("--times", type=int, default=2, help="measure so often and take the fastest (2)")
    whole.add_argument("--no-camelot", action="store_true", help="leave camelot out")
    whole.set_defaults(action=_run)
    layouts = commands.add_parser("layouts", help="how well tables are read, quirk by quirk")
    layouts.add_argument("--cases", type=int, default=3, help="documents for each quirk (3)")
    layouts.add_argument("quirks", nargs="*", help="all of them, if none is named")
    layouts.set_defaults(action=_layouts)
    chosen = parser.parse_args()
    print(chosen.action(chosen))
    return 0


def _run(chosen: argparse.Namespace) -> str:
    from benchmarks.whole.run import Plan, run

    return run(Plan(chosen.pages, chosen.documents, chosen.long, chosen.times, not chosen.no_camelot))


def _layouts(chosen: argparse.Namespace) -> str:
    from benchmarks.layouts.run import run

    return run(chosen.cases, chosen.quirks)


if __name__ == "__main__":
    raise SystemExit(main())
