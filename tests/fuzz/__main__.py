"""``python -m tests.fuzz MINUTES`` tries new cases until the time is over, a short while for each property.

Prints a line for each, and all of what a property said that broke; where ``atheris`` is installed, a
search guided by coverage takes turns with hypothesis's own.
"""

from __future__ import annotations

import importlib.util
import os
import random
import subprocess
import sys
import time

TURN = 60  # seconds that a guided search takes
LINES = 80  # that are shown of what broke
SIZES = ("-max_len=8192", "-len_control=0")  # a document of some tables from the first case on
PROPERTIES = {  # and how many times its normal number of cases makes about a minute
    "test_files.py::test_catalogues": 100,
    "test_files.py::test_hints_and_the_side_files": 200,
    "test_files.py::test_extracted_files": 60,
    "test_pdfs.py::test_spoilt_pages": 8,
    "test_tables.py::test_any_table_fits_the_contract": 12,
    "test_tables.py::test_disputed_cells_assert_nothing": 15,
    "test_texts.py::test_values": 30,
    "test_texts.py::test_periods": 60,
    "test_texts.py::test_labels": 60,
    "test_texts.py::test_prose": 60,
    "test_texts.py::test_lines_of_parse": 60,
}


def main() -> None:
    """Go round until the time is over; exit with the number of properties that broke."""
    deadline = time.monotonic() + 60 * float(sys.argv[1])
    guided = importlib.util.find_spec("atheris") is not None
    broke = 0
    while time.monotonic() < deadline:
        for place, times in PROPERTIES.items():
            broke += _turn(place, [sys.executable, "-m", "pytest", "-q", "-x", f"tests/fuzz/{place}"], times)
            name = place.partition("::")[2]
            if guided and not place.startswith(("test_files", "test_pdfs")):
                search = [sys.executable, "-m", "tests.fuzz.guided", name, f"-max_total_time={TURN}", *SIZES]
                broke += _turn(f"{name}, guided", search, times)
            if time.monotonic() >= deadline:
                break
    sys.exit(min(broke, 100))


def _turn(what: str, command: list[str], times: int) -> int:
    seed = str(random.SystemRandom().randrange(10**9))
    began = time.monotonic()
    environment = {**os.environ, "SHIHYO_FUZZ": str(times), "SHIHYO_FUZZ_SEED": seed}
    done = subprocess.run(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    held = done.returncode == 0
    said = "" if held else "\n" + "\n".join(done.stdout.decode("utf-8", "replace").splitlines()[-LINES:])
    seconds = time.monotonic() - began
    print(f"{'held' if held else 'BROKE'} {what} seed {seed} {seconds:.0f} s{said}", flush=True)
    return int(not held)


if __name__ == "__main__":
    main()
