"""Bytes to lines, without losing one of them."""

import io
from dataclasses import dataclass

SIZE_LIMIT = 5_000_000
BOM = "\ufeff"
WINDOWS_ARABIC = "windows-1256"


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
    """Parameter: `encoding`, as it was given."""

    code = "unknown_encoding"
    message = gettext_noop(
        "There is no text encoding “%(encoding)s”. For example utf-8 or windows-1256."
    )


class NotDecodable(SeedError):
    """Parameters: `byte`, the position (from 1) of the first wrong byte, and `encoding`."""

    code = "not_decodable"
    message = gettext_noop(
        "Byte %(byte)d is not %(encoding)s. Save the file as UTF-8, or name its encoding."
    )


class LooksLikeWindowsArabic(NotDecodable):
    """Parameters as `NotDecodable`, and `likely`, the encoding that gives Arabic text."""

    code = "looks_like_windows_arabic"
    message = gettext_noop(
        "Byte %(byte)d is not %(encoding)s. The file is probably %(likely)s:"
        " import it with --encoding %(likely)s."
    )


class NotReversible(SeedError):
    """Parameter: `encoding`, in which the decoded text gives other bytes."""

    code = "not_reversible"
    message = gettext_noop(
        "Read as %(encoding)s, the file could not be given back byte for byte. Save it as UTF-8."
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
    inside their line. Raises a `SeedError`: `TooLarge`, `UnknownEncoding`, `Binary`,
    `NotDecodable`, `NotReversible` or `Empty`.
    """
    if len(raw) > SIZE_LIMIT:
        raise TooLarge(size=len(raw), limit=SIZE_LIMIT)
    text = _decode(raw, encoding)
    bom = text.startswith(BOM)
    text = text.removeprefix(BOM)
    if not text.strip(" \t\r\n\u00a0\u200b\ufeff"):
        raise Empty
    return Record(lines=list(io.StringIO(text, newline="")), bom=bom, encoding=encoding)


def _decode(raw: bytes, encoding: str) -> str:
    try:
        text = raw.decode(encoding)
    except LookupError:
        raise UnknownEncoding(encoding=encoding) from None
    except UnicodeDecodeError as error:
        raise _not_decodable(raw, encoding, error.start) from None
    if "\0" in text:
        raise Binary(byte=raw.index(0) + 1)
    if text.encode(encoding) != raw:
        raise NotReversible(encoding=encoding)
    return text


def _not_decodable(raw: bytes, encoding: str, position: int) -> SeedError:
    if b"\0" in raw:
        return Binary(byte=raw.index(0) + 1)
    if _is_windows_arabic(raw):
        return LooksLikeWindowsArabic(byte=position + 1, encoding=encoding, likely=WINDOWS_ARABIC)
    return NotDecodable(byte=position + 1, encoding=encoding)


def _is_windows_arabic(raw: bytes) -> bool:
    """Whether the bytes above ASCII are mostly Arabic letters when read as Windows-1256."""
    beyond_ascii = [byte for byte in raw[:20_000] if byte > 127]
    letters = bytes(beyond_ascii).decode(WINDOWS_ARABIC)
    arabic = sum("\u0621" <= letter <= "\u0652" for letter in letters)
    return arabic > 0.8 * len(letters)
