"""Fetching a file from an address: bounded in size and time, and only what was asked for.

The server is not trusted: it may be slow, cut the answer short, redirect for ever, or send a web page.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException, HTTPResponse, IncompleteRead
from ipaddress import ip_address
from pathlib import Path
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import quote, unquote, urlsplit, urlunsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, ProxyHandler, Request, build_opener

from pipeline import __version__
from pipeline.errors import ShihyoError, SourceError, TimeLimitError
from pipeline.register.content import HEAD, is_pdf, not_a_pdf

CHUNK = 64 * 1024
SILENCE = 30.0  # seconds without a byte
REDIRECTS = 5
NOT_MODIFIED = 304
_AGENT = f"shihyo/{__version__}"


@dataclass(frozen=True)
class FetchLimits:
    """What one address may take: wall time in seconds, size in MiB."""

    seconds: float = 120.0
    size: int = 200


@dataclass(frozen=True)
class Validators:
    """What a server gave with a file, to ask later whether there is a newer one; empty where it gave none."""

    etag: str = ""
    last_modified: str = ""

    def headers(self) -> dict[str, str]:
        """The header lines of a request that wants a newer file only."""
        named = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in named.items() if value}


@dataclass(frozen=True)
class Fetched:
    """A file that was fetched: the name that the server or the address gives it, and its validators."""

    name: str
    validators: Validators


def is_url(source: str) -> bool:
    """Whether ``source`` is an address and not a path."""
    return urlsplit(source).scheme.lower() in ("http", "https")


def fetch(
    url: str, target: Path, limits: FetchLimits | None = None, known: Validators | None = None
) -> Fetched | None:
    """Write the PDF at ``url`` to ``target``; return None where the server has nothing newer than ``known``.

    Raises :class:`SourceError` where the address gives no file, :class:`NotAPdfError` where it gives
    something else, :class:`TimeLimitError`. ``target`` then doesn't exist.
    """
    bounds = limits or FetchLimits()
    job = _Job(url, target, bounds, (known or Validators()).headers())
    worker = threading.Thread(target=job.run, daemon=True)  # a server that drips its headers can't hold us
    worker.start()
    worker.join(bounds.seconds)
    if worker.is_alive() or isinstance(job.error, TimeLimitError):
        job.given_up.set()
        remedy = "Try again later, or give it more time with --time-limit"
        raise TimeLimitError(f"took longer than {bounds.seconds:g} s", file=url, remedy=remedy)
    if job.error:
        raise job.error
    return job.result


class _Job:
    """One download in a thread of its own: a result, or an error."""

    def __init__(self, url: str, target: Path, limits: FetchLimits, headers: Mapping[str, str]) -> None:
        self.url, self.target, self.limits, self.headers = url, target, limits, headers
        self.given_up = threading.Event()
        self.result: Fetched | None = None
        self.error: Exception | None = None

    def run(self) -> None:
        try:
            self.result = self._download()
        except HTTPError as error:
            self.error = None if error.code == NOT_MODIFIED else _answered(self.url, error)
        except (URLError, OSError, HTTPException, ValueError) as error:
            late = isinstance(getattr(error, "reason", error), TimeoutError)
            self.error = TimeLimitError("no answer") if late else _silent(self.url, error)
        except ShihyoError as error:
            self.error = error
        if self.error or self.given_up.is_set():
            self.target.unlink(missing_ok=True)

    def _download(self) -> Fetched:
        headers = {"User-Agent": _AGENT, "Accept": "application/pdf", "Accept-Encoding": "identity"}
        request = Request(_ascii(self.url), headers={**headers, **self.headers})
        with _opener(self.url).open(request, timeout=min(SILENCE, self.limits.seconds)) as response:
            expected = _length(response.headers)
            if expected and expected > self.limits.size * 1024 * 1024:
                raise self._too_large()
            with self.target.open("wb") as stream:
                size = self._copy(response, stream)
            if expected is not None and size != expected:
                raise SourceError(
                    f"the answer was cut short: {size:,} bytes of {expected:,}",
                    file=self.url,
                    remedy="Try again later",
                )
            return Fetched(_name(response.headers, response.url), _validators(response.headers))

    def _copy(self, response: HTTPResponse, stream: IO[bytes]) -> int:
        head = response.read(HEAD)
        if not is_pdf(head):
            raise not_a_pdf(head, self.url)
        size, piece = 0, head
        while piece and not self.given_up.is_set():
            size += stream.write(piece)
            if size > self.limits.size * 1024 * 1024:
                raise self._too_large()
            piece = response.read(CHUNK)
        return size

    def _too_large(self) -> SourceError:
        remedy = "Fetch it yourself if it is what you want, or allow more with --size-limit"
        return SourceError(f"larger than {self.limits.size} MiB", file=self.url, remedy=remedy)


class _Redirects(HTTPRedirectHandler):
    """Follows a few redirects, to web addresses only, and never from https to http."""

    max_redirections = REDIRECTS
    max_repeats = 2

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> Request | None:
        old, new = urlsplit(req.full_url).scheme, urlsplit(newurl).scheme
        if new not in ("http", "https") or (old, new) == ("https", "http"):
            raise SourceError(f"redirects to {newurl}", file=req.full_url, remedy="Fetch it in a browser")
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def _ascii(url: str) -> str:
    """Write an address as HTTP takes it: 資料.pdf in percent signs, a Japanese host in Punycode.

    Raises :class:`SourceError` for a password in it, which would stand in the catalogue.
    """
    parts = urlsplit(url)
    if parts.username or parts.password:
        remedy = "Fetch it in a browser and add the file"
        raise SourceError("the address has a password in it", file=parts.hostname, remedy=remedy)
    host = (parts.hostname or "").encode("idna").decode("ascii")
    host = f"[{host}]" if ":" in host else host
    place = f"{host}:{parts.port}" if parts.port else host
    path, query = quote(parts.path, safe="/%:@!$&'()*+,;=~"), quote(parts.query, safe="/%:@!$&'()*+,;=~?")
    return urlunsplit((parts.scheme, place, path, query, ""))


def _opener(url: str) -> OpenerDirector:
    """The system's proxies are used, but not for this machine itself."""
    own = [ProxyHandler({})] if _is_this_machine(urlsplit(url).hostname or "") else []
    return build_opener(_Redirects(), *own)


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _length(headers: Message) -> int | None:
    text = headers.get("Content-Length") or ""
    return int(text) if text.isdecimal() else None


def _validators(headers: Message) -> Validators:
    return Validators(headers.get("ETag") or "", headers.get("Last-Modified") or "")


def _name(headers: Message, url: str) -> str:
    return headers.get_filename() or unquote(urlsplit(url).path.rpartition("/")[2], errors="replace")


def _answered(url: str, error: HTTPError) -> SourceError:
    error.close()
    what = f"the server answers {error.code} {error.reason}"
    if "redirect" in str(error.reason):
        what = "the server redirects without end"
    return SourceError(what, file=url, remedy="Open the address in a browser and see whether it has moved")


def _silent(url: str, error: Exception) -> ShihyoError:
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, TimeoutError):
        return TimeLimitError("the server went silent", file=url, remedy="Try again later")
    if isinstance(reason, IncompleteRead):
        return SourceError("the answer was cut short", file=url, remedy="Try again later")
    what = f"no answer, or none that can be understood ({reason})"
    return SourceError(what, file=url, remedy="See whether the address is right and the network there")
