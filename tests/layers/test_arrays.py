"""Arrow arrays written through their buffers."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from pipeline.layers.arrays import array_of

_MANY = [None, "", "人", "a" * 300, "𠮷"] * 5


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (pa.string(), _MANY),
        (pa.int32(), [0, -1, None, 2**31 - 1, -(2**31)] * 3),
        (pa.float64(), [0.1, -0.0, None, 1e300]),
        (pa.bool_(), [True, None, False] * 7),
        (pa.date32(), [date(1, 1, 1), date(1969, 12, 31), None, date(9999, 12, 31)]),
        (pa.timestamp("us"), [datetime(1969, 12, 31, 23, 59, 59, 999_999), None, datetime(2026, 4, 1)]),
        (pa.decimal128(38, 10), [Decimal("-0.0000000001"), None, Decimal("1E+3"), Decimal("9" * 28)]),
        (pa.list_(pa.string()), [[], ["a", "人口"], [""], ["b"]]),
    ],
    ids=str,
)
@pytest.mark.parametrize("count", [0, 1, None])
def test_an_array_holds_what_it_was_made_of(kind: pa.DataType, values: list[Any], count: int | None) -> None:
    array = array_of(values[:count], kind)
    array.validate(full=True)
    assert array.type == kind
    assert array.to_pylist() == values[:count]
    assert array.null_count == values[:count].count(None)


def test_half_of_a_surrogate_pair_becomes_the_sign_for_what_is_unknown() -> None:
    assert array_of(["a\ud800b\udfff"], pa.string()).to_pylist() == ["a\ufffdb\ufffd"]
