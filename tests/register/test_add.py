"""``shihyo add`` as a user meets it."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.catalog import read_catalog
from pipeline.cli import main
from pipeline.errors import ExitCode
from pipeline.files import sha256
from tests.register.server import Shelf, serving
from tests.small import fill
from tests.typeset import Cell, Table, Text, typeset

Add = Callable[..., tuple[int, list[dict[str, Any]], str]]


def release(stamp: str = "未定稿", day: str = "令和３年３月２９日", value: str = "893人") -> bytes:
    """A release as an office hands it out: label, meeting, day and stamp above a title and a table."""
    rows = [["指標", "令和２年度末\n実績"], ["人口の社会増減", value]]
    return typeset(
        [
            Text("資料３", 10.0),
            Text("第２回深谷市総合戦略推進委員会", 10.0),
            Text(day, 10.0),
            Text(stamp, 10.0),
            Text("深谷市総合戦略　達成状況", 16.0),
            Table([190.0, 95.0], [[Cell(text) for text in row] for row in rows]),
        ],
        title="",
    ).pdf


@pytest.fixture
def add(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Add:
    """Run ``shihyo add --json`` on the workspace tmp_path/ws."""

    def call(*arguments: str) -> tuple[int, list[dict[str, Any]], str]:
        code = main(["add", "--root", str(tmp_path / "ws"), "--json", *arguments])
        out, err = capsys.readouterr()
        return code, json.loads(out) if out else [], err

    return call


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    """A server with a release."""
    with serving(release()) as found:
        yield found


def _file(folder: Path, data: bytes, name: str = "shiryo3.pdf") -> str:
    path = folder / name
    path.write_bytes(data)
    return str(path)


def _left(root: Path) -> set[str]:
    return {p.name for folder in ("raw", ".shihyo") for p in (root / folder).glob("*")}


def test_a_file_is_copied_and_described(add: Add, tmp_path: Path) -> None:
    code, rows, _ = add(_file(tmp_path, release()))
    assert code == ExitCode.OK
    values = {row["key"]: row["value"] for row in rows}
    reasons = {row["key"]: row["why"] for row in rows}
    assert values == {
        "id": "shiryo3",
        "file": "shiryo3.pdf",
        "title": "深谷市総合戦略 達成状況",
        "publisher": "深谷市",
        "municipality_code": "112186",
        "plan": "深谷市総合戦略",
        "release_label": "資料３",
        "meeting": "第２回深谷市総合戦略推進委員会",
        "published_on": "2021-03-29",
        "maturity": "provisional",
        "sha256": sha256(tmp_path / "shiryo3.pdf"),
    }
    assert reasons["maturity"] == "page 1: 未定稿"
    text = (tmp_path / "ws/raw/catalog.toml").read_text(encoding="utf-8")
    assert 'maturity = "provisional"  # page 1: 未定稿\n' in text
    assert _left(tmp_path / "ws") == {"shiryo3.pdf", "catalog.toml", "lock"}
    assert main(["run", "--quiet", "--root", str(tmp_path / "ws")]) == ExitCode.OK


def test_the_catalogue_keeps_all_that_it_said(add: Add, tmp_path: Path) -> None:
    fill(tmp_path / "ws", old=release(value="1人"))
    catalog = tmp_path / "ws/raw/catalog.toml"
    before = "# ours\r\n[[document]]\r\nfile=\"old.pdf\" # kept   so\r\n   title = 'x'"
    catalog.write_bytes(before.encode("utf-8"))
    assert add(_file(tmp_path, release()))[0] == ExitCode.OK
    after = catalog.read_bytes().decode("utf-8")
    assert after.startswith(before + "\r\n\r\n[[document]]\r\n")
    assert "\n" not in after.replace("\r\n", "")
    assert [entry.file for entry in read_catalog(catalog)] == ["old.pdf", "shiryo3.pdf"]


@pytest.mark.parametrize("broken", ["[[document]\n", 'document = [{file = "a.pdf"}]\n', "\udcff"])
def test_a_catalogue_that_cannot_be_added_to_stays(add: Add, tmp_path: Path, broken: str) -> None:
    catalog = tmp_path / "ws/raw/catalog.toml"
    catalog.parent.mkdir(parents=True)
    catalog.write_bytes(broken.encode("utf-8", "surrogateescape"))
    code, _, said = add(_file(tmp_path, release()))
    assert code == ExitCode.SETTINGS
    assert str(catalog) in said
    assert _left(tmp_path / "ws") == {"catalog.toml", "lock"}


def test_the_same_file_is_recognised_by_its_hash(add: Add, tmp_path: Path) -> None:
    add(_file(tmp_path, release()))
    before = (tmp_path / "ws/raw/catalog.toml").read_bytes()
    code, rows, _ = add(_file(tmp_path, release(), "another name.pdf"))
    assert (code, rows[0]["outcome"], rows[0]["document_id"]) == (ExitCode.OK, "known", "shiryo3")
    assert (tmp_path / "ws/raw/catalog.toml").read_bytes() == before


def test_a_file_of_raw_without_an_entry_gets_one(add: Add, tmp_path: Path) -> None:
    fill(tmp_path / "ws", dropped=release())
    code, rows, _ = add(str(tmp_path / "ws/raw/dropped.pdf"))
    assert (code, rows[0]["outcome"], rows[0]["file"]) == (ExitCode.OK, "listed", "dropped.pdf")
    assert _left(tmp_path / "ws") == {"dropped.pdf", "catalog.toml", "lock"}


def test_a_new_version_is_a_new_vintage_and_the_old_one_stays(add: Add, tmp_path: Path) -> None:
    add(_file(tmp_path, release()))
    code, rows, _ = add(_file(tmp_path, release("", "令和３年８月３１日", "713人")))
    assert code == ExitCode.OK
    assert {(row["outcome"], row["previous"], row["file"]) for row in rows} == {
        ("version", "shiryo3", "shiryo3-2021-08-31.pdf")
    }
    entries = read_catalog(tmp_path / "ws/raw/catalog.toml")
    assert [entry.published_on for entry in entries] == ["2021-03-29", "2021-08-31"]
    assert [entry.maturity for entry in entries] == ["provisional", None]


def test_a_version_with_the_same_day_is_dated_by_its_coming(add: Add, tmp_path: Path) -> None:
    add(_file(tmp_path, release()))
    _, rows, _ = add(_file(tmp_path, release(value="894人")))
    dated = next(row for row in rows if row["key"] == "published_on")
    assert dated["value"] > "2026"
    assert "no later day than shiryo3" in dated["why"]


def test_an_address_is_fetched_with_the_day_and_the_validators(
    add: Add, shelf: Shelf, tmp_path: Path
) -> None:
    shelf.etag = '"v1"'
    url = f"{shelf.url}/file/shiryo3.pdf"
    assert add(url)[0] == ExitCode.OK
    entry = read_catalog(tmp_path / "ws/raw/catalog.toml")[0]
    assert (entry.file, entry.source_url, entry.etag) == ("shiryo3.pdf", url, '"v1"')
    assert entry.retrieved_on
    assert (tmp_path / "ws/raw/shiryo3.pdf").read_bytes() == shelf.data


def test_sources_are_asked_for_newer_files(add: Add, shelf: Shelf, tmp_path: Path) -> None:
    url = f"{shelf.url}/file/shiryo3.pdf"
    shelf.etag = '"v1"'
    add(url)
    before = (tmp_path / "ws/raw/catalog.toml").read_bytes()
    assert _states(add("--check")) == (ExitCode.OK, ["same"])
    shelf.etag = ""  # a server without validators is held to the hash
    assert _states(add("--check")) == (ExitCode.OK, ["same"])
    shelf.data = release("", "令和３年８月３１日", "713人")
    assert _states(add("--check")) == (ExitCode.DIFFERENCE, ["newer"])
    assert (tmp_path / "ws/raw/catalog.toml").read_bytes() == before
    _, rows, _ = add(url)
    assert (rows[0]["outcome"], rows[0]["previous"]) == ("version", "shiryo3")
    assert _states(add("--check")) == (ExitCode.OK, ["same"])
    shelf.data = b"<html>moved</html>"
    assert _states(add("--check")) == (ExitCode.SOME_FAILED, ["failed"])


def _states(result: tuple[int, list[dict[str, Any]], str]) -> tuple[int, list[str]]:
    return result[0], [row["state"] for row in result[1]]


def test_a_name_from_a_server_stays_in_raw(add: Add, shelf: Shelf, tmp_path: Path) -> None:
    add(f"{shelf.url}/named")
    assert _left(tmp_path / "ws") == {"shiryo 3.pdf", "catalog.toml", "lock"}


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("page", ExitCode.NOT_A_PDF),
        ("torn", ExitCode.DAMAGED_PDF),
        ("short", ExitCode.SOURCE),
        ("missing", ExitCode.SOURCE),
    ],
)
def test_what_fails_leaves_nothing(add: Add, shelf: Shelf, tmp_path: Path, path: str, code: ExitCode) -> None:
    assert add(f"{shelf.url}/{path}")[0] == code
    assert _left(tmp_path / "ws") <= {"lock"}


def test_one_failure_costs_the_others_nothing(add: Add, tmp_path: Path) -> None:
    code, rows, said = add(_file(tmp_path, b"Dear Sir", "letter.pdf"), _file(tmp_path, release()), "no.pdf")
    assert code == ExitCode.SOME_FAILED
    assert {row["outcome"] for row in rows} == {"failed", "added"}
    assert "letter.pdf: no PDF" in said
    assert "no.pdf: no such file" in said


def test_words_cannot_break_the_catalogue(add: Add, tmp_path: Path) -> None:
    odd = typeset([Text('計画"]\\n[[document]] 「x」', 16.0), Text("'''\"\"\" # x", 12.0)], title="").pdf
    assert add(_file(tmp_path, odd))[0] == ExitCode.OK
    text = (tmp_path / "ws/raw/catalog.toml").read_text(encoding="utf-8")
    assert len(tomllib.loads(text)["document"]) == 1


def test_what_a_killed_registration_left_goes(add: Add, tmp_path: Path) -> None:
    add(_file(tmp_path, release()))
    (tmp_path / "ws/.shihyo/incoming-x").mkdir()
    (tmp_path / "ws/.shihyo/incoming-x/incoming.pdf").write_bytes(b"%PDF-")
    (tmp_path / "ws/raw/.shiryo3-2.pdf.tmp").write_bytes(b"%PDF-")
    add(_file(tmp_path, release()))
    assert _left(tmp_path / "ws") == {"shiryo3.pdf", "catalog.toml", "lock"}


def test_nothing_named_is_a_question_of_usage(add: Add) -> None:
    assert add()[0] == ExitCode.USAGE


def test_people_see_the_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["add", "--root", str(tmp_path / "ws"), _file(tmp_path, release())])
    assert "maturity = provisional   ← page 1: 未定稿" in capsys.readouterr().out
