"""Help ends with examples that work, and shells complete what the parser knows."""

from __future__ import annotations

import shlex
import shutil
import subprocess

import pytest

from pipeline.cli import main
from pipeline.cli.examples import examples
from pipeline.cli.parser import COMMANDS, build
from pipeline.cli.reference import own_actions, sub_parsers

LINES = [line for command in COMMANDS for line in examples()[command]]


@pytest.mark.parametrize("line", LINES)
def test_an_example_parses(line: str) -> None:
    first, command, *_ = shlex.split(line)
    assert first == "shihyo"
    assert command in COMMANDS
    build().parse_args(shlex.split(line)[1:])


def test_every_command_has_examples_and_no_other() -> None:
    assert set(examples()) == set(COMMANDS)


def test_help_shows_them(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["diff", "--help"])
    assert "shihyo diff strategy-draft-h27" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["shihyo", "di"], "diff"),
        (["shihyo", "export", "xl"], "xlsx"),
        (["shihyo", "run", "--fo"], "--force --format"),
        (["shihyo", "diff", "--format", "c"], "csv"),
    ],
)
def test_bash_completes(words: list[str], expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("no bash")
    main(["completion", "bash"])
    script = capsys.readouterr().out
    ask = f"COMP_WORDS=({shlex.join(words)}); COMP_CWORD={len(words) - 1}; _shihyo; echo ${{COMPREPLY[@]}}"
    done = subprocess.run(
        [bash, "-c", f"{script}\n{ask}"], capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert sorted(done.stdout.split()) == sorted(expected.split())


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_option_is_completed(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["completion", shell])
    script = capsys.readouterr().out
    for name, parser in sub_parsers().items():
        assert name in script
        for action in own_actions(parser):
            assert all(option.lstrip("-") in script for option in action.option_strings)
