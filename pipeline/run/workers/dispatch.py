"""Having a child do a task, with the errand around it where layers are elsewhere."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from pipeline.run.task import Json, Task
from pipeline.run.workers.child import Child

SCRATCH = ".scratch-"
"""How folders begin that hold what is on its way; one that a killed run left can be removed."""


def ask(child: Child, task: Task, folder: Path) -> Json:
    """Have ``child``, which may write below ``folder``, do ``task``; bring and deliver what it asks for.

    Raises what :meth:`Child.ask` raises, and :class:`~pipeline.errors.RemoteError`.
    """
    if task.errand is None:
        return child.ask(task)
    from pipeline.remote.errand import errand_from, run

    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=SCRATCH, dir=folder, ignore_cleanup_errors=True) as scratch:
        return run(
            errand_from(task.errand),
            task.arguments,
            Path(scratch),
            lambda given: child.ask(replace(task, arguments=given)),
        )
