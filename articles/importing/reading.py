"""Bytes to lines, without losing one of them."""

import codecs
import io
import re
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

SIZE_LIMIT = 5_000_000
BOM = "\ufeff"
# Zero-width characters, marks of direction, byte order mark, soft hyphen.
INVISIBLE = (
    "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
_VISIBLE = re.compile(rf"[^\s{INVISIBLE}]")
WINDOWS_ARABIC = "windows-1256"
# The encodings Arabic text comes in. Each gives back its bytes, so that a record is exact.
ENCODINGS = ("utf-8", WINDOWS_ARABIC, "iso-8859-6", "utf-16-le", "utf-16-be")
_BY_BOM = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


def gettext_noop(message: str) -> str:
    """Mark `message` for extraction; whoever shows it translates it."""
    return message


class SeedError(Exception):
    """Bytes that cannot become a story.

    `message` is an English template; fill it with `params`. `code` names the case for programs.
    """

    code = "seed"
    message = gettext_noop("This file cannot be read.")

    def __init__(self, **params: object) -> None:
        self.params = params
        super().__init__(self.message % params)

    def __reduce__(self) -> tuple[object, ...]:
        # It comes back from processes that read, which would give an error its text alone.
        return _remade, (type(self), self.params)


def _remade(kind: type[SeedError], params: dict[str, object]) -> SeedError:
    return kind(**params)


class TooLarge(SeedError):
    """Parameters: `size` and `limit`, in bytes."""

    code = "too_large"
    message = gettext_noop(
        "The file has %(size)d bytes; a text may have %(limit)d at most. Split it into its stories."
    )


class Empty(SeedError):
    """Nothing but blanks and line ends, or nothing at all."""

    code = "empty"
    message = gettext_noop("The file holds no text.")


class Binary(SeedError):
    """Parameter: `byte`, the position (from 1) of the byte that no text has."""

    code = "binary"
    message = gettext_noop(
        "Byte %(byte)d is a control byte that no text has: the file is not plain text."
    )


class UnknownEncoding(SeedError):
    """Parameters: `encoding`, as it was given, and `known`, those that can be read."""

    code = "unknown_encoding"
    message = gettext_noop("“%(encoding)s” is no encoding to read from. Use one of: %(known)s.")


class NotDecodable(SeedError):
    """Parameters: `byte`, the position (from 1) of the first wrong byte, and `encoding`."""

    code = "not_decodable"
    message = gettext_noop(
        "Byte %(byte)d is not %(encoding)s. Save the file as UTF-8, or name its encoding."
    )


class OtherEncoding(NotDecodable):
    """Parameters as `NotDecodable`, and `likely`, the encoding that would give Arabic text."""

    code = "other_encoding"
    message = gettext_noop(
        "Byte %(byte)d is not %(encoding)s. The file is probably %(likely)s:"
        " import it with --encoding %(likely)s."
    )


@dataclass(frozen=True, slots=True)
class Record:
    """A text as received: `"".join(lines)` is the decoded text, each line with its own end.

    A byte order mark stands in `bom`, not in the first line.
    """

    lines: list[str]
    bom: bool
    encoding: str

    def raw(self) -> bytes:
        """The bytes the record was read from."""
        text = "".join(self.lines)
        return (BOM * self.bom + text).encode(self.encoding)


def read(raw: bytes, encoding: str = "utf-8") -> Record:
    """Decode `raw` and number its lines.

    Lines end with LF, CR LF or a lone CR, as written; U+0085, U+2028 and form feeds stay
    inside their line. `encoding` is one of `ENCODINGS` under any of its names. Raises a
    `SeedError`: `TooLarge`, `UnknownEncoding`, `NotDecodable`, `OtherEncoding`, `Binary` or
    `Empty`.
    """
    if len(raw) > SIZE_LIMIT:
        raise TooLarge(size=len(raw), limit=SIZE_LIMIT)
    encoding = _known(encoding)
    text = _decode(raw, encoding)
    if not _VISIBLE.search(text):
        raise Empty
    lines = io.StringIO(text.removeprefix(BOM), newline="")
    return Record(lines=list(lines), bom=text.startswith(BOM), encoding=encoding)


@cache
def _known(encoding: str) -> str:
    names = {codecs.lookup(known).name: known for known in ENCODINGS}
    with suppress(LookupError, ValueError):
        if known := names.get(codecs.lookup(encoding).name):
            return known
    raise UnknownEncoding(encoding=encoding, known=", ".join(ENCODINGS))


def _decode(raw: bytes, encoding: str) -> str:
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise _not_decodable(raw, encoding, error.start + 1) from None
    if "\0" in text:
        raise Binary(byte=raw.index(0) + 1)
    return text


def _not_decodable(raw: bytes, encoding: str, byte: int) -> SeedError:
    likely = _BY_BOM.get(raw[:2]) or (WINDOWS_ARABIC if _is_windows_arabic(raw) else None)
    if likely and likely != encoding:
        return OtherEncoding(byte=byte, encoding=encoding, likely=likely)
    if b"\0" in raw:
        return Binary(byte=raw.index(0) + 1)
    return NotDecodable(byte=byte, encoding=encoding)


def _is_windows_arabic(raw: bytes) -> bool:
    """Whether the bytes above ASCII are mostly Arabic letters when read as Windows-1256."""
    beyond_ascii = bytes(byte for byte in raw[:20_000] if byte > 127)
    letters = beyond_ascii.decode(WINDOWS_ARABIC)
    arabic = sum("\u0621" <= letter <= "\u0652" for letter in letters)
    return b"\0" not in raw and arabic > 0.8 * len(letters)
