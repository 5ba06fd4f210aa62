"""Dependencies point one way: a stage imports the layers between stages, never another stage."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

STAGES = ("extract", "normalize", "load", "analyze")
COMMON = ("layers", "errors", "workspace", "catalog", "warehouse", "tomltext", "")
PDF = {"pdfplumber", "pdfminer", "pypdfium2", "playa", "camelot", "tablers", "pypdf"}
ALLOWED = {
    **{stage: {stage, *COMMON} for stage in STAGES},
    "layers": {"layers", "errors", ""},
    "remote": {"remote", "errors", "files", ""},
}
# The packages of normalize, each of which uses none that stands after it.
ORDER = ("cells", "prose", "labels", "context", "about", "tables")
EXCEPTIONS = {("__main__.py", "cli")}  # a stage as a script is the command


def _modules(repository: Path, package: str) -> list[Path]:
    return sorted((repository / "pipeline" / package).rglob("*.py"))


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""


def _packages(path: Path) -> Iterator[str]:
    for name in _imports(path):
        root, _, rest = name.partition(".")
        if root == "pipeline":
            yield rest.partition(".")[0]


@pytest.mark.parametrize("package", sorted(ALLOWED))
def test_a_package_imports_only_what_it_may(repository: Path, package: str) -> None:
    wrong = [
        f"{path.name} imports pipeline.{other}"
        for path in _modules(repository, package)
        for other in _packages(path)
        if other not in ALLOWED[package] and (path.name, other) not in EXCEPTIONS
    ]
    assert not wrong


@pytest.mark.parametrize("package", ["normalize", "load", "layers"])
def test_only_extract_opens_pdfs(repository: Path, package: str) -> None:
    wrong = [
        f"{path.name} imports {name}"
        for path in _modules(repository, package)
        for name in _imports(path)
        if name.partition(".")[0] in PDF
    ]
    assert not wrong


@pytest.mark.parametrize("package", ORDER)
def test_the_packages_of_normalize_use_those_before_them(repository: Path, package: str) -> None:
    later = ORDER[ORDER.index(package) + 1 :]
    modules = _modules(repository, f"normalize/{package}")
    prefix = "pipeline.normalize."
    wrong = [
        f"{path.name} imports {name}"
        for path in modules
        for name in _imports(path)
        if name.startswith(prefix) and name.removeprefix(prefix).partition(".")[0] in (*later, "document")
    ]
    assert modules
    assert not wrong


def test_the_test_sees_the_stages(repository: Path) -> None:
    assert all(_modules(repository, stage) for stage in STAGES)
