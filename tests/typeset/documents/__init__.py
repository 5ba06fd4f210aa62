"""The five documents of the project's own ``raw/``, typeset from ``facts/``.

Figures, labels, units, marks and layouts are those that the city of Kodaira published; the sentences
are the project's own, and persons' names are left out.
"""

from collections.abc import Callable

from tests.typeset.documents import programme, progress, reform, strategy
from tests.typeset.truth import Typeset

DOCUMENTS: dict[str, Callable[[], Typeset]] = {
    "strategy-draft-h27": strategy.build,
    "progress-provisional-r2": progress.build_provisional,
    "progress-final-r2": progress.build_final,
    "action-program-r6": programme.build,
    "reform-items-h28": reform.build,
}
