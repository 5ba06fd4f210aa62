"""The rules of ``docs/grammar.md``: each example is read as the page says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from pipeline.normalize.parse import PARSERS

PAGE = Path(__file__).parents[3] / "docs" / "grammar.md"
_SECTIONS = {"Values": "value", "Periods": "period", "Labels": "text"}
_ROW = re.compile(r"\| ([VPT]\d+) \| .* \| (`.*) \|")
_EXAMPLE = re.compile(r"`([^`]*)` → ([^`;]+)(?:; |$)")


def _examples() -> list[tuple[str, str, str, str]]:
    """Section, rule, what is printed and how it is read, for each example of the page."""
    found = []
    for section in PAGE.read_text(encoding="utf-8").split("\n## ")[1:]:
        title, _, body = section.partition("\n")
        for line in body.splitlines():
            if row := _ROW.fullmatch(line):
                found += [
                    (_SECTIONS[title], row[1], printed, said) for printed, said in _EXAMPLE.findall(row[2])
                ]
    return found


def _value(answer: dict[str, Any]) -> str:
    bounds = [answer["low"] or "", answer["high"] or ""]
    number = answer["value"] or ("～".join(bounds) if any(bounds) else answer["status"])
    warned = [warning.partition(":")[0] for warning in answer.get("warnings", ())]
    said = [f"{number} {answer['unit'] or ''}".strip(), answer["qualifier"] or ""]
    return ", ".join(part for part in (*said, *answer["notes"], *answer["flags"], *warned) if part)


def _period(answer: dict[str, Any] | None) -> str:
    if answer is None:
        return "no period"
    if "error" in answer:
        return "an error"
    if "periods" in answer:
        return " and ".join(map(_period, answer["periods"]))
    days = sorted({str(answer["start"]), str(answer["end"])})
    said = [" to ".join(days) if days != ["None"] else "no days", answer["point"], answer["stage"]]
    return ", ".join(part for part in (*said, *answer.get("warnings", ())) if part)


def _label(answer: dict[str, Any]) -> str:
    return ", ".join([answer["key"], *answer["notes"], *answer["flags"]])


SAID = {"value": _value, "period": _period, "text": _label}
EXAMPLES = _examples()


@pytest.mark.parametrize(("kind", "rule", "printed", "said"), EXAMPLES)
def test_an_example_is_read_as_the_page_says(kind: str, rule: str, printed: str, said: str) -> None:
    answer: Any = PARSERS[kind](printed)
    assert SAID[kind](answer) == said


def test_every_rule_has_an_example() -> None:
    rules = {rule for _, rule, _, _ in EXAMPLES}
    assert rules == {
        f"{letter}{n}" for letter, last in (("V", 13), ("P", 8), ("T", 3)) for n in range(1, last + 1)
    }


def test_the_code_names_no_other_rule(repository: Path) -> None:
    known = {rule for _, rule, _, _ in EXAMPLES}
    named = {
        rule
        for path in (repository / "pipeline" / "normalize").rglob("*.py")
        for bracket in re.findall(r"\(([VPT]\d[^()]*)\)", path.read_text(encoding="utf-8"))
        for rule in re.findall(r"[VPT]\d+", bracket)
    }
    assert named <= known
