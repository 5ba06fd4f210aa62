"""The catalogue: what is right is read, what is wrong is named with its line and its remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.catalog import DocumentEntry, entry_for, read_catalog, survey
from pipeline.errors import CatalogError


def _write(folder: Path, text: str) -> Path:
    path = folder / "catalog.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_entry_is_read(tmp_path: Path) -> None:
    path = _write(tmp_path, '[[document]]\nid = "a"\nfile = "資料３.pdf"\npublished_on = "2021-08"\n')
    assert read_catalog(path) == [DocumentEntry("a", "資料３.pdf", published_on="2021-08")]


def test_no_catalogue_is_no_fault(tmp_path: Path) -> None:
    assert read_catalog(tmp_path / "catalog.toml") == []


def test_an_id_comes_from_the_file(tmp_path: Path) -> None:
    path = _write(tmp_path, '[[document]]\nfile = "sub/x.pdf"\n')
    assert read_catalog(path)[0].document_id == "x" == entry_for("sub/x.pdf").document_id


@pytest.mark.parametrize("value", ['"2021-08-31"', '"2021-08"', '"2021"', "2021-08-31"])
def test_dates_of_three_precisions(tmp_path: Path, value: str) -> None:
    path = _write(tmp_path, f'[[document]]\nfile = "a.pdf"\npublished_on = {value}\n')
    assert read_catalog(path)[0].published_on == value.strip('"')


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('titel = "x"', "line 3: unknown key 'titel'. Did you mean title?"),
        ('published_on = "2021-13"', "not a date"),
        ('published_on = "2021-02-30"', "not a date"),
        ('published_on = "令和3年"', "not a date"),
        ("municipality_code = 132110", "not a text"),
        ('municipality_code = "13211"', "six digits"),
        ('municipality_code = "１３２１１０"', "six digits"),
        ('maturity = "fnal"', "draft, provisional, final"),
        ('sha256 = "abc"', "SHA-256"),
        ('id = "../x"', "can't name a file"),
        ('id = "_identity"', "can't name a file"),
    ],
)
def test_a_fault_costs_its_own_line(tmp_path: Path, line: str, says: str) -> None:
    path = _write(tmp_path, f'\n\n[[document]]\nfile = "a.pdf"\n{line}\ntitle = "表題"\n')
    catalog = survey(path)
    assert says in str(catalog.problems[0])
    assert str(catalog.problems[0]).startswith(str(path))
    assert catalog.entries == (DocumentEntry("a", "a.pdf", title="表題"),)
    with pytest.raises(CatalogError):
        read_catalog(path)


@pytest.mark.parametrize("file", ["../a.pdf", "/a.pdf", "C:/a.pdf", "sub\\\\a.pdf"])
def test_a_file_stays_below_raw(tmp_path: Path, file: str) -> None:
    catalog = survey(_write(tmp_path, f'[[document]]\nfile = "{file}"\n'))
    assert "below raw/" in str(catalog.problems[0])
    assert not catalog.entries


def test_a_broken_line_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    text = '[[document]]\nid = "one"\nfile = "a.pdf"\ntitle = "x\n\n[[document]]\nfile = "b.pdf"\n'
    catalog = survey(_write(tmp_path, text))
    assert "line 4: not valid TOML" in str(catalog.problems[0])
    assert [entry.document_id for entry in catalog.entries] == ["one", "b"]


@pytest.mark.parametrize("second", ['id = "A"\nfile = "b.pdf"', 'id = "b"\nfile = "a.pdf"'])
def test_a_second_entry_is_refused(tmp_path: Path, second: str) -> None:
    catalog = survey(_write(tmp_path, f'[[document]]\nid = "a"\nfile = "a.pdf"\n[[document]]\n{second}\n'))
    assert "line 4: a second entry" in str(catalog.problems[0])
    assert len(catalog.entries) == 1


def test_an_entry_without_file_and_a_word_too_much(tmp_path: Path) -> None:
    catalog = survey(_write(tmp_path, '[documents]\n[[document]]\nid = "a"\n'))
    assert [str(p).split(": ", 1)[1] for p in catalog.problems] == [
        "unknown key 'documents'. Did you mean document?",
        'an entry without file. Add file = "NAME.pdf"',
    ]
