"""The day of the original report, where the text itself gives it.

Read is only a full date: day, month and year. Taken is only one that speaks of the report
itself: a line of its own above or below the text (a stamp), or a date in the first paragraph
beside «اليوم» or the weekday that it really was. Everything else («في 11 سبتمبر 2001») may be
history. Two different days that qualify are none: better no date than a wrong one.
"""

import re
from datetime import date

from articles.importing.words import entries, words

EARLIEST_YEAR = 1980
LATEST_YEAR = 2100
WEEKDAYS = {
    "اثنين": 0,
    "ثلاثاء": 1,
    "ثلثاء": 1,
    "اربعاء": 2,
    "خميس": 3,
    "جمعه": 4,
    "سبت": 5,
    "احد": 6,
}
# Said before a weekday, these move the day away from the report's own.
_NOT_TODAY = r"\b(?:امس|غدا?|الماضي|المقبل|القادم|الفائت|المنصرم|عام|سنه|منذ|حتي)\b"


def _folded(text: str) -> str:
    """The text with one form for each letter and digit that dates are written with."""
    return text.translate(_FOLD)


_FOLD = str.maketrans("أإآىةئؤ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "اااي" + "هءء" + "0123456789" * 2, "\u0640")
_MONTHS = {_folded(name): int(n) for n, name in (line.split(" ", 1) for line in entries("months"))}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WEEKDAY = r"(?:ال)?(" + "|".join(WEEKDAYS) + r")\b"
_FULL_DATE = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}}) ?(?:من |[-–/]| )? ?(?:شهر )?(?P<month>{_MONTH})"
    rf"(?: ?[/(،,-] ?(?:{_MONTH})\)?)?[ ،,/-]*(?:من )?(?:ال?عام |سنه )?(?P<year>\d{{4}})(?!\d)"
    r"|(?<!\d)(?P<d>\d{1,2})(?P<mark>[/.-])(?P<m>\d{1,2})(?P=mark)(?P<y>\d{4})(?!\d)"
    r"|(?<!\d)(?P<y2>\d{4})(?P<mark2>[/.-])(?P<m2>\d{1,2})(?P=mark2)(?P<d2>\d{1,2})(?!\d)"
)
_DIGIT = re.compile(r"\d")  # without one there is no date
_STAMP_WORDS = words("stamp_words") | words("hijri_months")
_LETTERS = re.compile(r"[^\W\d]+")
_WEEKDAY_WORD = re.compile(rf"(?:^|\b)[وبل]?{_WEEKDAY}")
_BEGINS_A_SPAN = re.compile(rf"\bمن (?:يوم )?(?:{_WEEKDAY})?\s*$")
_TODAY = re.compile(r"\bاليوم\b")


def report_date(stamps: list[str], lead: str) -> date | None:
    """The report's own day: from lines that may be stamps, else from the first paragraph."""
    stamped = {day for line in stamps if (day := _stamp(line))}
    days = stamped or _days_of_lead(lead)
    return days.pop() if len(days) == 1 else None


def _stamp(line: str) -> date | None:
    folded = _folded(line) if _DIGIT.search(line) else ""
    match = _FULL_DATE.search(folded)
    if not match:
        return None
    rest = _WEEKDAY_WORD.sub(" ", folded[: match.start()] + " " + folded[match.end() :])
    return _date(match) if _STAMP_WORDS.issuperset(_LETTERS.findall(rest)) else None


def _days_of_lead(lead: str) -> set[date]:
    found = set()
    folded = _folded(lead) if _DIGIT.search(lead) else ""
    for match in _FULL_DATE.finditer(folded):
        day = _date(match)
        if day and _is_of_report(folded[max(0, match.start() - 40) : match.start()], day):
            found.add(day)
    return found


def _is_of_report(before: str, day: date) -> bool:
    clause = re.split(r"[.؛:!؟]", before)[-1]
    weekdays = _WEEKDAY_WORD.findall(clause)
    if re.search(_NOT_TODAY, clause) or _BEGINS_A_SPAN.search(clause):
        return False
    if weekdays:
        return WEEKDAYS[weekdays[-1]] == day.weekday()
    return _TODAY.search(clause) is not None


def _date(match: re.Match[str]) -> date | None:
    day = match["day"] or match["d"] or match["d2"]
    month = _MONTHS[match["month"]] if match["month"] else match["m"] or match["m2"]
    year = int(match["year"] or match["y"] or match["y2"])
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return None
    try:
        return date(year, int(month), int(day))
    except ValueError:
        return None
