"""HTML and SVG as text, escaped: what isn't :class:`Html` already is text and nothing else."""

from __future__ import annotations

import base64
import hashlib
import html
import json
from collections.abc import Iterable

_VOID = frozenset({"meta", "input", "br", "img"})


class Html(str):
    """Text that is markup already."""

    __slots__ = ()


Content = str | Html | Iterable["Content"] | None
Attribute = str | int | float | bool | None


def el(name: str, /, *content: Content, **attributes: Attribute) -> Html:
    """Return an element. ``class_`` is class, ``data_id`` data-id; None and False leave one out."""
    head = f"<{name}{''.join(_attribute(key, value) for key, value in attributes.items())}>"
    return Html(head if name in _VOID else f"{head}{join(content)}</{name}>")


def join(content: Content) -> Html:
    """Return content as markup, plain text escaped."""
    if content is None:
        return Html("")
    if isinstance(content, str):
        return content if isinstance(content, Html) else Html(html.escape(clean(content), quote=False))
    return Html("".join(join(part) for part in content))


def data(identifier: str, value: object) -> Html:
    """Return a block of JSON that scripts read: no text in it can end the block."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    safe = clean(text).replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return Html(f'<script type="application/json" id="{identifier}">{safe}</script>')


def clean(text: str) -> str:
    """Replace what HTML can't hold: control characters and halves of surrogate pairs."""
    if text.isprintable():
        return text
    return "".join(
        c if c in "\n\t\u3000\u2028\u2029" or _is_held(c) else "\N{REPLACEMENT CHARACTER}" for c in text
    )


def policy(styles: str, script: str, more: str = "") -> Html:
    """Return a content security policy: these styles, this script, pictures in the page, and nothing else."""
    value = (
        f"default-src 'none'; img-src data:; style-src {_digest(styles)}; script-src {_digest(script)}; "
        f"base-uri 'none'; form-action 'none'{more}"
    )
    return el("meta", http_equiv="Content-Security-Policy", content=value)


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _attribute(key: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{html.escape(clean(str(value)))}"'


def _is_held(char: str) -> bool:
    code = ord(char)
    return (
        code >= 32 and not 0x7F <= code <= 0x9F and not 0xD800 <= code <= 0xDFFF and code & 0xFFFE != 0xFFFE
    )
