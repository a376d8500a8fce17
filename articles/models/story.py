from datetime import date, datetime, time

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Min, Q
from django.db.models.functions import Coalesce, Greatest
from django.db.models.lookups import LessThanOrEqual
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from articles import arabic, body, ingredients
from articles.fields import BodyField, DatedAtField, DatedOnField
from articles.models.seed_file import SeedFile
from articles.models.source import Source
from articles.models.story_indexes import INDEXES
from articles.models.topic import Topic

DESCRIPTION_WORDS = 30  # about what search engines and cards show of it


class StoryQuerySet(models.QuerySet):
    def published(self, at: datetime | None = None) -> "StoryQuerySet":
        """What readers may see at the given moment: the one definition of it.

        A story is public when its status says so, its time has come and no embargo stands.
        """
        return self.released(at).filter(status=Story.Status.PUBLISHED)

    def readable(self, at: datetime | None = None) -> "StoryQuerySet":
        """What has a page: the published stories, and the retracted ones with their notice."""
        pages = (Story.Status.PUBLISHED, Story.Status.RETRACTED)
        return self.released(at).filter(status__in=pages)

    def released(self, at: datetime | None = None) -> "StoryQuerySet":
        """What has been public: the readable stories, and the killed ones, which answer 410."""
        at = at or timezone.now()
        return self.filter(
            Q(embargo_until__isnull=True) | Q(embargo_until__lte=at),
            # Not the bare column: SQLite would rather search the index of that column
            # for all that was ever published than read a list's own index in its order.
            LessThanOrEqual(Coalesce("published_at", "published_at"), at),
            status__in=Story.RELEASED,
        )

    def with_origin(self) -> "StoryQuerySet":
        """With the source and the received text, but without the latter's bytes and lines."""
        related = self.select_related("source", "topic", "seed_file")
        return related.defer("seed_file__raw", "seed_file__lines", "seed_file__search_terms")

    def newest_first(self) -> "StoryQuerySet":
        return self.order_by("-dated_at", "-pk")

    def leading(self) -> "StoryQuerySet":
        """What editors chose for the top of the home page, the newest choice first."""
        return self.filter(leads_since__isnull=False).order_by("-leads_since", "-pk")

    # What waits for somebody in the desk

    def sent_back(self) -> "StoryQuerySet":
        """The drafts that an editor has returned with a note, which no other story has."""
        return self.exclude(sent_back_reason="")

    def submitted(self) -> "StoryQuerySet":
        return self.filter(status=Story.Status.SUBMITTED)

    def scheduled(self, at: datetime, until: datetime | None = None) -> "StoryQuerySet":
        """What becomes public by itself after `at`, and no later than `until` where given."""
        published = Story.objects.filter(status=Story.Status.PUBLISHED)
        # Two searches of an index each; with OR a database reads all that is published.
        later = published.filter(published_at__gt=at).values("pk")
        held = published.filter(embargo_until__gt=at).values("pk")
        found = self.filter(pk__in=later.union(held))
        if until is None:
            return found
        not_embargoed = Q(embargo_until__isnull=True) | Q(embargo_until__lte=until)
        return found.filter(not_embargoed, published_at__lte=until)

    def next_release(self, at: datetime) -> datetime | None:
        """When the next of them becomes public by itself; None while nothing waits."""
        opens = Greatest(F("published_at"), Coalesce(F("embargo_until"), F("published_at")))
        return self.scheduled(at).aggregate(next=Min(opens))["next"]

    def changed_again(self) -> "StoryQuerySet":
        """The published stories that have a next version in preparation."""
        changed = Story.objects.filter(has_next_version=True).values("pk")
        return self.filter(status=Story.Status.PUBLISHED, pk__in=changed)

    def asked_to_correct(self) -> "StoryQuerySet":
        requests = Story._meta.get_field("correction_requests").related_model.objects
        return self.filter(pk__in=requests.open().values("story"))

    def provisional(self) -> "StoryQuerySet":
        return self.exclude(status=Story.Status.KILLED).filter(headline_is_provisional=True)

    def sourceless(self) -> "StoryQuerySet":
        return self.exclude(status=Story.Status.KILLED).filter(source__isnull=True)

    def undated(self) -> "StoryQuerySet":
        return self.exclude(status=Story.Status.KILLED).filter(original_date__isnull=True)


