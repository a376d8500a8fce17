from collections.abc import Iterator
from datetime import date, datetime, time

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import arabic, body
from articles.fields import BodyField
from articles.importing import reading


class Source(models.Model):
    """The outlet that a text came from, in words that the editors write."""

    class Kind(models.TextChoices):
        NEWSPAPER = "newspaper", _("newspaper")
        AGENCY = "agency", _("news agency")
        BROADCASTER = "broadcaster", _("broadcaster")
        SITE = "site", _("news site")
        OFFICIAL = "official", _("official body")
        PARTY = "party", _("party or movement")
        OTHER = "other", _("other")

    name = models.CharField(_("name"), max_length=200, unique=True)
    slug = models.SlugField(
        _("address name"), max_length=80, unique=True, allow_unicode=True, blank=True
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.OTHER)
    home_page = models.URLField(_("home page"), blank=True)
    description = models.CharField(_("description"), max_length=300, blank=True)
    about = models.TextField(_("about this source"), blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.slug = self.slug or arabic.slug(self.name) or "source"
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("source", args=[self.slug])


class SeedFile(models.Model):
    """A text as it was received: its bytes, never changed, and what each line was taken for."""

    name = models.CharField(_("file name"), max_length=255)
    path = models.CharField(_("path"), max_length=1000, db_index=True, editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, unique=True, editable=False)
    raw = models.BinaryField(_("bytes as received"))
    encoding = models.CharField(_("encoding"), max_length=20, default="utf-8", editable=False)
    lines = models.JSONField(
        _("lines"),
        default=list,
        editable=False,
        help_text=_("Number, kind and block of each line."),
    )
    proposed_for = models.ForeignKey(
        "Story",
        verbose_name=_("proposed for"),
        on_delete=models.PROTECT,
        related_name="proposals",
        null=True,
        blank=True,
        editable=False,
        help_text=_("The story whose file has changed, while no editor has taken the new text."),
    )
    imported_at = models.DateTimeField(_("imported at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("received text")
        verbose_name_plural = _("received texts")

    def __str__(self) -> str:
        return self.name

    def numbered_lines(self) -> Iterator[tuple[int, str, str]]:
        """Number, kind and text of every line, in the order of the file."""
        record = reading.read(bytes(self.raw), self.encoding)
        for (number, kind, _block), line in zip(self.lines, record.lines, strict=True):
            yield number, kind, line


class StoryQuerySet(models.QuerySet):
    def published(self, at: datetime | None = None) -> "StoryQuerySet":
        """What readers may see at the given moment: the one definition of it.

        A story is public when its status says so, its time has come and no embargo stands.
        """
        at = at or timezone.now()
        return self.filter(
            Q(embargo_until__isnull=True) | Q(embargo_until__lte=at),
            status=Story.Status.PUBLISHED,
            published_at__lte=at,
        )

    def with_origin(self) -> "StoryQuerySet":
        """With the source and the received text, but without the latter's bytes and lines."""
        related = self.select_related("source", "seed_file")
        return related.defer("seed_file__raw", "seed_file__lines")

    def newest_first(self) -> "StoryQuerySet":
        return self.order_by("-dated_at", "-pk")


class DatedAtField(models.DateTimeField):
    """The moment that the site orders by, derived from the row at every write of it."""

    def pre_save(self, instance: "Story", add: bool) -> datetime | None:
        moment = instance.find_dated_at()
        setattr(instance, self.attname, moment)
        return moment


class Story(models.Model):
    """One publishable text."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        PUBLISHED = "published", _("published")
        RETRACTED = "retracted", _("retracted")
        KILLED = "killed", _("killed")

    source = models.ForeignKey(
        Source,
        verbose_name=_("source"),
        on_delete=models.PROTECT,
        related_name="stories",
        null=True,
        blank=True,
        help_text=_("Leave it empty while it is unknown; readers are told so."),
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
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)
    embargo_until = models.DateTimeField(
        _("embargoed until"),
        null=True,
        blank=True,
        help_text=_("Nobody outside the newsroom sees the story before this moment."),
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
    dated_at = DatedAtField(_("ordered by"), editable=False)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("created by"),
        on_delete=models.PROTECT,
        related_name="stories",
        null=True,
        blank=True,
        editable=False,
    )

    objects = StoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        constraints = [
            models.CheckConstraint(
                name="story_published_has_a_time",
                condition=Q(status__in=["draft", "submitted"], published_at__isnull=True)
                | Q(status__in=["published", "retracted", "killed"], published_at__isnull=False),
                violation_error_message=_(
                    "A published story has a time of publication, and a draft has none."
                ),
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
        ]
        indexes = [
            models.Index(
                fields=["-dated_at", "-id"],
                condition=Q(status="published"),
                name="story_published_newest",
            ),
            models.Index(
                fields=["source", "-dated_at", "-id"],
                condition=Q(status="published"),
                name="story_source_newest",
            ),
        ]

    def __str__(self) -> str:
        return self.headline or str(_("(no headline)"))

    def save(self, *args, **kwargs):
        self.slug = self.slug or self.make_slug()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        slug = self.slug or self.make_slug()
        return reverse("story", args=[self.pk, slug])

    def make_slug(self) -> str:
        return arabic.slug(self.headline) or "story"

    def find_dated_at(self) -> datetime:
        """The original report's day where it is known, else when it became public here."""
        if self.original_date:
            midnight = datetime.combine(self.original_date, time.min)
            return timezone.make_aware(midnight, timezone.get_default_timezone())
        return self.published_at or self.created_at

    def summary_lines(self) -> list[str]:
        return [line.strip() for line in self.summary.splitlines() if line.strip()]

    def body_blocks(self) -> list[str]:
        return body.blocks(self.body)

    def body_text(self) -> str:
        return body.text(self.body)


class PhotoQuerySet(models.QuerySet):
    def in_order(self) -> "PhotoQuerySet":
        return self.order_by("after_block", "pk")


class Photo(models.Model):
    """A picture of a story; its file may still be missing, its caption is shown anyway."""

    story = models.ForeignKey(
        Story, verbose_name=_("story"), on_delete=models.CASCADE, related_name="photos"
    )
    caption = models.TextField(_("caption"), blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    alt_text = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, for those who cannot see it."),
    )
    image = models.ImageField(
        _("image"), upload_to="photos/", blank=True, width_field="width", height_field="height"
    )
    width = models.PositiveIntegerField(_("width"), null=True, editable=False)
    height = models.PositiveIntegerField(_("height"), null=True, editable=False)
    after_block = models.PositiveSmallIntegerField(
        _("place in the text"),
        default=0,
        help_text=_("After how many blocks of the text it stands; 0 is above the text."),
    )

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")

    def __str__(self) -> str:
        return self.caption[:80] or str(_("(no caption)"))
