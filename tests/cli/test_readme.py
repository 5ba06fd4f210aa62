"""The queries of both READMEs run, and their commands and options are those of the program."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.cli.parser import COMMANDS
from pipeline.errors import ExitCode
from tests.small import CATALOG, FINAL, fill, kpi_pdf

PAGES = ("README.md", "README.ja.md")


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a warehouse."""
    root = fill(tmp_path_factory.mktemp("readme"), mikomi=kpi_pdf(), kakutei=kpi_pdf(FINAL, "実績"))
    (root / "raw" / "catalog.toml").write_text(CATALOG, encoding="utf-8")
    assert main(["run", "--root", str(root), "--quiet"]) == ExitCode.OK
    return root


@pytest.mark.parametrize("page", PAGES)
def test_the_queries_run(
    page: str, repository: Path, loaded: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (repository / page).read_text(encoding="utf-8")
    queries = [shlex.split(line)[3] for line in text.splitlines() if line.startswith("    python do.py sql")]
    assert len(queries) == 3
    for query in queries:
        assert main(["sql", query, "--root", str(loaded)]) == ExitCode.OK, capsys.readouterr().err


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_exist(page: str, repository: Path) -> None:
    text = (repository / page).read_text(encoding="utf-8")
    named = set(re.findall(r"(?:shihyo|python do\.py) ([a-z]+)\b", text)) - {"turns"}
    assert named
    assert named <= {*COMMANDS, "test", "style", "extras"}


@pytest.mark.parametrize("page", PAGES)
def test_the_links_lead_somewhere(page: str, repository: Path) -> None:
    links = re.findall(r"\]\(([^)]+)\)", (repository / page).read_text(encoding="utf-8"))
    assert all((repository / link).exists() for link in links)
