"""What is registered becomes vintages: the old figure stays known for its time, the new one from its day."""

from __future__ import annotations

from pathlib import Path

from pipeline.cli import main
from pipeline.errors import ExitCode
from pipeline.warehouse import connect
from pipeline.workspace import Workspace
from tests.register.test_add import release

_SERIES = "SELECT value, document_id FROM as_known_at(DATE '{}') WHERE indicator = '人口の社会増減'"


def test_a_new_version_is_known_from_its_day(tmp_path: Path) -> None:
    root = tmp_path / "ws"
    file = tmp_path / "shiryo3.pdf"
    for data in (release(), release("", "令和３年８月３１日", "713人")):
        file.write_bytes(data)
        assert main(["add", "--root", str(root), str(file)]) == ExitCode.OK
    assert main(["run", "--quiet", "--root", str(root)]) == ExitCode.OK
    with connect(Workspace(root)) as connection:
        known = {
            day: connection.execute(_SERIES.format(day)).fetchall() for day in ("2021-04-01", "2021-09-01")
        }
        maturity = connection.execute("SELECT maturity FROM document ORDER BY published_on").fetchall()
    assert [[int(value), name] for value, name in known["2021-04-01"]] == [[893, "shiryo3"]]
    assert [[int(value), name] for value, name in known["2021-09-01"]] == [[713, "shiryo3-2021-08-31"]]
    assert maturity == [("provisional",), ("final",)]
