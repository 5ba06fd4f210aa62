"""A line under 成果指標: the indicator that it names and the quantity that it gives.

The name is what stands before the number, up to ： or を; if nothing does, the text in brackets after it,
period and 目標値 left out. A line with more than that is left to the figures of running text.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from pipeline.normalize.cells.period import Period
from pipeline.normalize.labels.periods import periods_in
from pipeline.normalize.labels.values import only_period, quick_value
from pipeline.normalize.tables.card.words import load

_WRAPPED = regex.compile(r"[・\s　]*[（(](?P<inner>[^（()）]*)[）)]")
_BRACKET = regex.compile(r"[\s　]*[（(](?P<inner>[^（()）]*)[）)][\s　]*")
# Another quantity before the one that was found: 75%→80%, 現状値 20件、目標値 30件.
_SECOND = regex.compile(r"[→⇒➡➔]|\p{N}[^\s、，]{0,8}[、，]")
_RATE = regex.compile(r"(?<![\p{N}毎])[年月週日]$")
_KIND_TAG = regex.compile(r"[（(【\[](?:目標値?|現状値?|実績値?|基準値?|数値目標)[）)】\]]")
_START = regex.compile(r"(?<![\p{N}.,．，第])(?:約|概ね|おおむね|およそ|延べ|[△▲+＋\-－−])?[\p{Nd}]")
_BULLET = regex.compile(r"^[・･●○■□◆◇\s　]+|^[（(]?[①-⑳][）)]?[\s　]*")
# Longer than this, no text is one quantity.
_LONGEST = 40


@dataclass(frozen=True)
class Named:
    """An indicator and its quantity as printed, the kind that the line says, and its period where printed."""

    name: str
    quantity: str
    kind: str
    period: Period | None
    period_label: str


def read_line(line: str) -> Named | None:
    """Return the indicator of a line, or None where the line is not one name with one quantity."""
    text = _BULLET.sub("", line).strip()
    if wrapped := _WRAPPED.fullmatch(text):
        text = wrapped.group("inner")
    for match in _START.finditer(text):
        start = match.start() - bool(_RATE.search(text[: match.start()]))
        quantity = _quantity(text, start)
        if quantity:
            head, tail = text[:start], text[start + len(quantity) :]
            if found := _named(head, quantity, tail):
                return found
    return None


def _quantity(text: str, start: int) -> str:
    """Return the longest quantity at ``start``, brackets after it left out."""
    for end in range(min(len(text), start + _LONGEST), start, -1):
        piece = text[start:end]
        if piece == piece.strip() and piece[-1] not in "（(）)" and _is_quantity(piece):
            return piece
    return ""


def _is_quantity(piece: str) -> bool:
    value = quick_value(piece)
    return value.status == "normal" and value.period is None and not _strange(value.warnings)


def _strange(warnings: tuple[str, ...]) -> bool:
    return any("unit" in warning for warning in warnings)


def _named(head: str, quantity: str, tail: str) -> Named | None:
    remark = _BRACKET.fullmatch(tail)
    if _SECOND.search(head) or not (remark or _is_tail(tail)):
        return None
    inner = remark.group("inner") if remark else ""
    said = f"{head} {inner}"
    period, label = _period(said)
    name = _clean(head, label) or _clean(inner, label)
    return Named(name, quantity, _kind(said), period, label) if name else None


def _is_tail(tail: str) -> bool:
    rest = tail.strip()
    for word in load().tails:
        if rest.endswith(word):
            rest = rest.removesuffix(word).rstrip()
            break
    return not rest or rest in load().tails


def _clean(text: str, period: str) -> str:
    """Take period, words of kind after it, and what links a name to its number off a name."""
    name = text.replace(period, "　", 1) if period else text
    name = _KIND_TAG.sub("", name).strip(" 　、,")
    changed = True
    while changed:
        before = name
        for word in (*load().links, *(_kind_words() if period else ())):
            name = name.removesuffix(word).rstrip(" 　、,（(")
        changed = name != before
    return _leading(name) if period else name.removeprefix("の").strip(" 　")


def _leading(name: str) -> str:
    """Take off what linked a name to the period before it: 令和7年度までに, 令和7年度末の."""
    for word in load().after_period:
        name = name.removeprefix(word).strip(" 　、,")
    return name


def _kind_words() -> list[str]:
    return [word for _, words in load().kinds for word in words]


def _period(text: str) -> tuple[Period | None, str]:
    named = periods_in(text)
    if len(named) != 1:
        return None, ""
    period, label = named[0]
    end = only_period(label.removesuffix("まで"))  # a target that is due by then is of that year
    return (end, label.removesuffix("まで")) if end is not None else (period, label)


def _kind(text: str) -> str:
    for kind, words in load().kinds:
        if any(word in text for word in words):
            return kind
    return "target"
