"""Reviewing: what is asked, what is accepted, and who may ask."""

from __future__ import annotations

import http.client
import json
import tomllib
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.analyze.review.entry import Entry, append, entry_of, toml
from pipeline.analyze.review.items import Item, items
from pipeline.analyze.review.run import Review
from pipeline.analyze.review.server import Server
from pipeline.cli import main
from pipeline.errors import ExitCode, SettingsError, UsageError
from pipeline.normalize.corrections import KINDS, read_corrections
from pipeline.warehouse import connect
from pipeline.workspace import Workspace
from tests.analyze.browser import Browser

ENTRY = Entry("mikomi", 1, 1, 5, 2, "4O5人", "405人", "a letter for a digit", "佐藤")


def _told(review: Review, **changes: Any) -> dict[str, Any]:
    item = review.items[0]
    place = (item.document, item.page, item.table or 0, item.row or 0, item.column or 0)
    return (
        asdict(Entry(*place, item.printed, "405人", "misread", "佐藤")) | {"kind": "transcription"} | changes
    )


def _ask(server: Server, method: str, rest: str, body: Any = None, **headers: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    known = {"Host": f"127.0.0.1:{server.server_port}", "Origin": f"http://127.0.0.1:{server.server_port}"}
    data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
    sent = {"Content-Type": "application/json"} | known | headers
    connection.request(method, f"/{server.secret}{rest}", body=data, headers=sent)
    answer = connection.getresponse()
    text = answer.read().decode("utf-8")
    connection.close()
    return answer.status, text


def test_a_quarantined_cell_is_asked_for_with_its_picture(review: Review) -> None:
    item = review.items[0]
    assert item.printed == "4O5人"
    assert item.correctable
    assert len(review.pictures) == 1


def test_what_is_accepted_is_corrected_by_the_next_run(
    doubtful: Workspace, review: Review, server: Server
) -> None:
    assert _ask(server, "POST", "/accept", _told(review)) == (200, '{"ok": true}')
    assert main(["run", "--root", str(doubtful.root), "--quiet"]) == ExitCode.OK
    query = """SELECT CAST(value AS INTEGER), corrected FROM observation
               WHERE indicator = ? AND value_kind = 'baseline'"""
    with connect(doubtful) as connection:
        assert connection.execute(query, ["相談支援の利用者数"]).fetchall() == [(405, True)]
        assert connection.execute("SELECT count(*) FROM quarantine").fetchall() == [(0,)]


def test_nothing_is_accepted_twice(review: Review, server: Server, doubtful: Workspace) -> None:
    assert json.loads(_ask(server, "POST", "/accept", _told(review))[1])["ok"]
    text = doubtful.corrections.read_text(encoding="utf-8")
    again = json.loads(_ask(server, "POST", "/accept", _told(review))[1])
    assert "already" in again["error"]
    assert doubtful.corrections.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    "changes",
    [
        {"row": 2},
        {"expected": "417人"},
        {"document": "../x"},
        {"by": " "},
        {"kind": "x"},
        {"page": True},
        {"why": 1},
    ],
)
def test_what_the_page_does_not_show_is_refused(
    changes: dict[str, Any], review: Review, server: Server, doubtful: Workspace
) -> None:
    assert not json.loads(_ask(server, "POST", "/accept", _told(review, **changes))[1])["ok"]
    assert not doubtful.corrections.exists()


def test_other_sites_do_not_reach_it(review: Review, server: Server, doubtful: Workspace) -> None:
    told = _told(review)
    assert _ask(server, "GET", "/")[0] == 200
    assert _ask(server, "GET", "/", Host="evil.example")[0] == 421
    assert _ask(server, "GET", "x/")[0] == 404
    assert _ask(server, "POST", "/accept", told, Host="evil.example:80")[0] == 421
    assert _ask(server, "POST", "/accept", told, Origin="http://evil.example")[0] == 403
    assert _ask(server, "POST", "/accept", told, Origin="null")[0] == 403
    assert _ask(server, "POST", "/accept", told, **{"Content-Type": "text/plain"})[0] == 403
    assert "error" in _ask(server, "POST", "/accept", "x" * 200_000)[1]
    assert "error" in _ask(server, "POST", "/accept", b"[" * 90_000)[1]
    assert "error" in _ask(server, "POST", "/accept", b"\xff")[1]
    assert server.server_address[0] == "127.0.0.1"
    assert not doubtful.corrections.exists()


