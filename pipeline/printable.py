"""Text from elsewhere (names of files, cells, messages) made safe to print: it can't steer a terminal."""

from __future__ import annotations


def visible(text: str) -> str:
    """One line; characters that would steer a terminal are shown as a replacement character."""
    return " ".join(_shown(line) for line in text.splitlines())


def visible_lines(text: str) -> str:
    """The same with its line feeds kept."""
    return "\n".join(_shown(line) for line in text.split("\n"))


def _shown(line: str) -> str:
    if line.isprintable():
        return line
    return "".join(c if c.isprintable() or c == "\u3000" else "\N{REPLACEMENT CHARACTER}" for c in line)
