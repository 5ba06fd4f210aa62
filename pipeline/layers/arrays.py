"""Arrow arrays made of Python values by writing their buffers.

Arrow's own way from Python objects imports pandas, which takes longer than a document. A buffer holds the
values of a column one after the other, or for texts and lists where each begins and ends; a bit for
each value says whether it is there.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from decimal import Context
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

Values = Sequence[Any]

_DAY_ONE = date(1970, 1, 1).toordinal()
_MOMENT_ONE = datetime(1970, 1, 1)
_DECIMAL_BYTES, _PLACES = 16, 10
_EXACT = Context(prec=60)
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")  # a broken font can give one; no UTF-8 file can hold it


def array_of(values: Values, kind: pa.DataType) -> pa.Array:
    """Return ``values`` as an array of ``kind``; None is null. Lists must be there, and without nulls.

    Dates and moments have no zone, decimals no more than ten places.
    """
    import pyarrow as pa

    there = None if None not in values else pa.py_buffer(_bits([value is not None for value in values]))
    if pa.types.is_list(kind):
        items = array_of(list(chain.from_iterable(values)), kind.value_type)
        return pa.Array.from_buffers(kind, len(values), [None, _starts(values)], children=[items])
    if pa.types.is_string(kind):
        texts = [b"" if value is None else _utf8(value) for value in values]
        buffers = [there, _starts(texts), pa.py_buffer(b"".join(texts))]
    else:
        buffers = [there, pa.py_buffer(_WRITERS[str(kind)](values))]
    return pa.Array.from_buffers(kind, len(values), buffers)


def _starts(parts: Sequence[Any]) -> pa.Buffer:
    """Return where each part begins, and where the last one ends."""
    import pyarrow as pa

    return pa.py_buffer(array("i", accumulate(map(len, parts), initial=0)))


def _bits(flags: Sequence[object]) -> bytes:
    """Return a bit for each flag, the first one in the lowest bit of the first byte."""
    digits = "".join(["1" if flag else "0" for flag in reversed(flags)])
    return int(digits or "0", 2).to_bytes((len(flags) + 7) // 8, "little")


def _utf8(text: str) -> bytes:
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        return _LONE_SURROGATE.sub("\ufffd", text).encode("utf-8")


def _numbers(code: str) -> Callable[[Values], Any]:
    return lambda values: array(code, [0 if value is None else value for value in values])


def _days(values: Values) -> array[int]:
    return array("i", [0 if value is None else value.toordinal() - _DAY_ONE for value in values])


def _moments(values: Values) -> array[int]:
    tick = timedelta(microseconds=1)
    return array("q", [0 if value is None else (value - _MOMENT_ONE) // tick for value in values])


def _decimals(values: Values) -> bytes:
    """Return numbers as multiples of 10 to the power of -10."""
    whole = [0 if value is None else int(value.scaleb(_PLACES, _EXACT)) for value in values]
    return b"".join([number.to_bytes(_DECIMAL_BYTES, "little", signed=True) for number in whole])


_WRITERS: dict[str, Callable[[Values], Any]] = {
    "int32": _numbers("i"),
    "double": _numbers("d"),
    "bool": _bits,
    "date32[day]": _days,
    "timestamp[us]": _moments,
    "decimal128(38, 10)": _decimals,
}
