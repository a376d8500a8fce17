"""One reading of Arabic text for search, snippets, diffs, comment rules and comparison.

The order is clean, fold, tokenise, drop stop words, stem. Nothing here raises on any `str`,
lone surrogates included. Readers see what `clean`, `remove_tatweel` and `slug` return; folded
words and stems only serve to compare.
"""

import html
import re
import unicodedata
from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

from articles.stemming import stem
from articles.word_lists import entries

ANALYSER = "ar1"  # stored beside every index: a change of tables or affixes needs a new one

TATWEEL = "\u0640"
NO_BREAK_SPACE = "\u00a0"
ZERO_WIDTH_NON_JOINER = "\u200c"
SLUG_LENGTH = 60

# Bidi overrides and isolates, byte order mark, soft hyphen: they change how stored text is
# drawn or broken, never what it says.
_HIDDEN_IN_STORED_TEXT = "\u202a-\u202e\u2066-\u2069\ufeff\u00ad"
# Joiners and directional marks as well, which somebody may have typed on purpose, and the
# high hamza that NFKC leaves beside the letter in the Kazakh forms.
_IGNORED = re.compile(f"[{_HIDDEN_IN_STORED_TEXT}\u200b-\u200f\u2060\u061c{TATWEEL}\u0674]")
_ARABIC = "\u0620-\u064a\u066e-\u06ff\u0750-\u077f\u0870-\u08ff"
_LETTERS = "\u0621-\u063a\u0641-\u064a"
_MARKS = "\u064b-\u065f\u0670"

# Each letter as compared, with the letters printed for it.
_SAME_LETTER = {
    # seats of hamza, madda and wasla
    "\u0627": "\u0623\u0625\u0622\u0671\u0672\u0673\u0675",
    "\u0621": "\u0624\u0626",
    # alef maqsura; Persian, Urdu and Pashto yeh
    "\u064a": "\u0649\u06cc\u06d2\u06d0\u06cd\u06ce",
    # teh marbuta; Urdu and Kurdish heh
    "\u0647": "\u0629\u06c3\u06c1\u06c2\u06c0\u06d5\u06be",
    # keheh, swash kaf, gaf, ng, qaf with three dots
    "\u0643": "\u06a9\u06aa\u06af\u06ad\u06a8",
    # peh, tcheh, jeh, both vehs, ve and the Kyrgyz and Kurdish waws
    "\u0628": "\u067e",
    "\u062c": "\u0686",
    "\u0632": "\u0698",
    "\u0641": "\u06a4\u06a5",
    "\u0648": "\u06cb\u06c6\u06c7",
}
_LETTER = {printed: kept for kept, forms in _SAME_LETTER.items() for printed in forms}

# What may be written onto a word, longest first, for lists of words that a stem would confuse
# with others: two letters of prepositions and conjunctions at most, then the article.
PREFIXES = tuple(
    """
    وبال
    وكال
    ولل
    وال
    فال
    بال
    كال
    لل
    ال
    وب
    ول
    وك
    و
    ف
    ب
    ل
    ك
    """.split()
)
_ENTITY = r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});"
_ENTITY_LENGTH = 34
_ENTITY_AT_END = re.compile(_ENTITY + r"\Z")
_AMPERSAND_FOR_BLANK = re.compile(f"(?<=[{_ARABIC}{_MARKS}])&+(?=[{_ARABIC}])")
_AMPERSAND_ON_WORD = re.compile(
    f"(?<=[{_ARABIC}{_MARKS}])&+|&+(?=[{_ARABIC}])"
    r"|(?<=[^\sA-Za-z&])&+(?=\s)|(?<!\S)&+(?=[^\sA-Za-z&])"
)
_LINE_EDGE = re.compile(r"(?<![& \t])[& \t]++(?=[\r\n]|\Z)|^[& \t]++(?![A-Za-z])", re.M)
# A hashtag is matched first, and kept: its words are printed together on purpose.
_TEH_MARBUTA_INSIDE = re.compile(f"[#@]\\S+|(?<=[{_LETTERS}]{{2}}\u0629)(?=[{_LETTERS}]{{2}})")
_MAY_GO_ON = re.compile(f"\u0629[{_LETTERS}]")
_DRAWN_OUT = re.compile(f"{TATWEEL}{{2,}}|(?<=[{_ARABIC}]{{2}}){TATWEEL}|{TATWEEL}(?=[{_ARABIC}])")

_PRINTED_WORD = re.compile(r"\S+")
_LONGEST_REMEMBERED = 64  # letters; what is longer is no word and must not fill the memory
_MOST_REMEMBERED = 2**16  # words, and as many again that were met before them
# Characters that fold to one each, whatever stands beside them: nearly all of every text.
_LETTER_FOR_LETTER = re.compile(f"[!-~{_LETTERS}\u060c\u061b\u061f\u0660-\u0669«»]+")
_RUN_OF_ONE_KIND = re.compile(f"[{_ARABIC}]+|[0-9]+|[^{_ARABIC}0-9 ]+")


