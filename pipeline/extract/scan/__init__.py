"""What only the picture of a page tells: scans, tables that are pictures, cells that no font explains.

Needs the extra ``ocr`` (rapidocr with the models inside its package, and onnxruntime). Everything that
is read so is ``single``: a check or a person may confirm it, the engine's confidence alone does not.

Why this engine: on typeset pages, made into pictures of 200 and 300 dots an inch, it reads nearly every
cell right, where Tesseract with Debian's jpn data loses kanji and digits between rules. It drops ※ and
lone dashes and has a weakness for Chinese forms of kanji: see :mod:`.words` and :mod:`.textlines`.
"""
