"""The reference of commands and exit codes in both languages, made from the parser and the enum.

``python -m pipeline.cli.reference`` writes the pages of ``PAGES`` into ``docs/``. The program itself speaks
English; its Japanese stands in ``reference.ja.toml``, which must have all of it and nothing else.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from pipeline import errors
from pipeline.cli.parser import build
from pipeline.errors import ExitCode, ShihyoError

Language = Literal["en", "ja"]

_MEANING = {
    ExitCode.OK: "All was read. Quarantined cells and pages without text are listed; they are no failures.",
    ExitCode.SOME_FAILED: "Some document failed, or a setting could not be used; the rest is loaded. "
    "Or a check failed under `--strict`.",
    ExitCode.DIFFERENCE: "`diff --exit-code` found a difference, or `add --check` a newer file.",
    ExitCode.INTERNAL: "A defect of the software itself.",
    ExitCode.INTERRUPTED: "Ended by Ctrl-C. What was finished is kept.",
}


@dataclass(frozen=True)
class Japanese:
    """What ``reference.ja.toml`` says: commands and exit codes by name, options by their English help."""

    command: Mapping[str, str]
    option: Mapping[str, str]
    exit_code: Mapping[str, str]


@cache
def japanese() -> Japanese:
    """The Japanese of the program."""
    text = Path(__file__).with_name("reference.ja.toml").read_text(encoding="utf-8")
    return Japanese(**tomllib.loads(text))


def commands(language: Language = "en") -> str:
    """The text of ``docs/commands.md``."""
    return "\n".join(_commands(language)) + "\n"


def exit_codes(language: Language = "en") -> str:
    """The text of ``docs/exit-codes.md``."""
    return "\n".join(_exit_codes(language)) + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands,
    "commands.ja.md": lambda: commands("ja"),
    "exit-codes.md": exit_codes,
    "exit-codes.ja.md": lambda: exit_codes("ja"),
}

_COMMANDS = {
    "en": """\
# Commands

[日本語](commands.ja.md)

Made from the program by `python -m pipeline.cli.reference`; a test holds it to that.
Standard output is data, standard error is talk. Exit codes: [exit-codes.md](exit-codes.md).""",
    "ja": """\
# コマンドとオプション

[English](commands.md)

`python -m pipeline.cli.reference` がプログラムから作り、テストで一致を確かめています。
標準出力にはデータだけを、標準エラー出力には経過と知らせを出します。
終了コードは [exit-codes.ja.md](exit-codes.ja.md) にあります。""",
}
_EXIT_CODES = {
    "en": """\
# Exit codes

[日本語](exit-codes.ja.md)

Made from the program by `python -m pipeline.cli.reference`; a test holds it to that.
A document that fails in a run makes that run's code 1, whatever its own class is: the other
documents are loaded. The codes of single classes appear where a command works on one thing.

| code | name | meaning |
| ---: | --- | --- |""",
    "ja": """\
# 終了コード

[English](exit-codes.md)

`python -m pipeline.cli.reference` がプログラムから作り、テストで一致を確かめています。
実行の中で資料が失敗すると、その種類にかかわらず、実行の終了コードは 1 です。ほかの資料は読み込まれます。
種類ごとのコードは、一つのものを扱うコマンドで使われます。

| コード | 名前 | 意味 |
| ---: | --- | --- |""",
}


def _commands(language: Language) -> Iterator[str]:
    yield _COMMANDS[language]
    for name, parser in sub_parsers().items():
        yield ""
        yield f"## shihyo {name}"
        yield ""
        yield f"    {_usage(name, parser)}"
        yield ""
        yield parser.description or "" if language == "en" else japanese().command[name].strip()
        yield ""
        for action in own_actions(parser):
            text = help_of(action)
            yield f"- `{words(action)}`: {text if language == 'en' else japanese().option[text]}"


def _exit_codes(language: Language) -> Iterator[str]:
    yield _EXIT_CODES[language]
    for code in ExitCode:
        text = meaning(code) if language == "en" else japanese().exit_code[code.name]
        yield f"| {int(code)} | {code.name} | {text} |"


def sub_parsers() -> dict[str, argparse.ArgumentParser]:
    """The parsers of all commands by name, in the order of the help."""
    actions = (a for a in build()._actions if isinstance(a, argparse._SubParsersAction))
    found: dict[str, argparse.ArgumentParser] = dict(next(actions).choices)
    return found


def own_actions(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """All arguments of a command but --help."""
    return [action for action in parser._actions if not isinstance(action, argparse._HelpAction)]


def words(action: argparse.Action) -> str:
    """An argument as one writes it: ``--jobs N``."""
    value = _value(action)
    if not action.option_strings:
        return value
    name = action.option_strings[-1]
    return name if action.nargs == 0 else f"{name} {value}"


def _usage(name: str, parser: argparse.ArgumentParser) -> str:
    parts = [f"shihyo {name}"]
    for action in own_actions(parser):
        text = words(action)
        if action.nargs == "*":
            text = f"{text}…" if " " not in text else text
        parts.append(f"[{text}]" if action.option_strings or action.nargs == "*" else text)
    return " ".join(parts)


def _value(action: argparse.Action) -> str:
    if action.metavar:
        return str(action.metavar)
    if action.choices:
        return "|".join(map(str, action.choices))
    return action.dest.upper()


def help_of(action: argparse.Action) -> str:
    """What the help says of an argument, its default filled in."""
    text = action.help or ""
    return text % {"default": action.default} if "%(" in text else text


def meaning(code: ExitCode) -> str:
    """What an exit code means: the first sentences of the errors that have it."""
    if code in _MEANING:
        return _MEANING[code]
    kinds = [k for k in vars(errors).values() if isinstance(k, type) and issubclass(k, ShihyoError)]
    own = [kind.__doc__ or "" for kind in kinds if vars(kind).get("exit_code") is code]
    return " ".join(text.partition("\n")[0] for text in own).replace("``", "`")


def main() -> None:
    """Write all pages."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("docs")
    for name, text in PAGES.items():
        (folder / name).write_text(text(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
