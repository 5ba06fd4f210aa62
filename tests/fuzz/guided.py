"""``python -m tests.fuzz.guided PROPERTY``: search for a case that breaks it, guided by what runs.

Needs ``atheris`` (Linux, macOS; not among the pins, since tests do without). Whatever follows goes to
libFuzzer: ``-max_total_time=300``. What it finds is kept by hypothesis, and a normal run of the
property tries it first.
"""

from __future__ import annotations

import importlib
import os
import sys
import tempfile

MODULES = ("tests.fuzz.test_texts", "tests.fuzz.test_tables")


def main() -> None:
    """Fuzz the property that the first argument names."""
    import atheris

    with atheris.instrument_imports(include=["pipeline"]):
        modules = [importlib.import_module(name) for name in MODULES]
    name = sys.argv.pop(1)
    test = next(getattr(module, name) for module in modules if hasattr(module, name))
    sys.argv.insert(1, f"-artifact_prefix={tempfile.gettempdir()}{os.sep}")
    atheris.Setup(sys.argv, test.hypothesis.fuzz_one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
