"""Every cell of ``data/cells.tsv`` says what the specification says of it, and nothing else."""

from __future__ import annotations

import pytest

from pipeline.normalize.cells.model import Value
from pipeline.normalize.cells.value import parse_value
from pipeline.normalize.parse import value_answer
from tests.normalize.cells.tables_of_facts import more, rows

CELLS = [tuple(row) for row in rows("cells.tsv", 4)]
# Several hundred cells in one test each would only slow pytest down: a test takes a chunk of them.
CHUNK = 50
CHUNKS = [CELLS[start : start + CHUNK] for start in range(0, len(CELLS), CHUNK)]


def _short(value: Value) -> str:
    number = "" if value.value is None else f"{value.value:f}"
    return number + (value.unit or "")


def _said(value: Value) -> dict[str, str]:
    """What the parser says, in the words of the file."""
    answer = value_answer(value)
    said = {
        "value": answer["value"],
        "unit": answer["unit"],
        "status": value.status if value.status != "normal" else None,
        "qualifier": value.qualifier,
        "low": answer["low"],
        "high": answer["high"],
        "notes": ",".join(value.notes),
        "flags": ",".join(sorted(value.flags)),
        "direction": value.direction,
        "sub": ",".join(_short(one) for one in value.sub),
        "multi": ",".join(_short(one) for one in value.multi),
        "period": str(value.period.start) if value.period else None,
    }
    return {name: word for name, word in said.items() if word}


def _expected(value: str, unit: str, facts: dict[str, str]) -> dict[str, str]:
    said = {"value": value, "unit": unit, **facts}
    if "flags" in said:
        said["flags"] = ",".join(sorted(said["flags"].split(",")))
    return {name: word for name, word in said.items() if word and name not in _BESIDE}


_BESIDE = {"hint", "decimals", "printed", "warning"}


def _wrong(text: str, value: str, unit: str, rest: str) -> str | None:
    facts = more(rest)
    found = parse_value(text, unit_hint=facts.get("hint"))
    said, expected = _said(found), _expected(value, unit, facts)
    printed = "" if found.printed_value is None else f"{found.printed_value:f}"
    warned = any(warning.startswith(facts.get("warning", "")) for warning in found.warnings)
    agreed = (
        said == expected
        and facts.get("decimals", str(found.decimals)) == str(found.decimals)
        and facts.get("printed", "") in ("", printed + (found.printed_unit or ""))
        and (warned or "warning" not in facts)
        and found.raw == text
    )
    return None if agreed else f"{text!r}: {said} instead of {expected}; {found}"


@pytest.mark.parametrize("cells", CHUNKS, ids=[chunk[0][0] or "blank" for chunk in CHUNKS])
def test_cells(cells: list[tuple[str, ...]]) -> None:
    wrong = [complaint for text, value, unit, rest in cells if (complaint := _wrong(text, value, unit, rest))]
    assert not wrong, "\n".join(wrong)


def test_there_are_enough_cells() -> None:
    assert len({cell for cell in CELLS}) >= 1000


def test_what_is_unknown_is_kept_and_said() -> None:
    value = parse_value("2,038,318TEU")
    assert (value.unit, value.printed_unit) == ("TEU", "TEU")
    assert value.warnings == ("unknown_unit: TEU",)


def test_an_unparsed_cell_says_what_was_left_over() -> None:
    assert parse_value("10人中3人").warnings == ("leftover: 人中3人",)