class Story(models.Model):
    """One publishable text."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        PUBLISHED = "published", _("published")
        RETRACTED = "retracted", _("retracted")
        KILLED = "killed", _("killed")

    RELEASED = (Status.PUBLISHED, Status.RETRACTED, Status.KILLED)
    UPDATED_BY = ("published_at", "changed_at", "corrected_at")

    source = models.ForeignKey(
        Source,
        verbose_name=_("source"),
        on_delete=models.PROTECT,
        related_name="stories",
        null=True,
        blank=True,
        db_index=False,
        help_text=_("Leave it empty while it is unknown; readers are told so."),
    )
    topic = models.ForeignKey(
        Topic,
        verbose_name=_("section"),
        on_delete=models.PROTECT,
        related_name="stories",
        null=True,
        blank=True,
        db_index=False,
    )
    headline = models.CharField(_("headline"), max_length=300, blank=True)
    headline_is_provisional = models.BooleanField(
        _("headline is provisional"),
        default=False,
        help_text=_("Taken from the first sentence by the importer; write a better one."),
    )
    slug = models.SlugField(_("address name"), max_length=80, allow_unicode=True, blank=True)
    summary = models.TextField(
        _("summary"), blank=True, help_text=_("One line for each point under the headline.")
    )
    dateline = models.CharField(
        _("dateline"), max_length=120, blank=True, help_text=_("As printed before the text.")
    )
    byline = models.CharField(
        _("byline"), max_length=200, blank=True, help_text=_("Who wrote it, as printed.")
    )
    credits = models.JSONField(
        _("credits"),
        default=list,
        blank=True,
        help_text=_("Agencies owed the material, each with the words of the text that show it."),
    )
    body = BodyField(_("text"), blank=True, validators=[MaxLengthValidator(1_000_000)])
    original_date = models.DateField(
        _("date of the original report"),
        null=True,
        blank=True,
        help_text=_("As the text or an editor gives it; empty while it is unknown."),
    )

    status = models.CharField(
        _("status"),
        max_length=10,
        choices=Status.choices,
        default=Status.DRAFT,
        editable=False,
    )
    status_changed_at = models.DateTimeField(
        _("status changed at"), default=timezone.now, editable=False
    )
    sent_back_reason = models.TextField(
        _("sent back because"), blank=True, editable=False, validators=[MaxLengthValidator(2000)]
    )
    retraction_reason = models.TextField(
        _("retracted because"), blank=True, editable=False, validators=[MaxLengthValidator(2000)]
    )
    published_at = models.DateTimeField(
        _("published at"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("When the site makes or made it public."),
    )
    embargo_until = models.DateTimeField(
        _("embargoed until"),
        null=True,
        blank=True,
        help_text=_("Nobody outside the newsroom sees the story before this moment."),
    )
    leads_since = models.DateTimeField(
        _("leads the home page since"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("The newest choice of the editors leads."),
    )
    seed_file = models.OneToOneField(
        SeedFile,
        verbose_name=_("received text"),
        on_delete=models.PROTECT,
        related_name="story",
        null=True,
        blank=True,
        editable=False,
    )
    corrected_at = models.DateTimeField(
        _("corrected at"), null=True, blank=True, editable=False, help_text=_("The last time.")
    )
    dated_at = DatedAtField(_("ordered by"), editable=False)
    dated_on = DatedOnField(_("counted on"), null=True, editable=False)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("text changed at"), default=timezone.now, editable=False)
    has_next_version = models.BooleanField(
        _("has a next version"),
        default=False,
        editable=False,
        help_text=_("Whether a version waits that readers do not see; kept by `revisions`."),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("created by"),
        on_delete=models.PROTECT,
        related_name="stories",
        null=True,
        blank=True,
        db_index=False,
        editable=False,
    )

    objects = StoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        permissions = [
            ("change_every_story", "Can work on everybody's stories"),
            ("submit_story", "Can submit a story"),
            ("send_back_story", "Can send a story back"),
            ("publish_story", "Can publish a story"),
            ("schedule_story", "Can schedule a story"),
            ("correct_story", "Can correct a published story"),
            ("retract_story", "Can retract a story"),
            ("kill_story", "Can kill a story"),
            ("break_embargo", "Can break an embargo"),
            ("lead_story", "Can choose what leads the home page"),
        ]
        constraints = [
            models.CheckConstraint(
                name="story_published_has_a_time",
                condition=Q(status__in=["draft", "submitted"], published_at__isnull=True)
                | Q(status__in=["published", "retracted"], published_at__isnull=False)
                | Q(status="killed"),
                violation_error_message=_(
                    "A published story has a time of publication, and a draft has none."
                ),
            ),
            models.CheckConstraint(
                name="story_retracted_says_why",
                condition=Q(status="retracted") & ~Q(retraction_reason="")
                | ~Q(status="retracted") & Q(retraction_reason=""),
                violation_error_message=_("A retracted story says why, and no other does."),
            ),
            models.CheckConstraint(
                name="story_sent_back_is_a_draft",
                condition=Q(status="draft") | Q(sent_back_reason=""),
                violation_error_message=_("Only a draft can have been sent back."),
            ),
            models.CheckConstraint(
                name="story_killed_has_no_text",
                condition=~Q(status="killed") | Q(headline="", summary="", body=""),
                violation_error_message=_("A killed story has no text."),
            ),
            models.CheckConstraint(
                name="story_original_date_is_plausible",
                condition=Q(original_date__isnull=True)
                | Q(original_date__range=(date(1800, 1, 1), date(2199, 12, 31))),
                violation_error_message=_("The date of the report lies between 1800 and 2199."),
            ),
            models.CheckConstraint(
                name="story_published_has_a_headline",
                condition=~Q(status="published", headline=""),
                violation_error_message=_("A published story needs a headline."),
            ),
            models.CheckConstraint(
                name="story_leads_when_published",
                condition=Q(leads_since__isnull=True) | Q(status="published"),
                violation_error_message=_("Only a published story can lead the home page."),
            ),
        ]
        indexes = INDEXES

    def __str__(self) -> str:
        if self.status == self.Status.KILLED:
            return str(_("(killed story %(id)s)") % {"id": self.pk})
        return self.headline or str(_("(no headline)"))

    def save(self, *args, **kwargs):
        self.slug = self.slug or self.make_slug()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        slug = self.slug or self.make_slug()
        return reverse("story", args=[self.pk, slug])

    @classmethod
    def from_db(cls, *args, **kwargs):
        story = super().from_db(*args, **kwargs)
        ingredients.shows(story.pk)
        return story

    def get_short_url(self) -> str:
        return reverse("short-link", args=[self.pk])

    def make_slug(self) -> str:
        return arabic.slug(self.headline) or "story"

    def find_dated_at(self) -> datetime:
        """The original report's day where it is known, else when it became public here."""
        if self.original_date:
            midnight = datetime.combine(self.original_date, time.min)
            return timezone.make_aware(midnight, timezone.get_default_timezone())
        return self.published_at or self.created_at

    def is_embargoed(self, at: datetime) -> bool:
        return self.embargo_until is not None and self.embargo_until > at

    def waits_for_embargo(self) -> bool:
        """Whether it was published to become public at the moment its embargo ends."""
        return self.published_at is not None and self.published_at == self.embargo_until

    def is_released(self, at: datetime) -> bool:
        """Whether readers see or have seen it: what `released()` asks of the database."""
        is_out = self.status in self.RELEASED and self.published_at is not None
        return is_out and self.published_at <= at and not self.is_embargoed(at)

    def is_scheduled(self, at: datetime) -> bool:
        """Whether it becomes public by itself at a later moment."""
        return self.status == self.Status.PUBLISHED and not self.is_released(at)

    def given_corrections(self) -> list[models.Model]:
        """The public notices, newest first; most stories have none, and need no query for it."""
        return list(self.corrections.newest_first()) if self.corrected_at else []

    def updated_at(self) -> datetime:
        """When readers last had something new of a published story: itself, a text, a notice."""
        return max(filter(None, (getattr(self, name) for name in self.UPDATED_BY)))

    def description(self) -> str:
        """What it is about, in plain words: its summary, else how its text begins."""
        if self.summary:
            return " · ".join(self.summary_lines())
        first_block = next(iter(self.body_blocks()), "")
        return Truncator(body.text(first_block)).words(DESCRIPTION_WORDS)

    def summary_lines(self) -> list[str]:
        return [line.strip() for line in self.summary.splitlines() if line.strip()]

    def body_blocks(self) -> list[str]:
        return body.blocks(self.body)

    def body_text(self) -> str:
        return body.text(self.body)
