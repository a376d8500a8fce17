"""Arabic month names: one calendar, three sets of names. Pure Python.

Names of Egypt and the Gulf, of the Levant and Iraq (CLDR ar and ar-SY). Newspapers of the
Levant print both: «14 ديسمبر / كانون الأول 2016».
"""

from datetime import date

GREGORIAN = (
    "يناير",
    "فبراير",
    "مارس",
    "أبريل",
    "مايو",
    "يونيو",
    "يوليو",
    "أغسطس",
    "سبتمبر",
    "أكتوبر",
    "نوفمبر",
    "ديسمبر",
)
LEVANTINE = (
    "كانون الثاني",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "تشرين الأول",
    "تشرين الثاني",
    "كانون الأول",
)


def month_name(month: int, names: str = "dual") -> str:
    """The name of month 1…12; `names` is "dual", "gregorian" or "levantine"."""
    if names == "gregorian":
        return GREGORIAN[month - 1]
    if names == "levantine":
        return LEVANTINE[month - 1]
    return f"{GREGORIAN[month - 1]} / {LEVANTINE[month - 1]}"


def arabic_date(day: date, names: str = "dual") -> str:
    """Day, month, year, as in «14 ديسمبر / كانون الأول 2016»."""
    return f"{day.day} {month_name(day.month, names)} {day.year}"
