"""The PDFium reader: pages through pypdfium2's raw interface, one call per fact."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from ctypes import c_float
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from pipeline.errors import DamagedPdfError, EncryptedPdfError
from pipeline.extract.content import PageContent
from pipeline.extract.covers import Cover, is_of_page
from pipeline.extract.fonts import Fonts
from pipeline.extract.frame import Frame, Matrix, multiply, unit_square
from pipeline.extract.paint import MOST_CURVES, Painter, Point, rounded
from pipeline.extract.pdfium_calls import (
    address_of,
    draw_mode,
    fill_colour,
    form_object,
    form_object_count,
    object_count,
    object_matrix,
    object_type,
    page_object,
    path_segment,
    segment_closes,
    segment_count,
    segment_point,
    segment_type,
    stroke_colour,
    stroke_width,
)
from pipeline.extract.pdfium_text import Painted, characters

NAME = "pdfium"
MAX_DEPTH = 8
MAX_OBJECTS = 200_000
MAX_SEGMENTS = 4_000

OPAQUE = 0.95
"""Share of a picture that lets nothing through: one that is turned leaves corners."""


class PdfiumReader:
    """An open document. ``file`` names it in errors."""

    name = NAME

    def __init__(self, data: bytes, file: str) -> None:
        self._file = file
        self._fonts = Fonts()
        try:
            self._document = pdfium.PdfDocument(data)
            self.page_count = len(self._document)
        except pdfium.PdfiumError as error:
            raise _refusal(error, file) from error

    def close(self) -> None:
        """Release the document."""
        self._document.close()

    def page(self, number: int) -> PageContent:
        """Read page ``number`` (from 1). Raises DamagedPdfError where PDFium can't load it."""
        try:
            page = self._document[number - 1]
        except pdfium.PdfiumError as error:
            raise DamagedPdfError(
                "the page can't be read",
                file=self._file,
                page=number,
                remedy="Get the file again from its source.",
            ) from error
        try:
            return self._content(page.raw, number)
        finally:
            page.close()

    def _content(self, page: Any, number: int) -> PageContent:
        frame = _frame(page)
        if not frame.sane:
            raise DamagedPdfError("the page has no usable size", file=self._file, page=number)
        painter = Painter(frame.width, frame.height)
        pictures, texts, covers = _paint(page, frame.matrix, painter, self._document.raw)
        chars, read, truncated = characters(page, frame, self._fonts, Painted(texts, covers))
        return PageContent(
            number, frame.width, frame.height, frame.rotation, NAME, chars,
            painter.rulings, painter.fills, painter.slants,
            pictures, truncated or painter.truncated, painter.shapes, len(texts.keys() - read),
        )  # fmt: skip


def _refusal(error: pdfium.PdfiumError, file: str) -> DamagedPdfError | EncryptedPdfError:
    if getattr(error, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY) or "assword" in str(
        error
    ):
        return EncryptedPdfError(
            "the PDF asks for a password",
            file=file,
            remedy="Save a copy without a password and put that in raw/.",
        )
    return DamagedPdfError(
        "the PDF is truncated or broken", file=file, remedy="Get the file again from its source."
    )


def _frame(page: Any) -> Frame:
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, box)
    return Frame(box.left, box.bottom, box.right, box.top, raw.FPDFPage_GetRotation(page) % 4 * 90)


def _paint(
    page: Any, matrix: Matrix, painter: Painter, document: Any
) -> tuple[list[tuple[float, float, float, float]], dict[int, int], list[Cover]]:
    """Hand the page's paths to ``painter``; return its images and the order of its text objects.

    Of the images all boxes are returned, and those that hide what is painted before them.
    """
    pictures: list[tuple[float, float, float, float]] = []
    texts: dict[int, int] = {}
    covers: list[Cover] = []
    for index, (item, kind, placed) in enumerate(_objects(address_of(page), matrix)):
        if index > MAX_OBJECTS:
            painter.truncated = True
            break
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            texts[item] = index
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            _path(item, placed, painter)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            pictures.append(unit_square(multiply(_matrix(item), placed)))
            large = texts and is_of_page(pictures[-1], painter.width, painter.height)
            if large and _is_opaque(ctypes.cast(item, raw.FPDF_PAGEOBJECT), page, document):
                covers.append(Cover(index, pictures[-1]))
    return pictures, texts, covers


_EVERY = 37
"""Every so manieth dot of a picture is looked at."""