def test_the_page_can_be_written_instead(doubtful: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "review.html"
    assert main(["review", "--root", str(doubtful.root), "--out", str(target)]) == ExitCode.OK
    text = target.read_text(encoding="utf-8")
    assert "4O5人" in text
    assert 'id="gathered"' in text


@given(st.text(), st.text(min_size=1), st.sampled_from(KINDS))
def test_an_entry_says_what_it_was_given(expected: str, correct: str, kind: str) -> None:
    entry = replace(ENTRY, expected=expected, correct=correct)
    read = tomllib.loads(toml(kind, entry))[kind][0]
    assert read["expected"] == expected.encode("utf-8", "replace").decode() or "\ufffd" in read["expected"]
    assert read["correct"] == correct or "\ufffd" in read["correct"]
    assert set(read) == set(asdict(entry))


def test_the_normalizer_reads_what_is_written() -> None:
    found = read_corrections(tomllib.loads(toml("judgement", ENTRY)))[0]
    assert (found.place, found.correct, found.kind) == ((1, 1, 5, 2), "405人", "judgement")


def test_the_file_keeps_what_it_had(tmp_path: Path) -> None:
    path = tmp_path / "corrections.toml"
    path.write_text("# ours\n[[judgement]]\ndocument = 'a' # kept", encoding="utf-8")
    append(path, "transcription", ENTRY)
    append(path, "judgement", replace(ENTRY, row=6))
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# ours\n[[judgement]]\ndocument = 'a' # kept\n\n[[transcription]]\n")
    assert len(tomllib.loads(text)["judgement"]) == 2


def test_a_broken_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "corrections.toml"
    path.write_text("[[", encoding="utf-8")
    with pytest.raises(SettingsError):
        append(path, "transcription", ENTRY)
    assert path.read_text(encoding="utf-8") == "[["


def test_an_entry_needs_everything() -> None:
    with pytest.raises(UsageError, match="by"):
        entry_of({**asdict(ENTRY), "by": None})


def test_a_cell_is_corrected_by_keyboard(
    chromium: Browser, server: Server, review: Review, doubtful: Workspace
) -> None:
    chromium.open(server.address)
    chromium.wait("document.activeElement.id === 'item-0'")
    chromium.wait("document.querySelector('#item-0 img').naturalWidth > 100")
    chromium.js("document.querySelector('#item-0 [name=by]').value = '佐藤'")
    chromium.key("e")
    assert chromium.js("document.activeElement.name") == "correct"
    chromium.js("document.activeElement.value = '405人'")
    chromium.key("Escape", 27)
    chromium.key("Enter", 13, "\r")
    chromium.wait("document.querySelector('#item-0.accepted')")
    entry = tomllib.loads(doubtful.corrections.read_text(encoding="utf-8"))["transcription"][0]
    assert (entry["expected"], entry["correct"], entry["by"]) == ("4O5人", "405人", "佐藤")
    assert chromium.complaints() == []
    assert {url.partition(server.secret)[0] for url in chromium.requests()} == {
        server.address.partition(server.secret)[0]
    }


def test_a_written_page_gathers_what_is_accepted(
    chromium: Browser, doubtful: Workspace, tmp_path: Path
) -> None:
    target = tmp_path / "review.html"
    assert main(["review", "--root", str(doubtful.root), "--out", str(target)]) == ExitCode.OK
    chromium.open(target.as_uri())
    chromium.js("document.querySelector('#item-0 [name=by]').value = '佐藤 \"\\u007f'")
    chromium.js("document.querySelector('#item-0 form').requestSubmit()")
    chromium.wait("document.getElementById('gathered').value")
    entry = tomllib.loads(chromium.js("document.getElementById('gathered').value"))["transcription"][0]
    assert (entry["expected"], entry["by"]) == ("4O5人", '佐藤 "\x7f')
    assert chromium.complaints() == []
    assert chromium.requests() == [target.as_uri()]


def _ask_for(root: Path, *statements: str) -> list[Item]:
    with duckdb.connect(str(root / "warehouse.duckdb")) as connection:
        for statement in statements:
            connection.execute(statement)
    with connect(Workspace(root)) as connection:
        return items(connection)


def test_readings_that_differ_are_both_offered(doubtful: Workspace) -> None:
    disputed = "UPDATE source_cell SET agreement = 'disputed', other = '713入' WHERE printed = '713人'"
    found = next(item for item in _ask_for(doubtful.root, disputed) if item.printed == "713人")
    assert found.readings == ("713人", "713入")
    assert ("disputed", "") in found.reasons


def test_a_corrected_cell_is_asked_for_no_more(doubtful: Workspace) -> None:
    corrected = """INSERT INTO correction BY NAME
        SELECT 1 AS line, document_id, page, table_no, row_no, col_no, printed AS expected FROM quarantine"""
    assert [item.printed for item in _ask_for(doubtful.root, corrected)] == []


def test_one_cell_with_two_reasons_is_one_item(doubtful: Workspace) -> None:
    disputed = "UPDATE source_cell SET agreement = 'disputed', other = '405人' WHERE printed = '4O5人'"
    found = _ask_for(doubtful.root, disputed)
    assert len(found) == 1
    assert len(found[0].reasons) == 2
    assert found[0].readings == ("4O5人", "405人")


def test_what_is_implausible_or_scanned_is_asked_for(doubtful: Workspace) -> None:
    check = """INSERT INTO check_result BY NAME
        SELECT 'magnitude' AS name, 'warning' AS severity, document_id, indicator_id, fiscal_year,
               '417 beside 4' AS detail FROM observation WHERE printed = '417件'"""
    scan = "UPDATE observation SET reader = 'ocr', agreement = 'single' WHERE printed = '713人'"
    warned = "UPDATE observation SET warnings = ['past_era_end', 'conflict'] WHERE printed = '893人'"
    quiet = "UPDATE observation SET warnings = ['past_era_end'] WHERE printed = '80.9％'"
    found = {item.printed: item.reasons for item in _ask_for(doubtful.root, check, scan, warned, quiet)}
    assert found["417件"] == (("magnitude", "417 beside 4"),)
    assert found["713人"] == (("scanned", ""),)
    assert found["893人"] == (("warning", "conflict"),)
    assert "80.9％" not in found


@pytest.mark.parametrize("port", ["99999", "-1", "x"])
def test_what_is_no_port_is_refused(port: str, doubtful: Workspace) -> None:
    assert main(["review", "--root", str(doubtful.root), "--port", port]) == ExitCode.USAGE
