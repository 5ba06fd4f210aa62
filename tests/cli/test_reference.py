"""Every command and option has help and stands in the docs."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.cli.parser import COMMANDS
from pipeline.cli.reference import PAGES, help_of, japanese, own_actions, sub_parsers
from pipeline.errors import ExitCode


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_has_help(name: str) -> None:
    without = [action.dest for action in own_actions(sub_parsers()[name]) if not action.help]
    assert not without


@pytest.mark.parametrize("page", PAGES)
def test_the_docs_are_those_of_the_program(repository: Path, page: str) -> None:
    written = (repository / "docs" / page).read_text(encoding="utf-8")
    assert written == PAGES[page](), "run `python -m pipeline.cli.reference`"


def test_the_japanese_is_that_of_this_program_and_of_no_older_one() -> None:
    parsers = sub_parsers()
    said = {help_of(action) for parser in parsers.values() for action in own_actions(parser)}
    assert set(japanese().command) == set(parsers)
    assert set(japanese().option) == said
    assert set(japanese().exit_code) == {code.name for code in ExitCode}


def test_no_two_failures_share_an_exit_code() -> None:
    assert len(ExitCode) == len(ExitCode.__members__)


def test_every_command_is_described_for_people() -> None:
    assert all(parser.description for parser in sub_parsers().values())
