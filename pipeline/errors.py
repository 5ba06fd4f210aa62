"""What can go wrong, said once: an exit code and an exception class for each class of failure.

An error is raised where it is known and shown where the user is. It names the file and, where
there is one, the page and the table; it says what is wrong and what to do about it.
"""

from __future__ import annotations

from enum import IntEnum

from pipeline.printable import visible, visible_lines


class ExitCode(IntEnum):
    """Exit codes of the command. Their meaning is part of the public contract."""

    OK = 0
    SOME_FAILED = 1  # some document failed and the rest is loaded, or a check failed under --strict
    USAGE = 2
    NO_INPUT = 3  # no PDF in raw/
    SETTINGS = 4  # a TOML file of raw/ says something that can't be used
    NOT_A_PDF = 5
    DAMAGED_PDF = 6
    ENCRYPTED_PDF = 7
    LIMIT = 8  # time or memory
    CRASHED = 9  # the process that read a document died
    DIFFERENCE = 10  # `diff --exit-code` found a difference
    NO_WAREHOUSE = 11
    LOCKED = 12  # another run is at work, or a program keeps a file open
    QUERY = 13
    LAYER = 14  # a file of extracted/ or normalized/ can't be read
    STORAGE = 15  # disk full, folder read-only, a store behind an address that refuses
    CORRECTION = 16  # a correction or a hint no longer fits its source
    MISSING_EXTRA = 17  # an optional package is needed for this
    SOURCE = 18  # an address or a path gives no file to register
    CLUSTER = 19  # no scheduler, or a worker that can't do its work
    INTERNAL = 70
    INTERRUPTED = 130


class ShihyoError(Exception):
    """Base of all errors that a user can do something about.

    ``what`` is the fault in a phrase, ``remedy`` what to do, as a sentence. ``file`` is a path or a
    file's name; ``line`` is for text files, ``page`` and ``table`` count from 1.
    """

    exit_code: ExitCode = ExitCode.INTERNAL

    def __init__(
        self,
        what: str,
        *,
        file: str | None = None,
        line: int | None = None,
        page: int | None = None,
        table: int | None = None,
        remedy: str = "",
    ) -> None:
        super().__init__(what)
        self.what = what
        self.file = file
        self.line = line
        self.page = page
        self.table = table
        self.remedy = remedy

    @property
    def place(self) -> str:
        """Where it is, for people: ``a.pdf, page 3, table 1``; empty when nothing is known."""
        parts = [self.file] if self.file else []
        named = (("line", self.line), ("page", self.page), ("table", self.table))
        parts += [f"{name} {number}" for name, number in named if number is not None]
        return ", ".join(parts)

    def __str__(self) -> str:
        text = f"{visible(self.place)}: {self.what}" if self.place else self.what
        # a fault of several lines ends in a picture of its place, which nothing may stand beside
        joint = "\n" if "\n" in self.what else ". "
        return visible_lines(f"{text}{joint}{self.remedy}" if self.remedy else text)


class UsageError(ShihyoError):
    """The command line asks for what doesn't exist or doesn't go together."""

    exit_code = ExitCode.USAGE


class NoInputError(ShihyoError):
    """``raw/`` is missing or holds no PDF."""

    exit_code = ExitCode.NO_INPUT


class SettingsError(ShihyoError):
    """A TOML file under ``raw/`` is broken or says something unknown."""

    exit_code = ExitCode.SETTINGS


class CatalogError(SettingsError):
    """``raw/catalog.toml`` has an entry that can't be used."""


class NotAPdfError(ShihyoError):
    """A file is named ``.pdf`` and is something else."""

    exit_code = ExitCode.NOT_A_PDF


class DamagedPdfError(ShihyoError):
    """A PDF is truncated or broken."""

    exit_code = ExitCode.DAMAGED_PDF


class EncryptedPdfError(ShihyoError):
    """A PDF asks for a password."""

    exit_code = ExitCode.ENCRYPTED_PDF


class TimeLimitError(ShihyoError):
    """A document took longer than it may."""

    exit_code = ExitCode.LIMIT


class MemoryLimitError(ShihyoError):
    """A document took more memory than it may."""

    exit_code = ExitCode.LIMIT


class CrashedError(ShihyoError):
    """The process that worked on a document died."""

    exit_code = ExitCode.CRASHED


class NoWarehouseError(ShihyoError):
    """There is no ``warehouse.duckdb`` yet."""

    exit_code = ExitCode.NO_WAREHOUSE


class LockedError(ShihyoError):
    """Another run is at work in the same workspace, or a program keeps a needed file open."""

    exit_code = ExitCode.LOCKED


class QueryError(ShihyoError):
    """A query can't be answered."""

    exit_code = ExitCode.QUERY


class LayerError(ShihyoError):
    """A file between two stages can't be read."""

    exit_code = ExitCode.LAYER


class StorageError(ShihyoError):
    """The system refuses to write."""

    exit_code = ExitCode.STORAGE


class RemoteError(StorageError):
    """A store behind an address can't be reached, or refuses."""


def refused(error: OSError, file: str | None = None) -> StorageError:
    """Say what the system refused, and where."""
    named = error.filename if isinstance(error.filename, str) else file
    remedy = "Make room, or give yourself the right to read and write there"
    return StorageError(f"the system refuses ({error.strerror or error})", file=named, remedy=remedy)


class CorrectionError(ShihyoError):
    """A correction or a hint no longer fits what it was written for."""

    exit_code = ExitCode.CORRECTION


class MissingExtraError(ShihyoError):
    """An optional package is needed."""

    exit_code = ExitCode.MISSING_EXTRA


class SourceError(ShihyoError):
    """An address or a path gives no file to register."""

    exit_code = ExitCode.SOURCE


class ClusterError(ShihyoError):
    """The cluster can't be reached, or gave a document up."""

    exit_code = ExitCode.CLUSTER


class InternalError(ShihyoError):
    """A defect of the software itself."""

    exit_code = ExitCode.INTERNAL
