"""Every command and option has help and stands in the docs."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.cli.parser import COMMANDS
from pipeline.cli.reference import commands, exit_codes, own_actions, sub_parsers


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_has_help(name: str) -> None:
    without = [action.dest for action in own_actions(sub_parsers()[name]) if not action.help]
    assert not without


@pytest.mark.parametrize(("page", "text"), [("commands.md", commands()), ("exit-codes.md", exit_codes())])
def test_the_docs_are_those_of_the_program(repository: Path, page: str, text: str) -> None:
    written = (repository / "docs" / page).read_text(encoding="utf-8")
    assert written == text, "run `python -m pipeline.cli.reference`"


def test_every_command_is_described_for_people() -> None:
    assert all(parser.description for parser in sub_parsers().values())
