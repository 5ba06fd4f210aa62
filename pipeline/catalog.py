"""``raw/catalog.toml``: what is known of a document beside its pages.

A faulty entry costs only itself: :func:`survey` keeps what can be used of it and lists the faults.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline import tomltext
from pipeline.catalog_rules import UNSAFE, fault_of
from pipeline.errors import CatalogError

_HEADER = re.compile(r"\s*\[\[?\s*([\w.\- ]*?)\s*\]\]?\s*(?:#.*)?$")
_AT_LINE = re.compile(r"\(at line (\d+)")


@dataclass(frozen=True)
class DocumentEntry:
    """What the catalogue says of one PDF; None is what it leaves out.

    ``file`` is the path below ``raw/`` with forward slashes, ``municipality_code`` the six digits of
    総務省, ``published_on`` one of ``2021-08-31``, ``2021-08``, ``2021``, ``maturity`` one of draft,
    provisional, final. ``retrieved_on`` is the day that ``source_url`` gave the file, ``etag`` and
    ``last_modified`` what its server said then, to ask later for a newer one.
    """

    document_id: str
    file: str
    title: str | None = None
    publisher: str | None = None
    municipality_code: str | None = None
    plan: str | None = None
    release_label: str | None = None
    meeting: str | None = None
    published_on: str | None = None
    maturity: str | None = None
    source_url: str | None = None
    retrieved_on: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    sha256: str | None = None


KEYS = ("id", *(f.name for f in dataclasses.fields(DocumentEntry) if f.name != "document_id"))


@dataclass(frozen=True)
class Catalog:
    """The entries in the order of the file, and what is wrong with the file."""

    entries: tuple[DocumentEntry, ...] = ()
    problems: tuple[CatalogError, ...] = ()


@dataclass(frozen=True)
class _Block:
    """One ``[[document]]`` with the number of its first line."""

    line: int
    body: dict[str, Any]


def read_catalog(path: Path) -> list[DocumentEntry]:
    """Return the entries of the catalogue at ``path``; none where there is no such file.

    Raises :class:`CatalogError` for the first fault, with file and line.
    """
    catalog = survey(path)
    if catalog.problems:
        raise catalog.problems[0]
    return list(catalog.entries)


def survey(path: Path) -> Catalog:
    """Read the catalogue at ``path``, keep what can be used and list what can't."""
    if not path.exists():
        return Catalog()
    problems: list[CatalogError] = []
    entries: dict[str, DocumentEntry] = {}
    files: set[str] = set()
    for block in _blocks(path, problems):
        entry = _entry(block, path, problems)
        if entry is None:
            continue
        key, file_key = entry.document_id.casefold(), entry.file.casefold()
        if key in entries or file_key in files:
            what = f"a second entry for {entry.document_id if key in entries else entry.file!r}"
            problems.append(_fault_at(path, block.line, what, "Remove one of the two, or change its id"))
            continue
        entries[key] = entry
        files.add(file_key)
    return Catalog(tuple(entries.values()), tuple(problems))


def entry_for(file: str) -> DocumentEntry:
    """The entry of a PDF that the catalogue doesn't name: its id is the file's stem."""
    name = unicodedata.normalize("NFC", file)
    stem = UNSAFE.sub("_", PurePosixPath(name).stem).strip(" .").lstrip("_")
    return DocumentEntry(document_id=stem or "document", file=name)


def _blocks(path: Path, problems: list[CatalogError]) -> list[_Block]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        problems.append(CatalogError(f"can't be read ({error})", file=str(path), remedy="Save it as UTF-8"))
        return []
    starts = _starts(text)
    try:
        whole = tomltext.loads(text)
    except tomllib.TOMLDecodeError as error:
        problems.append(_broken(error, text, path))
        return list(_salvage(text))
    for key in whole.keys() - {"document"}:
        problems.append(_unknown(key, ("document",), path, _line_of(text, key)))
    documents = whole.get("document", [])
    if not isinstance(documents, list) or not all(isinstance(d, dict) for d in documents):
        problems.append(
            _fault_at(path, None, "document is not a list of tables", "Begin entries with [[document]]")
        )
        return []
    lines = starts if len(starts) == len(documents) else [1] * len(documents)
    return [_Block(line, body) for line, body in zip(lines, documents, strict=True)]


def _starts(text: str) -> list[int]:
    lines = enumerate(text.splitlines(), start=1)
    return [number for number, line in lines if (m := _HEADER.match(line)) and m.group(1) == "document"]


def _line_of(text: str, key: str) -> int | None:
    pattern = re.compile(rf"\s*\[*\s*[\"']?{re.escape(key)}\b")
    return next((n for n, line in enumerate(text.splitlines(), start=1) if pattern.match(line)), None)


def _broken(error: tomllib.TOMLDecodeError, text: str, path: Path) -> CatalogError:
    place = _AT_LINE.search(str(error))
    line = int(place.group(1)) if place else len(text.splitlines())
    what = f"not valid TOML ({str(error).split(' (at ')[0]})"
    return CatalogError(what, file=str(path), line=line, remedy="Mend that line; the other entries were read")


def _salvage(text: str) -> Iterator[_Block]:
    """Give the entries of a broken file, each with those of its lines that are TOML by themselves."""
    starts = _starts(text)
    lines = text.splitlines()
    for start, end in pairwise([*starts, len(lines) + 1]):
        body: dict[str, Any] = {}
        for line in lines[start : end - 1]:
            try:
                body = tomltext.loads(line) | body
            except tomllib.TOMLDecodeError:
                continue
        yield _Block(start, body)


def _entry(block: _Block, path: Path, problems: list[CatalogError]) -> DocumentEntry | None:
    values: dict[str, str] = {}
    for key, given in block.body.items():
        if key not in KEYS:
            problems.append(_unknown(key, KEYS, path, block.line))
        elif fault := fault_of(key, value := _as_text(given)):
            problems.append(_fault_at(path, block.line, f"{key} = {given!r}: {fault[0]}", fault[1]))
        else:
            values[key] = unicodedata.normalize("NFC", value) if key in ("id", "file") else value
    if "file" not in values:
        if "file" not in block.body:
            problems.append(_fault_at(path, block.line, "an entry without file", 'Add file = "NAME.pdf"'))
        return None
    document_id = values.pop("id", None) or entry_for(values["file"]).document_id
    return DocumentEntry(document_id=document_id, **values)


def _as_text(value: object) -> str:
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    return value.strip() if isinstance(value, str) else ""


def _unknown(key: str, known: tuple[str, ...], path: Path, line: int | None) -> CatalogError:
    close = get_close_matches(key, known, n=1, cutoff=0.5)
    remedy = f"Did you mean {close[0]}?" if close else f"Known here: {', '.join(known)}"
    return _fault_at(path, line, f"unknown key {key!r}", remedy)


def _fault_at(path: Path, line: int | None, what: str, remedy: str) -> CatalogError:
    return CatalogError(what, file=str(path), line=line, remedy=remedy)
