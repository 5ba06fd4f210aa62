"""A server is not trusted: each of its faults gives an error that says so, in time, and leaves no file."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.errors import NotAPdfError, ShihyoError, SourceError, TimeLimitError
from pipeline.register.fetch import FetchLimits, Validators, fetch
from tests.register.server import Shelf, serving

PDF = b"%PDF-1.7\n" + b"1234567890" * 1000


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    """A server with a file."""
    with serving(PDF) as found:
        yield found


def test_a_file_comes_whole(shelf: Shelf, tmp_path: Path) -> None:
    shelf.etag, shelf.last_modified = '"v1"', "Mon, 29 Mar 2021 00:00:00 GMT"
    got = fetch(f"{shelf.url}/file/%E8%B3%87%E6%96%99%EF%BC%93.pdf?x=1", tmp_path / "a")
    assert got
    assert (got.name, got.validators) == ("資料３.pdf", Validators(shelf.etag, shelf.last_modified))
    assert (tmp_path / "a").read_bytes() == PDF


def test_a_japanese_address(shelf: Shelf, tmp_path: Path) -> None:
    got = fetch(f"{shelf.url}/file/指標 一覧.pdf?年度=令和3#page=2", tmp_path / "a")
    assert got
    assert got.name == "指標 一覧.pdf"
    path = "/file/%E6%8C%87%E6%A8%99%20%E4%B8%80%E8%A6%A7.pdf?%E5%B9%B4%E5%BA%A6=%E4%BB%A4%E5%92%8C3"
    assert shelf.asked[-1][0] == path


def test_no_proxy_stands_before_this_machine(
    shelf: Shelf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert fetch(f"{shelf.url}/file", tmp_path / "a")


def test_a_password_is_not_kept(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="password") as caught:
        fetch("https://me:himitsu@example.invalid/a.pdf", tmp_path / "a")
    assert "himitsu" not in str(caught.value)


def test_redirects_are_followed(shelf: Shelf, tmp_path: Path) -> None:
    got = fetch(f"{shelf.url}/moved", tmp_path / "a")
    assert got
    assert got.name == "moved.pdf"


def test_what_has_not_changed_is_not_sent_again(shelf: Shelf, tmp_path: Path) -> None:
    shelf.etag, shelf.last_modified = '"v1"', "Mon, 29 Mar 2021 00:00:00 GMT"
    for known in (Validators('"v1"'), Validators(last_modified=shelf.last_modified)):
        assert fetch(f"{shelf.url}/file", tmp_path / "a", known=known) is None
    assert fetch(f"{shelf.url}/file", tmp_path / "a", known=Validators('"v0"')) is not None


@pytest.mark.parametrize(
    ("path", "error", "words"),
    [
        ("slow", TimeLimitError, "longer than 1 s"),
        ("drip", TimeLimitError, "longer than 1 s"),
        ("header_drip", TimeLimitError, "longer than 1 s"),
        ("short", SourceError, "cut short"),
        ("chunked", SourceError, "cut short"),
        ("announced", SourceError, "larger than 1 MiB"),
        ("endless", SourceError, "larger than 1 MiB"),
        ("page", NotAPdfError, "a web page"),
        ("nothing", NotAPdfError, "empty"),
        ("loop", SourceError, "without end"),
        ("local", SourceError, "file:///etc/hosts"),
        ("missing", SourceError, "404"),
        ("garbage", SourceError, "no answer"),
    ],
)
def test_faults(shelf: Shelf, tmp_path: Path, path: str, error: type[ShihyoError], words: str) -> None:
    began = time.monotonic()
    with pytest.raises(error) as caught:
        fetch(f"{shelf.url}/{path}", tmp_path / "a", FetchLimits(seconds=1, size=1))
    assert words in str(caught.value)
    assert shelf.url in str(caught.value)
    assert caught.value.remedy
    assert time.monotonic() - began < 4


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no answer"):
        fetch("http://127.0.0.1:9/a.pdf", tmp_path / "a", FetchLimits(seconds=5))
    assert not (tmp_path / "a").exists()
