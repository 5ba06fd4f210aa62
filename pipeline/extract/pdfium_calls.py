"""The functions of PDFium that are called for each character or path of a page.

They take and return addresses as plain numbers: making a typed pointer for each call, and reading it,
takes longer than the call.
"""

from __future__ import annotations

import ctypes
from ctypes import c_double, c_int, c_uint, c_void_p
from typing import Any

from pypdfium2 import raw

from pipeline.extract.content import BLACK


def address_of(handle: Any) -> int:
    """Return the address that a handle of PDFium holds."""
    return ctypes.cast(handle, c_void_p).value or 0


def _plain(function: Any, result: Any, *arguments: Any) -> Any:
    # the type of the function knows how the library is called on this system
    plain = type(function)(address_of(function))
    plain.restype, plain.argtypes = result, arguments
    return plain


_INDEXED = (c_void_p, c_int)

# text page, index of the character
char_code = _plain(raw.FPDFText_GetUnicode, c_uint, *_INDEXED)
char_object = _plain(raw.FPDFText_GetTextObject, c_void_p, *_INDEXED)
char_font_size = _plain(raw.FPDFText_GetFontSize, c_double, *_INDEXED)
is_generated = _plain(raw.FPDFText_IsGenerated, c_int, *_INDEXED)
is_unmapped = _plain(raw.FPDFText_HasUnicodeMapError, c_int, *_INDEXED)
# …, and the addresses of what is filled in
char_box = _plain(raw.FPDFText_GetLooseCharBox, c_int, *_INDEXED, c_void_p)
char_matrix = _plain(raw.FPDFText_GetMatrix, c_int, *_INDEXED, c_void_p)
char_ink_box = _plain(raw.FPDFText_GetCharBox, c_int, *_INDEXED, *[c_void_p] * 4)
char_origin = _plain(raw.FPDFText_GetCharOrigin, c_int, *_INDEXED, c_void_p, c_void_p)

# page, or form
object_count = _plain(raw.FPDFPage_CountObjects, c_int, c_void_p)
page_object = _plain(raw.FPDFPage_GetObject, c_void_p, *_INDEXED)
form_object_count = _plain(raw.FPDFFormObj_CountObjects, c_int, c_void_p)
form_object = _plain(raw.FPDFFormObj_GetObject, c_void_p, c_void_p, ctypes.c_ulong)

# object on a page
object_type = _plain(raw.FPDFPageObj_GetType, c_int, c_void_p)
object_matrix = _plain(raw.FPDFPageObj_GetMatrix, c_int, c_void_p, c_void_p)
object_font = _plain(raw.FPDFTextObj_GetFont, c_void_p, c_void_p)
render_mode = _plain(raw.FPDFTextObj_GetTextRenderMode, c_int, c_void_p)

# path, and its segments
draw_mode = _plain(raw.FPDFPath_GetDrawMode, c_int, c_void_p, c_void_p, c_void_p)
stroke_width = _plain(raw.FPDFPageObj_GetStrokeWidth, c_int, c_void_p, c_void_p)
segment_count = _plain(raw.FPDFPath_CountSegments, c_int, c_void_p)
path_segment = _plain(raw.FPDFPath_GetPathSegment, c_void_p, *_INDEXED)
segment_type = _plain(raw.FPDFPathSegment_GetType, c_int, c_void_p)
segment_point = _plain(raw.FPDFPathSegment_GetPoint, c_int, c_void_p, c_void_p, c_void_p)
segment_closes = _plain(raw.FPDFPathSegment_GetClose, c_int, c_void_p)

_fill_colour = _plain(raw.FPDFPageObj_GetFillColor, c_int, c_void_p, *[c_void_p] * 4)
_stroke_colour = _plain(raw.FPDFPageObj_GetStrokeColor, c_int, c_void_p, *[c_void_p] * 4)
_RGBA = (c_uint * 4)()
_CHANNELS = [ctypes.addressof(_RGBA) + k * ctypes.sizeof(c_uint) for k in range(4)]


def fill_colour(item: int) -> int | None:
    """Return 0xRRGGBB, None where nothing shows; a pattern counts as black ink on a white page."""
    return _colour() if _fill_colour(item, *_CHANNELS) else BLACK


def stroke_colour(item: int) -> int | None:
    """Return the colour of an object's outline; see :func:`fill_colour`."""
    return _colour() if _stroke_colour(item, *_CHANNELS) else BLACK


def _colour() -> int | None:
    red, green, blue, alpha = _RGBA
    return None if alpha < 8 else red << 16 | green << 8 | blue