class _CharacterTable(dict):
    """A table for `str.translate`, filled by a rule as characters are met."""

    def __init__(self, rule):
        super().__init__()
        self.rule = rule

    def __missing__(self, point):
        value = self.rule(chr(point))
        # Beyond the basic plane nothing is kept, so that no text can make the table grow.
        if point < 0x10000:
            self[point] = value
        return value


def _is_ignored(char):
    return bool(_IGNORED.match(char)) or unicodedata.category(char)[0] == "M"


def _folded(char):
    """Return the letters, digits or blank compared in place of `char`; "" drops it."""
    if _is_ignored(char):
        return ""
    if char in _LETTER:
        return _LETTER[char]
    digit = unicodedata.decimal(char, None)
    if digit is not None:
        return str(digit)
    parts = unicodedata.normalize("NFKD", char.casefold())
    if parts == char:
        return char if char.isalpha() else " "
    return "".join(map(_folded, parts))


def _without_mark(char):
    return "" if _is_ignored(char) else char


def _in_slug(char):
    digit = unicodedata.decimal(char, None)
    if digit is not None:
        return str(digit)
    if _is_ignored(char) and char != ZERO_WIDTH_NON_JOINER:
        return ""
    return char if char.isalpha() else "-"


def _in_stored_text(char):
    if char == NO_BREAK_SPACE:
        return " "
    return "" if re.match(f"[{_HIDDEN_IN_STORED_TEXT}]", char) else char


_FOLD = _CharacterTable(_folded)
_STRIP_MARKS = _CharacterTable(_without_mark)
_SLUG = _CharacterTable(_in_slug)
_CLEAN = _CharacterTable(_in_stored_text)
# Looking costs a tenth of translating, and most lines hold none of them.
_TO_CLEAN = re.compile(f"[{_HIDDEN_IN_STORED_TEXT}\u00a0]")


def fold(text: str) -> str:
    """Return `text` as it is compared: variants of spelling made equal, the rest made blank.

    Marks, tatweel and invisible characters go; hamza seats, ى and ي, ة and ه, Persian and
    Urdu letters become one; digits become 0-9; Latin letters lose case and accents; whatever
    is neither letter nor digit becomes a blank (blanks are not collapsed). Idempotent.
    """
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    return text.translate(_FOLD)


def strip_marks(text: str) -> str:
    """Return `text` without harakat, tatweel and invisible characters, otherwise as written."""
    return text.translate(_STRIP_MARKS)


def remove_tatweel(text: str) -> str:
    """Return `text` without drawn-out letters; the single tatweel of «بـ250» and «هـ» stays."""
    return _DRAWN_OUT.sub("", text)


def clean(text: str) -> str:
    """Return received plain text as the newsroom stores it. Idempotent.

    Entities are decoded (`&nbsp;` to a blank); ampersands that a careless removal of entities
    leaves on words and at line ends are dropped (not AT&T, not a free-standing «&»); hidden
    direction controls, byte order marks and soft hyphens are deleted; a word printed onto a
    closing ة is parted from it; the result is NFC. Hamzas, digits, harakat and tatweel stay as
    received. Not for HTML: it would turn quoted tags into real ones.
    """
    if _TO_CLEAN.search(text):
        text = text.translate(_CLEAN)
    text = unicodedata.normalize("NFC", text)
    if "&" in text:
        text = _without_stray_ampersands(_decode_entities(text))
    if _MAY_GO_ON.search(text):
        text = _TEH_MARBUTA_INSIDE.sub(lambda found: found.group() or " ", text)
    return unicodedata.normalize("NFC", text)


def _decode_entities(text):
    """Decode entities, those that decoding makes included (`&amp;nbsp;`), in one pass."""
    *closed, rest = text.split(";")
    decoded = []
    for part in closed:
        decoded += [*part, ";"]
        while decoded and decoded[-1] == ";":
            entity = _ENTITY_AT_END.search("".join(decoded[-_ENTITY_LENGTH:]))
            if not entity or (meant := _meaning(entity.group())) == entity.group():
                break
            del decoded[-len(entity.group()) :]
            decoded.extend(meant)
    return "".join(decoded) + rest


def _meaning(entity):
    return unicodedata.normalize("NFC", html.unescape(entity).translate(_CLEAN))


def _without_stray_ampersands(text):
    text = _AMPERSAND_FOR_BLANK.sub(" ", text)
    text = _AMPERSAND_ON_WORD.sub("", text)
    return _LINE_EDGE.sub(lambda edge: "" if "&" in edge.group() else edge.group(), text)


def _read_stop_words():
    words = set(map(fold, entries(__file__, "stop_words.txt")))
    return frozenset(words | {fold("و") + word for word in words if len(word) > 1})


_STOP_WORDS = _read_stop_words()


