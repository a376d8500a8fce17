"""The body of a story: a small, safe HTML. Pure Python over nh3.

Allowed are paragraphs, two levels of heading, quotations, lists, bold, emphasis and links,
with `lang` and `dir`; everything else loses its tags and keeps its text.
"""

import html
import re
from collections.abc import Iterable

import nh3

BLOCK_TAGS = ("p", "h2", "h3", "blockquote", "ul", "ol")
INLINE_TAGS = {"strong", "em", "a", "br"}
TAGS = {*BLOCK_TAGS, *INLINE_TAGS, "li"}
DIRECTIONAL = {"lang", "dir"}
ATTRIBUTES = dict.fromkeys(TAGS - {"a", "br"}, DIRECTIONAL) | {"a": {"href", *DIRECTIONAL}}
SCHEMES = {"http", "https", "mailto"}

# Overrides, embeddings and isolates can show a text in another order than it is stored.
INVISIBLE = re.compile("[\u202a-\u202e\u2066-\u2069\x00]")
# All that sanitising would change in a text whose «&», «<» and «>» are escaped.
_CHANGED = re.compile(f"{INVISIBLE.pattern}|[\r\u00a0]")
_TAG = re.compile(r"<(/?)(" + "|".join(BLOCK_TAGS) + r")\b[^>]*>")
_ANY_TAG = re.compile(r"<[^>]+>")
_BREAK = re.compile(r"</(?:p|h2|h3|li|blockquote)>|<br\s*/?>")


class Sanitised(str):
    """Markup that has been sanitised, so that nobody needs to do it again."""

    __slots__ = ()


def sanitise(markup: str) -> Sanitised:
    """The markup with only what a body may hold; text outside a block becomes paragraphs.

    Idempotent. NUL and bidi controls go, ZWNJ stays.
    """
    if isinstance(markup, Sanitised):
        return markup
    allowed = _clean(INVISIBLE.sub("", markup), TAGS)
    # Once more: without the tags that went, a heading can stand inside a heading.
    return Sanitised("".join(blocks(_clean(allowed, TAGS))))


def composed(written: Iterable[str]) -> Sanitised:
    """The body that these `paragraph`s and `heading`s make, sanitised.

    They hold no markup but their own, so that most need not be parsed for it.
    """
    markup = "".join(written)
    return sanitise(markup) if _CHANGED.search(markup) else Sanitised(markup)


def _clean(markup: str, tags: set[str]) -> str:
    return nh3.clean(
        markup,
        tags=tags,
        attributes={tag: names for tag, names in ATTRIBUTES.items() if tag in tags},
        url_schemes=SCHEMES,
        link_rel="noopener nofollow",
    )


def blocks(markup: str) -> list[str]:
    """The top-level blocks of sanitised markup, in order; loose text is wrapped in <p>."""
    found: list[str] = []
    depth = begin = 0
    for match in _TAG.finditer(markup):
        closes = bool(match[1])
        if not closes and depth == 0:
            found += _loose(markup[begin : match.start()])
            begin = match.start()
        depth = max(depth - 1, 0) if closes else depth + 1
        if closes and depth == 0:
            found.append(markup[begin : match.end()])
            begin = match.end()
    return found + _loose(markup[begin:])


def _loose(markup: str) -> list[str]:
    """What stands between blocks, as a paragraph of its own; no words, no paragraph."""
    if not text(markup):
        return []
    return [f"<p>{_clean(markup, INLINE_TAGS).strip()}</p>"]


def text(markup: str) -> str:
    """The words of sanitised markup, a line for each paragraph, heading or list item."""
    with_breaks = _BREAK.sub("\n", markup)
    plain = html.unescape(_ANY_TAG.sub("", with_breaks))
    return "\n".join(line.strip() for line in plain.splitlines() if line.strip())


def paragraph(line: str) -> str:
    """A plain line as a paragraph."""
    return f"<p>{html.escape(line, quote=False)}</p>"


def heading(line: str) -> str:
    """A plain line as a heading of the first level below the headline."""
    return f"<h2>{html.escape(line, quote=False)}</h2>"