def _is_opaque(image: Any, page: Any, document: Any) -> bool:
    """Whether an image hides what is below it: no stencil or mask lets anything through."""
    if raw.FPDFPageObj_HasTransparency(image):
        return False
    bitmap = raw.FPDFImageObj_GetRenderedBitmap(document, page, image)
    if not bitmap:
        return False
    try:
        if raw.FPDFBitmap_GetFormat(bitmap) != raw.FPDFBitmap_BGRA:
            return True
        size = raw.FPDFBitmap_GetStride(bitmap) * raw.FPDFBitmap_GetHeight(bitmap)
        alpha = ctypes.string_at(raw.FPDFBitmap_GetBuffer(bitmap), size)[3 :: 4 * _EVERY]
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
    return sum(level == 255 for level in alpha) > OPAQUE * len(alpha)


def _objects(page: int, matrix: Matrix) -> Iterator[tuple[int, int, Matrix]]:
    """Yield the objects of a page with their kinds, those of forms in place of the forms."""
    for index in range(object_count(page)):
        item = page_object(page, index)
        kind = object_type(item)
        if kind == raw.FPDF_PAGEOBJ_FORM:
            yield from _form(item, matrix, 0)
        else:
            yield item, kind, matrix


def _form(form: int, matrix: Matrix, depth: int) -> Iterator[tuple[int, int, Matrix]]:
    if depth == MAX_DEPTH:
        return
    inner = multiply(_matrix(form), matrix)
    for index in range(form_object_count(form)):
        item = form_object(form, index)
        kind = object_type(item)
        if kind == raw.FPDF_PAGEOBJ_FORM:
            yield from _form(item, inner, depth + 1)
        else:
            yield item, kind, inner


_MATRIX = (c_float * 6)()


def _matrix(item: int) -> Matrix:
    object_matrix(item, ctypes.addressof(_MATRIX))
    a, b, c, d, e, f = _MATRIX
    return (a, b, c, d, e, f)


_FILL_MODE, _STROKED, _WIDTH = ctypes.c_int(), ctypes.c_int(), c_float()
_MODES = (ctypes.addressof(_FILL_MODE), ctypes.addressof(_STROKED))


def _path(item: int, matrix: Matrix, painter: Painter) -> None:
    count = segment_count(item)
    if count < 2 or not draw_mode(item, *_MODES):
        return
    if count > MAX_SEGMENTS:
        painter.truncated = True
        return
    fill = fill_colour(item) if _FILL_MODE.value else None
    stroke = stroke_colour(item) if _STROKED.value else None
    if fill is None and stroke is None:
        return
    placed = multiply(_matrix(item), matrix)
    subpaths = _subpaths(item, count, placed, outlines=stroke is None)
    width = 0.0
    if stroke is not None and stroke_width(item, ctypes.addressof(_WIDTH)):
        width = _WIDTH.value * abs(placed[0] * placed[3] - placed[1] * placed[2]) ** 0.5
    painter.path(subpaths, fill=fill, stroke=stroke, stroke_width=width)


_X, _Y = c_float(), c_float()
_XY = (ctypes.addressof(_X), ctypes.addressof(_Y))


def _subpaths(item: int, count: int, matrix: Matrix, *, outlines: bool) -> list[list[Point]]:
    """Return the straight pieces of a path; a curve breaks a piece.

    ``outlines``: the path is filled only; with a curve in it, it is a drawing or a letter, no table, unless
    it is a rectangle with rounded corners.
    """
    a, b, c, d, e, f = matrix
    paths: list[list[Point]] = []
    curve = 0
    for index in range(count):
        segment = path_segment(item, index)
        kind = segment_type(segment)
        segment_point(segment, *_XY)
        x, y = _X.value, _Y.value
        point = (a * x + c * y + e, b * x + d * y + f)
        if kind == raw.FPDF_SEGMENT_BEZIERTO:
            curve += 1
            if outlines and curve > 3 * MOST_CURVES:
                return []
            if curve % 3 == 0:
                paths.append([point])
            continue
        if kind == raw.FPDF_SEGMENT_MOVETO or not paths:
            paths.append([point])
        else:
            paths[-1].append(point)
        if segment_closes(segment) and paths[-1][0] != point:
            paths[-1].append(paths[-1][0])
    straight = [p for p in paths if len(p) > 1]
    if outlines and curve:
        box = rounded(straight)
        return [] if box is None else [box]
    return straight