def is_stop_word(folded: str) -> bool:
    """Tell whether a folded word is too common to search for."""
    return folded in _STOP_WORDS


class Token(NamedTuple):
    """A word or number of a text: `text == source[start:end]`, marks included.

    A tuple, because making a frozen dataclass takes as long as all else that is done to a word.
    Several tokens share one span where a single character prints several words (U+FDFA).
    """

    start: int
    end: int
    text: str
    folded: str
    stem: str
    is_stop: bool


def tokens(text: str) -> list[Token]:
    """Return the words and numbers of `text` in order, with their places in `text` as given.

    A token is a longest run of Arabic letters, of digits, or of other letters; a change of
    kind ends it («بـ250» is two).
    """
    return [
        Token(start, end, text[start:end], folded, stem(folded), folded in _STOP_WORDS)
        for start, end, folded in places(text)
    ]


def places(text: str) -> list[tuple[int, int, str]]:
    """Return (start, end, folded) of each of the tokens of `text`, in order."""
    return [
        (printed.start() + start, printed.start() + end, folded)
        for printed in _PRINTED_WORD.finditer(text)
        for start, end, folded in _RUNS[printed.group()]
    ]


def _runs(printed):
    """Return (start, end, folded) of each token in a string without blanks."""
    return tuple(_each_run(printed))


def _each_run(printed):
    if _LETTER_FOR_LETTER.fullmatch(printed):
        return [(*run.span(), run.group()) for run in _RUN_OF_ONE_KIND.finditer(fold(printed))]
    starts = [at for at, char in enumerate(printed) if at == 0 or not _belongs_to_letter(char)]
    spans = list(zip(starts, [*starts[1:], len(printed)], strict=True))
    pieces = [fold(printed[start:end]) for start, end in spans]
    places = [span for span, piece in zip(spans, pieces, strict=True) for _ in piece]
    return [
        (places[run.start()][0], places[run.end() - 1][1], run.group())
        for run in _RUN_OF_ONE_KIND.finditer("".join(pieces))
    ]


def _belongs_to_letter(char):
    return char == TATWEEL or unicodedata.combining(char) > 0


def terms(text: str) -> list[str]:
    """Return what the index holds of `text`: the stems of its words in order, no stop words.

    Equal to the stems of `tokens(text)` that are not stop words, at several times the speed.
    """
    return list(chain.from_iterable(terms_of_words(text.split())))


def terms_of_words(words: Iterable[str]) -> list[tuple[str, ...]]:
    """Return the terms of each of these texts without blanks."""
    return list(map(_TERMS.__getitem__, words))


def printed_words(text: str) -> list[str]:
    """Return the words that could be offered to somebody who searches, as printed, in order.

    Harakat, tatweel and invisible characters are left out, and so are stop words, numbers and
    single letters.
    """
    return [word for printed in text.split() for word in _PRINTED_WORDS[printed]]


class Remembered(dict):
    """What a rule says of printed words: a look-up costs a third of a cached call.

    When `most` words are remembered they are put aside, and those that are met again are taken
    back without asking the rule; the others go when that happens the next time.
    """

    def __init__(self, rule, most=_MOST_REMEMBERED):
        super().__init__()
        self.rule = rule
        self.most = most
        self.aside = {}

    def __missing__(self, printed):
        found = self.aside.get(printed)
        if found is None:
            found = self.rule(printed)
        if len(self) >= self.most:
            self.aside = dict(self)
            self.clear()
        if len(printed) <= _LONGEST_REMEMBERED:
            self[printed] = found
        return found


def terms_in(printed: str) -> tuple[str, ...]:
    """Return the terms of a text without blanks, which are not remembered."""
    words = _RUN_OF_ONE_KIND.findall(fold(printed))
    return tuple([stem(word) for word in words if word not in _STOP_WORDS])


def words_in(printed: str) -> tuple[str, ...]:
    """Return the printed words of a text without blanks, which are not remembered."""
    return tuple(
        [
            strip_marks(printed[start:end])
            for start, end, folded in _each_run(printed)
            if len(folded) > 1 and folded.isalpha() and folded not in _STOP_WORDS
        ]
    )


_RUNS = Remembered(_runs)
_TERMS = Remembered(terms_in)
_PRINTED_WORDS = Remembered(words_in)


def slug(text: str) -> str:
    """Return `text` as the words of an address, at most 60 characters, cut between words.

    Letters stay as printed (أ, ة and ى too), Latin ones in lower case; digits become 0-9;
    everything else becomes single hyphens. "" when neither letter nor digit is left.
    """
    text = unicodedata.normalize("NFKC", text).lower()
    words = unicodedata.normalize("NFC", text.translate(_SLUG)).split("-")
    kept = ""
    for word in filter(None, words):
        longer = f"{kept}-{word}" if kept else word[:SLUG_LENGTH]
        if len(longer) > SLUG_LENGTH:
            break
        kept = longer
    return kept
