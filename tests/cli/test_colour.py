"""Colour on a terminal only, and only where it is wanted."""

from __future__ import annotations

import io

import pytest

from pipeline.cli.colour import paint
from pipeline.cli.output import write


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")


def test_a_terminal_shows_colour() -> None:
    assert paint("甲", "red", Terminal()) == "\x1b[31m甲\x1b[0m"


def test_a_file_gets_none() -> None:
    assert paint("甲", "red", io.StringIO()) == "甲"


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_none_where_it_is_not_wanted(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    assert paint("甲", "red", Terminal()) == "甲"


def test_only_the_head_of_a_table_is_bold() -> None:
    shown = Terminal()
    write(["a"], [[1]], "table", shown)
    assert shown.getvalue().splitlines()[0] == "\x1b[1ma\x1b[0m"
    assert shown.getvalue().count("\x1b") == 2


def test_data_for_machines_has_no_colour() -> None:
    for form in ("csv", "json", "md", "html"):
        shown = Terminal()
        write(["a"], [[1]], form, shown)
        assert "\x1b" not in shown.getvalue()
