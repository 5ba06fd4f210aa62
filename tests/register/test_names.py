"""Names that servers and people give files."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.catalog import DocumentEntry, entry_for
from pipeline.register.names import free_name, safe_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("資料３.pdf", "資料３.pdf"),
        (unicodedata.normalize("NFD", "ガイド.PDF"), "ガイド.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("a\\..\\b.pdf", "b.pdf"),
        ("a\nb.pdf", "a_b.pdf"),
        (".hidden.pdf", "hidden.pdf"),
        ("CON.pdf", "document-CON.pdf"),
        ("", "document.pdf"),
        ("x" * 500, "x" * 80 + ".pdf"),
        ("download.php", "download.php.pdf"),
    ],
)
def test_safe_names(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text(max_size=30))
def test_any_name_makes_a_safe_one(name: str) -> None:
    safe = safe_name(name)
    assert safe.endswith(".pdf")
    assert not set(safe) & set('/\\:*?"<>|\n\0')
    assert safe == safe_name(safe)
    entry = entry_for(safe)
    assert isinstance(entry, DocumentEntry)
    assert entry.document_id


def test_a_taken_name_gets_a_date_then_a_number() -> None:
    assert free_name("a.pdf", "", []) == "a.pdf"
    assert free_name("a.pdf", "2021-08", ["A.pdf"]) == "a-2021-08.pdf"
    assert free_name("a.pdf", "2021-08", ["a", "a-2021-08"]) == "a-2.pdf"
