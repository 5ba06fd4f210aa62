"""SDMX codes for the status of a value: A, P, E, F, and M, L, O, Q where there is none."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

from pipeline.analyze.export.sheets import Column, Language, Sheet

NAME = "obs_status"
_ABOUT = {
    "en": "Status as an SDMX code (CL_OBS_STATUS): A, P, E, F; M, L, O, Q where there is no value",
    "ja": "SDMXの観測状態コード（A・P・E・F、欠測はM・L・O・Q）",
}


def code_of(status: str, missing_reason: str | None) -> str:
    """The code of an observation; raises KeyError for a word that has none."""
    codes = _settings()
    return str(codes["missing"][missing_reason] if missing_reason else codes["status"][status])


def meanings() -> list[tuple[str, str, str]]:
    """Every code with its meaning in English and Japanese."""
    return [(entry["code"], entry["en"], entry["ja"]) for entry in _settings()["code"]]


def with_code(sheet: Sheet, language: Language) -> Sheet:
    """Return a sheet of observations with a column more; any other sheet as it is."""
    status, missing = sheet.place("status"), sheet.place("missing_reason")
    if status is None or missing is None:
        return sheet
    label = "観測状態" if language == "ja" else NAME
    column = Column(NAME, label, "VARCHAR", _ABOUT[language], False)
    rows = [(*row, code_of(row[status], row[missing])) for row in sheet.rows]
    return replace(sheet, columns=(*sheet.columns, column), rows=rows)


@cache
def _settings() -> dict[str, Any]:
    text = files("pipeline.analyze.export").joinpath("codes.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
