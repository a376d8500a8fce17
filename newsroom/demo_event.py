"""The event of the demonstration: what the received reports have in common, grouped for once
without an editor, so that a newcomer sees a comparison.
"""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from articles.comparison import Lexicon
from articles.events.grouping import group
from articles.events.lexicons import load_lexicon
from articles.events.suggesting import groups_among
from articles.models import Event, Story

NAME = "حلب في ديسمبر 2016"
PLACE = "حلب"
DESCRIPTION = "أخبار خمسة مصادر عن المدينة في الأيام نفسها، كل خبر كما نشره مصدره."
FROM_DATE, TO_DATE = date(2016, 12, 13), date(2016, 12, 22)
LEXICON = "حلب 2016"


@transaction.atomic
def ensure_event(stories: QuerySet[Story], *, at: datetime) -> Event | None:
    """Accept the group that is proposed among the stories that were just imported.

    None where nothing is proposed: the editors may have grouped the stories otherwise.
    """
    proposed = groups_among(stories)
    if not proposed:
        return None
    in_order = sorted(proposed[0].stories, key=lambda story: story.pk)
    return group(
        in_order,
        by=None,
        at=at,
        name=NAME,
        place=PLACE,
        from_date=FROM_DATE,
        to_date=TO_DATE,
        description=DESCRIPTION,
        lexicon=load_lexicon(LEXICON, Lexicon.shipped("aleppo_2016")),
    )
