"""Licences of installed packages, as their own metadata states them."""

from __future__ import annotations

import re
from importlib.metadata import Distribution

# Words in which packages state licences that may stand beside MIT code and be passed on with it.
PERMISSIVE = (
    "MIT", "MIT-0", "MIT License", "MIT-CMU", "BSD", "BSD License", "0BSD", "BSD-2-Clause", "BSD-3-Clause",
    "3-Clause BSD License",
    "Apache-2.0", "Apache 2.0", "Apache License 2.0", "Apache Software License", "PSF-2.0",
    "Python Software Foundation License", "ISC", "Zlib", "CC0-1.0", "CNRI-Python", "HPND", "Unlicense",
    "OFL-1.1", "SIL Open Font License 1.1",
)  # fmt: skip
# May be used and passed on unchanged; a change of the package itself would have to be published.
WEAK_COPYLEFT = ("MPL-2.0", "Mozilla Public License 2.0", "MPL 2.0", "LGPL-3.0-or-later", "LGPL-2.1-or-later")
# What a person has looked at: packages that state more than applies to what is installed of them.
DECIDED = {"docutils": "the GPL is that of an Emacs mode, which its wheel leaves out; the rest is free of it"}
_JOINED = re.compile(r"\s+(?:AND|OR)\s+|[()]|,\s*")
_REST = "dependency licenses"  # pypdfium2: those of what PDFium bundles, which its wheel lists


def stated(package: Distribution) -> str:
    """Return the licence of a package: its expression, else its classifiers, else its field License."""
    metadata = package.metadata
    expression = next(iter(metadata.get_all("License-Expression") or []), "")
    classifiers = [line for line in metadata.get_all("Classifier") or [] if line.startswith("License ::")]
    named = [line.rpartition("::")[2].strip() for line in classifiers]
    named = [name for name in named if name != "OSI Approved"]
    field = next(iter(metadata.get_all("License") or []), "").splitlines()
    return str(expression or " AND ".join(named) or (field[0].strip() if field else ""))


def unknown_parts(licence: str) -> list[str]:
    """Return the parts of a licence statement that are not known to be acceptable."""
    parts = [part.strip() for part in _JOINED.split(licence)]
    known = {name.casefold() for name in (*PERMISSIVE, *WEAK_COPYLEFT, _REST)}
    return [part for part in parts if part and part.casefold() not in known] if licence else ["none stated"]
