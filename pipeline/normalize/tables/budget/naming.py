"""The name of a project: its department in 【 】, ※ texts and [ ] remarks come off it, （ ） stays."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from pipeline.normalize.prose.joining import joined
from pipeline.normalize.tables.departments import is_department

_DEPARTMENT = regex.compile(r"[\s　]*【[^【】]*】[\s　]*$")
_REMARK = regex.compile(r"※[^※\[［]*|[\[［][^\[\]［］]*[\]］]")
_LINES = regex.compile(r"[ \t]*\n[ \t]*")


@dataclass(frozen=True)
class ProjectName:
    """A project's name, the name with its remarks as printed, its department as printed, and the remarks."""

    text: str
    printed: str
    department: str
    notes: tuple[str, ...]


def read_project(text: str, department: str) -> ProjectName:
    """Split the text of a project's cell; ``department`` is what cells of their own say."""
    printed = joined(_LINES.split(text))
    found = _DEPARTMENT.search(printed)
    if found and is_department(found.group()):
        printed, department = printed[: found.start()], department or found.group().strip(" 　")
    notes = remarks(printed)
    bare = _REMARK.sub("", printed)
    return ProjectName(bare.strip(" 　") or printed.strip(), printed.strip(" 　"), department, notes)


def remarks(text: str) -> tuple[str, ...]:
    """Return the ※ texts and [ ] remarks of a text as printed."""
    return tuple(found.strip(" 　") for found in _REMARK.findall(text))
