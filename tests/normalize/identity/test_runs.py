"""What identity does again from one run to the next, and what it keeps."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyarrow.parquet as pq

from pipeline.normalize import identity
from tests.load.rows import document, write
from tests.normalize.identity.releases import HISTORY, series, workspace


def test_ids_do_not_depend_on_what_comes_later(tmp_path: Path) -> None:
    early = [*series("会員の数", {2019: 5}), *series("会員の数", {2019: 6}, row=2, section="②")]
    one = workspace(tmp_path / "one", early)
    two = workspace(tmp_path / "two", early, series("会員の数", {2020: 8}), series("別の数", {2020: 9}))
    identity.run(one)
    identity.run(two)
    before = pq.read_table(one.identity_dir / "link.parquet").to_pylist()
    after = pq.read_table(two.identity_dir / "link.parquet").to_pylist()
    assert all(row in after for row in before)


def test_a_second_run_writes_nothing(tmp_path: Path) -> None:
    made = workspace(tmp_path, series("会員の数", HISTORY), series("会員の数", HISTORY))
    assert identity.run(made).changed
    assert identity.run(made).changed == ()


def test_only_municipalities_with_something_new_are_linked_again(tmp_path: Path) -> None:
    made = workspace(tmp_path, series("会員の数", HISTORY))
    for number in (1, 2, 3):
        rows = series("会員の数", {2019: number})
        own = [row | {"document_id": f"c{number}", "observation_id": f"c{number}"} for row in rows]
        write(tmp_path, (document(f"c{number}", municipality_code=f"10000{number}"), own))
    assert identity.run(made).linked == ("100001", "100002", "100003", "132110")
    assert identity.run(made).linked == ()
    more = [row | {"document_id": "c4", "observation_id": "c4"} for row in series("別の催しの数", {2019: 4})]
    write(tmp_path, (document("c4", municipality_code="100002"), more))
    assert identity.run(made).linked == ("100002",)
    again = {path.name: path.read_bytes() for path in made.identity_dir.iterdir()}
    shutil.rmtree(made.state)
    assert len(identity.run(made).linked) == 4
    assert {path.name: path.read_bytes() for path in made.identity_dir.iterdir()} == again


def test_results_that_somebody_changed_are_not_kept(tmp_path: Path) -> None:
    made = workspace(tmp_path, series("会員の数", HISTORY))
    identity.run(made)
    before = (made.identity_dir / "link.parquet").read_bytes()
    (made.identity_dir / "link.parquet").write_bytes(b"")
    assert identity.run(made).linked == ("132110",)
    assert (made.identity_dir / "link.parquet").read_bytes() == before
