"""What of a page is markup: to show that nothing which somebody typed has become any."""

import re
from html.parser import HTMLParser
from pathlib import Path

TEMPLATES = Path(__file__).parent.parent / "templates"
VECTORS_FILE = Path(__file__).parent / "data" / "xss" / "vectors.txt"
ESCAPED = re.compile(r"\\(\\|u[0-9a-f]{4})")
# Schemes that an address on a page may have; most have none.
SCHEMES = {"http", "https", "data"}
LOADING = {"script", "img", "link", "form", "iframe", "object", "embed", "source", "video", "base"}
OURS = re.compile(r"(http://testserver/|/(?!/)|[?#]|[\w-]+(\.\w+)?\Z|data:image/|\Z)")
ADDRESSES = {"href", "src", "action", "formaction", "cite", "data", "poster", "srcset"}


def vectors() -> list[str]:
    """One a line; a backslash and the invisible characters are written as escapes."""
    lines = VECTORS_FILE.read_text(encoding="utf-8").splitlines()
    return [ESCAPED.sub(_unescape, line) for line in lines]


def _unescape(match: re.Match) -> str:
    said = match[1]
    return "\\" if said == "\\" else chr(int(said[1:], 16))


def _is_odd(tag: str, name: str, value: str | None) -> bool:
    if name.startswith("on") or name in ("style", "srcdoc"):
        return True
    if name not in ADDRESSES:
        return False
    if tag in LOADING:
        return not OURS.match(value or "")
    scheme = re.match(r"\s*([a-z]+)\s*:", value or "", re.I)
    return bool(scheme) and scheme[1].lower() not in SCHEMES


class _Kinds(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.kinds: set[tuple[str, frozenset[str]]] = set()
        self.odd: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.kinds.add((tag, frozenset(name for name, _value in attrs)))
        self.odd += [f"{tag} {name}={value}" for name, value in attrs if _is_odd(tag, name, value)]
        if tag == "script" and "src" not in dict(attrs) and "json" not in str(dict(attrs)):
            self.odd.append("inline script")

    handle_startendtag = handle_starttag


def kinds(page: str) -> set[tuple[str, frozenset[str]]]:
    """The elements of a page with the names of their attributes."""
    reading = _Kinds()
    reading.feed(page)
    return reading.kinds


def odd(page: str) -> list[str]:
    """What could run or lead somewhere, and has no place on any page of ours."""
    reading = _Kinds()
    reading.feed(page)
    return reading.odd


def known_tags() -> set[str]:
    """The elements that our own templates are made of."""
    written = (file.read_text(encoding="utf-8") for file in TEMPLATES.rglob("*.html"))
    return {tag for text in written for tag in re.findall(r"<([a-z][a-z0-9-]*)", text)}
