"""How long ago a day was, for the notice above old news. Pure Python."""

from dataclasses import dataclass
from datetime import date

# News of the last half year needs no warning.
FIRST_MONTHS = 6
MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Age:
    """Whole months below one year, whole years from there on."""

    months: int = 0
    years: int = 0


def age_of(day: date, today: date) -> Age | None:
    """The age of old news; None for what is not six months old."""
    months = (today.year - day.year) * MONTHS_A_YEAR + today.month - day.month
    months -= today.day < day.day
    if months < FIRST_MONTHS:
        return None
    if months < MONTHS_A_YEAR:
        return Age(months=months)
    return Age(years=months // MONTHS_A_YEAR)
