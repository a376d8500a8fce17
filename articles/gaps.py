"""What a story may lack when it is published, if the editor says so twice."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models import Story


class Gap(models.TextChoices):
    """A thing that readers would like to know, or that deserves another look."""

    HEADLINE = "headline", _("The headline is provisional.")
    SOURCE = "source", _("The source is unknown.")
    DATE = "date", _("The date of the original report is missing.")


class GapsLeft(Exception):
    """The story can be published but lacks something: ask, then pass `accept_gaps`."""

    def __init__(self, gaps_left: list[Gap]):
        super().__init__(" ".join(str(gap.label) for gap in gaps_left))
        self.gaps = gaps_left


def gaps(story: Story) -> list[Gap]:
    """What the desk names before the second click on "publish"."""
    is_left = {
        Gap.HEADLINE: story.headline_is_provisional,
        Gap.SOURCE: story.source_id is None,
        Gap.DATE: story.original_date is None,
    }
    return [gap for gap in Gap if is_left[gap]]
