"""What a story's page says about the story in sentences."""

from datetime import timedelta

from django import template
from django.utils import timezone
from django.utils.translation import ngettext

from articles.ages import Age, age_of
from articles.length import count_words, reading_minutes
from articles.models import Story

# An import takes a moment between its beginning, which publishes, and its last row.
SETTLED = timedelta(minutes=1)

register = template.Library()


@register.filter
def age_notice(story: Story) -> str:
    """A sentence that warns readers of old news; "" for what is not old."""
    day = story.original_date or timezone.localtime(story.published_at or timezone.now()).date()
    age = age_of(day, timezone.localdate())
    return _sentence(age) if age else ""


def _sentence(age: Age) -> str:
    if age.years:
        return ngettext(
            "This story was published %(years)d year ago.",
            "This story was published %(years)d years ago.",
            age.years,
        ) % {"years": age.years}
    return ngettext(
        "This story was published %(months)d month ago.",
        "This story was published %(months)d months ago.",
        age.months,
    ) % {"months": age.months}


@register.filter
def reading_time(story: Story) -> str:
    minutes = reading_minutes(count_words(story.body_text()))
    return ngettext("%(minutes)d minute to read", "%(minutes)d minutes to read", minutes) % {
        "minutes": minutes
    }


@register.filter
def was_changed(story: Story) -> bool:
    """Whether readers have had something new of it since it was published."""
    return bool(story.published_at) and story.updated_at() > story.published_at + SETTLED
