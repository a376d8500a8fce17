"""What the shape of a comment tells, whatever its words: shouting, emptiness, numbers, links."""

import re

from articles.arabic import fold
from comments.flagging.disguise import unstretched
from comments.flagging.findings import Span
from comments.flagging.lexicon import cues
from comments.flagging.reading import LIMIT, Comment

DIGITS = "0-9\u0660-\u0669\u06f0-\u06f9"
# Three equal letters and more; «ههههه» is laughter.
STRETCHED = re.compile(r"\b[^\W\d_]*([^\W\d_هخـ])\1{2,}[^\W\d_]*")
# Looked for first, since most comments have none: three equal letters, a digit, marks of links.
THRICE = re.compile(r"([^\W\d_])\1\1")
ANY_DIGIT = re.compile(r"\d")
OF_LINKS = re.compile("://|[.]")
# One exclamation mark is a habit, four are a shout.
MARKS = re.compile(r"[!?؟]{4,}")
# Of more than one letter or digit something can be made.
MIN_CONTENT = 2
MANY_LINKS = 3

DIGIT = f"[{DIGITS}]"
NUMBER = re.compile(rf"(?<![\w@#.,/])(?:\+|00)?(?:{DIGIT}[ \-]?){{6,14}}{DIGIT}(?![\w@/])")
# Numbers of the Arab countries as dialled abroad: code, then 7–10 digits.
COUNTRY_CODE = "20|21[1-368]|222|249|25[23]|269|96[1-8]|97[0-4]"
INTERNATIONAL = re.compile(rf"(?:\+|00)(?:{COUNTRY_CODE})0?[1-9]\d{{6,9}}")
# The same without a sign, for mobiles and only in one run: «9665…», «2010…».
UNSIGNED = re.compile(
    r"201[0125]\d{8}|21[23][567]\d{8}|216[2459]\d{7}|2189[1-6]\d{7}|2499\d{8}|9617\d{7}|9627[789]\d{7}"
    r"|9639\d{8}|9647[3-9]\d{8}|965[569]\d{7}|9665\d{8}|9677\d{8}|968[79]\d{7}|97[02]5\d{8}|9715\d{8}"
    r"|9733\d{7}|974[3567]\d{7}"
)
# At home: a zero and 8–10 digits (Egypt and Iraq 11 in all, most others 10, landlines 9).
DOMESTIC = re.compile(r"0[1-9]\d{7,9}")
# Eight and nine digits without a zero (Gulf, Lebanon, Tunisia, Mauritania, Yemen) could be
# anything: they count beside a word that announces a number.
SHORT = re.compile(r"0?[2-9]\d{6,8}")
ANNOUNCED_WITHIN = 30

EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}")
IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,6}(?: ?[A-Z0-9]{1,3})?\b")
LINK = re.compile(
    r"https?://[^\s<>]{1,2000}|(?<!\w)www\.[^\s<>]{1,2000}|(?<![\w@.])(?:t|wa)\.me/[^\s<>]{1,200}"
    r"|(?<![\w@.-])[a-z0-9-]{1,63}\.(?:com|net|org|info|biz|xyz|top|shop|site|online|club|live|ru)\b[^\s<>]{0,200}",
    re.IGNORECASE,
)


def shouted(comment: Comment) -> list[Span]:
    """Return stretched words (not laughter, not «يااارب») and runs of four marks or more."""
    text = comment.text[:LIMIT]
    stretched = STRETCHED.finditer(text) if THRICE.search(text) else ()
    words = [m for m in stretched if not _is_pious(m.group())]
    return _spans(comment, [*words, *MARKS.finditer(text)])


def _is_pious(word: str) -> bool:
    return "pious" in cues(unstretched(fold(word)).strip())


def empty(comment: Comment) -> list[Span]:
    """Return the whole of a comment that has no word, number or letters («.», only emoji)."""
    text = comment.text
    if sum(len(word.folded) for word in comment.words) >= MIN_CONTENT:
        return []
    return [Span(0, len(text), text)]


def personal_data(comment: Comment) -> list[Span]:
    """Return telephone numbers of all Arab countries' shapes, e-mail addresses and accounts."""
    text = comment.text[:LIMIT]
    if not (ANY_DIGIT.search(text) or "@" in text):
        return []
    numbers = [m for m in NUMBER.finditer(text) if _is_telephone(text, m)]
    return _spans(comment, [*numbers, *EMAIL.finditer(text), *IBAN.finditer(text)])


def _is_telephone(text: str, match: re.Match) -> bool:
    number = "".join(str(int(c)) if c.isdigit() else c for c in match.group() if c not in " -")
    if INTERNATIONAL.fullmatch(number) or DOMESTIC.fullmatch(number):
        return True
    if UNSIGNED.fullmatch(number) and match.group().isdigit():
        return True
    return bool(SHORT.fullmatch(number)) and _is_announced(text, match.start())


def _is_announced(text: str, start: int) -> bool:
    before = fold(text[max(0, start - ANNOUNCED_WITHIN) : start]).split()
    return any("telephone" in cues(word) for word in before)


def linked(comment: Comment) -> list[Span]:
    """Return the links of a comment that has any."""
    text = comment.text[:LIMIT]
    return _spans(comment, LINK.finditer(text)) if OF_LINKS.search(text) else []


def many_linked(comment: Comment) -> list[Span]:
    """Return the links of a comment that has three or more."""
    links = linked(comment)
    return links if len(links) >= MANY_LINKS else []


def _spans(comment: Comment, matches) -> list[Span]:
    found = sorted((m.start(), m.end()) for m in matches)
    return [Span(start, end, comment.text[start:end]) for start, end in found]
