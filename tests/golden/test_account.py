"""The account closes to the character on every document, and no number can be taken out unnoticed."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

from pipeline.layers import extracted
from pipeline.layers.account import account_of

NUMBER = re.compile(r"[0-9０-９][0-9０-９,，.．]*")


def documents(root: Path) -> list[Path]:
    return sorted((root / "extracted").glob("*.jsonl"))


def test_the_account_closes(kodaira_root: Path) -> None:
    for path in documents(kodaira_root):
        account = account_of(extracted.read(path))
        for what, characters in account.lines():
            print(f"{path.stem:26}{what:24}{characters:8}")
        assert account.seen > 0
        assert account.gap == 0, account.faults()


def test_the_account_closes_on_other_municipalities(cities_root: Path) -> None:
    for path in documents(cities_root):
        account = account_of(extracted.read(path))
        assert account.gap == 0, account.faults()


def test_a_number_that_is_taken_out_is_missed(kodaira_root: Path) -> None:
    chance = random.Random(7)
    for path in documents(kodaira_root):
        lines = path.read_text(encoding="utf-8").splitlines()
        holding = [n for n, line in enumerate(lines) if NUMBER.search(_text(line))]
        for number in chance.sample(holding, 25):
            cut = [*lines[:number], _without(lines[number], chance), *lines[number + 1 :]]
            assert account_of(extracted.loads("\n".join(cut))).gap > 0, lines[number]


def _text(line: str) -> str:
    (body,) = json.loads(line).values()
    return str(body.get("text", ""))


def _without(line: str, chance: random.Random) -> str:
    """Take one of the numbers out of the text of a line or cell."""
    ((kind, body),) = json.loads(line).items()
    found = chance.choice(list(NUMBER.finditer(body["text"])))
    body["text"] = body["text"][: found.start()] + body["text"][found.end() :]
    return json.dumps({kind: body}, ensure_ascii=False)
