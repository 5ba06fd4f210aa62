"""``shihyo.toml``: taken where the command line is silent, named where it is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.cli.options import options_of
from pipeline.cli.parser import parse
from pipeline.errors import SettingsError
from pipeline.run.options import Options
from pipeline.run.task import Limits


def _options(root: Path, *words: str) -> Options:
    return options_of(parse(["run", "--root", str(root), *words]))


def test_the_command_line_then_the_file_then_the_defaults(tmp_path: Path) -> None:
    assert _options(tmp_path) == Options()
    text = '[run]\njobs = 3\nreaders = "one"\ntime_limit = 60\n'
    (tmp_path / "shihyo.toml").write_text(text, encoding="utf-8")
    chosen = _options(tmp_path, "--jobs", "1")
    assert (chosen.jobs, chosen.readers) == (1, "one")
    assert chosen.limits == Limits(60, Limits().memory)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[run", "not valid TOML"),
        ("[runs]\n", "Did you mean run?"),
        ("[run]\ntimelimit = 3\n", "Did you mean time_limit?"),
        ("[run]\njobs = 0\n", "whole number above 0"),
        ("[run]\njobs = true\n", "whole number above 0"),
        ('[run]\nreaders = "three"\n', '"one" or "two"'),
        ('[run]\ntime_limit = "60"\n', "seconds above 0"),
    ],
)
def test_a_mistake_is_named(text: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "shihyo.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        _options(tmp_path)
    assert says in str(caught.value)
    assert str(path) in str(caught.value)
