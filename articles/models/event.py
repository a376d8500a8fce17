from datetime import date, datetime, time

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import arabic
from articles.fields import DatedAtField
from articles.models.lexicon import Lexicon
from articles.models.story import Story

PLAUSIBLE = (date(1800, 1, 1), date(2199, 12, 31))


class EventQuerySet(models.QuerySet):
    def visible(self, at: datetime | None = None) -> "EventQuerySet":
        """The events that readers see: those that a published story covers."""
        # For each event its own stories: the list of all that is published would be long.
        return self.filter(
            Exists(Story.objects.published(at).filter(coverage__event=OuterRef("pk")))
        )

    def newest_first(self) -> "EventQuerySet":
        return self.order_by("-dated_at", "-pk")


class Event(models.Model):
    """A happening that several sources cover, grouped and named by editors."""

    name = models.CharField(
        _("name"),
        max_length=200,
        help_text=_("In neutral words that every source that covers it could agree to."),
    )
    slug = models.SlugField(_("address name"), max_length=80, allow_unicode=True, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    from_date = models.DateField(_("from"), null=True, blank=True)
    to_date = models.DateField(
        _("to"), null=True, blank=True, help_text=_("Empty for an event of one day.")
    )
    description = models.TextField(_("description"), blank=True)
    stories = models.ManyToManyField(
        Story, verbose_name=_("stories"), through="Coverage", related_name="events"
    )
    lexicon = models.ForeignKey(
        Lexicon,
        verbose_name=_("lexicon"),
        on_delete=models.SET_NULL,
        related_name="events",
        null=True,
        blank=True,
        help_text=_("The terms that are counted in its stories."),
    )
    dated_at = DatedAtField(_("ordered by"), editable=False)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.CheckConstraint(
                name="event_has_a_name",
                condition=~Q(name=""),
                violation_error_message=_("An event needs a name."),
            ),
            models.CheckConstraint(
                name="event_dates_are_plausible",
                condition=(Q(from_date__isnull=True) | Q(from_date__range=PLAUSIBLE))
                & (Q(to_date__isnull=True) | Q(to_date__range=PLAUSIBLE)),
                violation_error_message=_("The days of an event lie between 1800 and 2199."),
            ),
            models.CheckConstraint(
                name="event_ends_after_it_begins",
                condition=Q(to_date__isnull=True) | Q(to_date__gte=models.F("from_date")),
                violation_error_message=_("An event ends on the day it begins or later."),
            ),
            models.CheckConstraint(
                name="event_with_an_end_has_a_beginning",
                condition=Q(to_date__isnull=True) | Q(from_date__isnull=False),
                violation_error_message=_("Say on which day the event began, too."),
            ),
        ]
        indexes = [models.Index(fields=["-dated_at", "-id"], name="event_newest")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.slug = self.slug or self.make_slug()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("event", args=[self.pk, self.slug or self.make_slug()])

    def make_slug(self) -> str:
        return arabic.slug(self.name) or "event"

    def find_dated_at(self) -> datetime:
        """The day on which it began where the editors know it, else when they grouped it."""
        day: date | None = self.from_date
        if day is None:
            return self.created_at
        return timezone.make_aware(datetime.combine(day, time.min), timezone.get_default_timezone())

    def stories_in_order(self, at: datetime | None = None) -> QuerySet[Story]:
        """The published stories that cover it, in the order that the editors chose."""
        return self.in_order(Story.objects.published(at))

    def in_order(self, stories: QuerySet[Story]) -> QuerySet[Story]:
        """Those of `stories` that cover it, in the order that the editors chose."""
        covering = stories.filter(coverage__event=self).select_related("source")
        return covering.order_by("coverage__position", "coverage__pk")


class Coverage(models.Model):
    """That a story covers an event, and its place among the others."""

    event = models.ForeignKey(
        Event, verbose_name=_("event"), on_delete=models.CASCADE, related_name="coverage"
    )
    story = models.ForeignKey(
        Story, verbose_name=_("story"), on_delete=models.CASCADE, related_name="coverage"
    )
    position = models.PositiveSmallIntegerField(
        _("place in the order"), default=0, help_text=_("The smallest number stands first.")
    )

    class Meta:
        verbose_name = _("covering story")
        verbose_name_plural = _("covering stories")
        default_permissions = ()
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "story"],
                name="coverage_once",
                violation_error_message=_("This story stands in the event already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.event}: {self.story}"
