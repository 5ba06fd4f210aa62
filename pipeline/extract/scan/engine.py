"""The engine that reads crops of one line: rapidocr, with the models that its package brings along."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np

from pipeline.extract.scan.picture import Gray

HEIGHT = 48
"""Dots of a line as the engine's model takes it."""

BATCH = 16

_LONG_VOWEL = re.compile(r"(?<=[ァ-ヴ])[一|](?=[ァ-ヴ])")
_PARTED = re.compile(r"(?<=[0-9])([,.]) (?=[0-9])")
_THREADS = 1  # a run has one process for each core already


class Words(NamedTuple):
    """What the engine reads, and how sure it says it is (0 to 1)."""

    text: str
    confidence: float


@cache
def available() -> bool:
    """Whether the extra is installed."""
    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


class Engine:
    """The loaded model; nothing is fetched from anywhere."""

    def __init__(self) -> None:
        from rapidocr import RapidOCR

        self._engine: Any = RapidOCR(
            params={
                "Global.log_level": "error",
                "Global.use_det": False,
                "Global.use_cls": False,
                "Rec.rec_batch_num": BATCH,
                "Rec.rec_img_shape": [3, HEIGHT, 2 * HEIGHT],
                "EngineConfig.onnxruntime.intra_op_num_threads": _THREADS,
                "EngineConfig.onnxruntime.inter_op_num_threads": _THREADS,
            }
        )

    def read(self, crops: Sequence[Gray]) -> list[Words]:
        """Read pictures of one line each, with a margin of paper around the ink."""
        if not crops:
            return []
        found = self._engine.recognize_txt([_prepared(crop) for crop in crops])
        return [
            Words(_japanese(text.strip()), float(score))
            for text, score in zip(found.txts, found.scores, strict=True)
        ]


def _prepared(crop: Gray) -> Gray:
    width = max(1, round(crop.shape[1] * HEIGHT / crop.shape[0]))
    way = cv2.INTER_AREA if crop.shape[0] > HEIGHT else cv2.INTER_CUBIC
    sized = cv2.resize(crop, (width, HEIGHT), interpolation=way)
    return np.repeat(sized[:, :, np.newaxis], 3, axis=2)


@cache
def _forms() -> dict[int, str]:
    words = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
    return str.maketrans(words["japanese"])


def _japanese(text: str) -> str:
    """Return ``text`` with Japanese forms of kanji, with ー, and without blanks after , and . in numbers."""
    return _LONG_VOWEL.sub("ー", _PARTED.sub(r"\1", text.translate(_forms())))
