"""What the pages for analysts tell people to type works, word by word."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.errors import ExitCode
from pipeline.warehouse import connect, query
from pipeline.workspace import Workspace

TUTORIALS = ("tutorial.md", "tutorial.ja.md")
COOKBOOKS = ("cookbook.md", "cookbook.ja.md")
COMMAND = "    python do.py "


def _text(repository: Path, page: str) -> str:
    return (repository / "docs" / page).read_text(encoding="utf-8")


def _queries(repository: Path, page: str) -> list[str]:
    return re.findall(r"```sql\n(.*?)```", _text(repository, page), re.DOTALL)


def _commands(repository: Path, page: str) -> list[list[str]]:
    lines = _text(repository, page).splitlines()
    return [shlex.split(line.removeprefix(COMMAND)) for line in lines if line.startswith(COMMAND)]


@pytest.mark.parametrize("page", TUTORIALS)
def test_a_tutorial_works_line_by_line(
    page: str, repository: Path, shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path / "clone"
    shutil.copytree(shipped, here)
    monkeypatch.chdir(here)
    commands = _commands(repository, page)
    assert len(commands) >= 12
    for command in commands:
        assert main(command) == ExitCode.OK, command
    for made in ("place.png", "page.png", "review.html", "export/report.html", "export/warehouse.xlsx"):
        assert (here / made).stat().st_size > 1000, made


def test_both_tutorials_type_the_same_commands(repository: Path) -> None:
    english, japanese = (
        [command for command in _commands(repository, page) if command[0] != "sql"] for page in TUTORIALS
    )
    assert english == japanese


@pytest.mark.parametrize("page", COOKBOOKS)
def test_the_cookbook_has_twenty_queries_that_answer(page: str, repository: Path, shipped: Path) -> None:
    queries = _queries(repository, page)
    assert len(queries) == 20
    with connect(Workspace(shipped)) as connection:
        without = [text for text in queries if not query(connection, text)[1]]
    assert without == []


def test_both_cookbooks_have_the_same_queries(repository: Path) -> None:
    english, japanese = (_queries(repository, page) for page in COOKBOOKS)
    assert english == japanese


@pytest.mark.parametrize("page", [*TUTORIALS, *COOKBOOKS])
def test_links_lead_somewhere(page: str, repository: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", _text(repository, page))
    assert [link for link in links if not (repository / "docs" / link).exists()] == []
