from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.fields import TermsField
from articles.search.query import terms_of

LONGEST_TEXT = 3000


class CommentQuerySet(models.QuerySet):
    def visible(self) -> "CommentQuerySet":
        """What readers may see: the one definition of it."""
        return self.filter(status=Comment.Status.VISIBLE)

    def held(self) -> "CommentQuerySet":
        return self.filter(status=Comment.Status.HELD)

    def queued(self) -> "CommentQuerySet":
        """What waits for a moderator: worst first, and among equals the oldest."""
        return self.filter(is_queued=True).order_by("-priority", "pk")

    def with_waiting_since(self) -> "CommentQuerySet":
        return self.annotate(waits_since=Coalesce("queued_at", "created_at"))

    def by_reader(self, reader_key: str) -> "CommentQuerySet":
        return self.filter(reader_key=reader_key) if reader_key else self.none()

    def oldest_first(self) -> "CommentQuerySet":
        return self.order_by("created_at", "pk")

    def newest_first(self) -> "CommentQuerySet":
        return self.order_by("-created_at", "-pk")


class Comment(models.Model):
    """A reader's contribution, its text exactly as received."""

    class Status(models.TextChoices):
        VISIBLE = "visible", _("visible")
        HELD = "held", _("held")
        REJECTED = "rejected", _("rejected")
        WITHDRAWN = "withdrawn", _("withdrawn by its author")

    story = models.ForeignKey(
        "articles.Story",
        verbose_name=_("story"),
        on_delete=models.PROTECT,
        related_name="comments",
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("reply to"),
        on_delete=models.PROTECT,
        related_name="replies",
        null=True,
        blank=True,
    )
    root = models.ForeignKey(
        "self",
        verbose_name=_("first comment of the conversation"),
        on_delete=models.PROTECT,
        related_name="conversation",
        null=True,
        blank=True,
        editable=False,
    )
    author_name = models.CharField(_("author's name"), max_length=80, blank=True)
    text = models.TextField(_("text"))
    search_terms = TermsField()
    text_version = models.PositiveSmallIntegerField(
        _("version of the text"), default=1, editable=False
    )
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=Status.choices,
        default=Status.VISIBLE,
        editable=False,
    )
    version = models.PositiveIntegerField(
        _("version"),
        default=1,
        editable=False,
        help_text=_("Grows with every edit and decision; whoever decides says which one they saw."),
    )

    score = models.FloatField(
        _("score"),
        null=True,
        editable=False,
        help_text=_("From 0 to 1; empty while the comment has not been checked."),
    )
    priority = models.FloatField(_("priority"), default=0, editable=False)
    is_queued = models.BooleanField(_("waits for a moderator"), default=False, editable=False)
    queued_at = models.DateTimeField(
        _("waits since"),
        null=True,
        editable=False,
        help_text=_("When it last began to wait; an old comment may be reported today."),
    )
    must_review = models.BooleanField(_("must be looked at"), default=False, editable=False)
    is_escalated = models.BooleanField(_("escalated"), default=False, editable=False)
    is_sampled = models.BooleanField(_("in the random sample"), default=False, editable=False)

    reader_key = models.CharField(_("reader"), max_length=64, blank=True, editable=False)
    address_key = models.CharField(_("address"), max_length=64, blank=True, editable=False)
    form_key = models.CharField(
        _("form"),
        max_length=64,
        unique=True,
        null=True,
        blank=True,
        editable=False,
        help_text=_("Of the form that was sent, so that none is taken twice."),
    )
    seed_line = models.PositiveIntegerField(
        _("line in the received text"), null=True, blank=True, editable=False
    )
    created_at = models.DateTimeField(_("received at"), default=timezone.now, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        permissions = [("moderate_comment", "Can decide on comments")]
        constraints = [
            models.CheckConstraint(
                name="comment_has_a_text",
                condition=~Q(text=""),
                violation_error_message=_("A comment needs a text."),
            ),
            models.CheckConstraint(
                name="comment_is_no_reply_to_itself",
                condition=~Q(parent=F("pk")),
                violation_error_message=_("A comment cannot reply to itself."),
            ),
            models.CheckConstraint(
                name="comment_reply_has_a_conversation",
                condition=Q(parent__isnull=True, root__isnull=True)
                | Q(parent__isnull=False, root__isnull=False),
                violation_error_message=_("A reply belongs to the conversation it is part of."),
            ),
            models.CheckConstraint(
                name="comment_score_between_0_and_1",
                condition=Q(score__isnull=True) | Q(score__range=(0, 1)),
                violation_error_message=_("A score lies between 0 and 1."),
            ),
            models.UniqueConstraint(
                name="comment_seed_line_once",
                fields=["story", "seed_line"],
                violation_error_message=_("This line is a comment of this story already."),
            ),
        ]
        indexes = [
            models.Index(fields=["story", "created_at", "id"], name="comment_thread"),
            models.Index(
                fields=["story", "created_at", "id"],
                condition=Q(parent__isnull=True),
                name="comment_conversations",
            ),
            models.Index(
                fields=["-priority", "id"], condition=Q(is_queued=True), name="comment_queue"
            ),
            models.Index(fields=["created_at"], name="comment_arrival"),
            models.Index(fields=["status", "id"], name="comment_status"),
            models.Index(fields=["reader_key", "-created_at"], name="comment_reader"),
            models.Index(fields=["address_key", "-created_at"], name="comment_address"),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return reverse("comment", args=[self.pk])

    def find_terms(self) -> list[str]:
        """The words that moderators find it by."""
        return terms_of(f"{self.author_name}\n{self.text}")

    def is_imported(self) -> bool:
        """Whether the comment came with a received text, so that its own time is unknown."""
        return self.seed_line is not None

    def enter_queue(self, at: datetime) -> None:
        """Wait for a moderator from now on; what waits already keeps its place. Saves nothing."""
        if not self.is_queued:
            self.is_queued, self.queued_at = True, at

    def waiting_since(self) -> datetime:
        return self.queued_at or self.created_at

    def waiting_seconds(self, at: datetime) -> int:
        return max(int((at - self.waiting_since()).total_seconds()), 0)


class CommentText(models.Model):
    """What a comment said before its author changed it: decisions stay bound to what they saw."""

    comment = models.ForeignKey(
        Comment, verbose_name=_("comment"), on_delete=models.CASCADE, related_name="earlier_texts"
    )
    version = models.PositiveSmallIntegerField(_("version of the text"))
    text = models.TextField(_("text"))
    replaced_at = models.DateTimeField(_("replaced at"))

    class Meta:
        verbose_name = _("earlier text")
        verbose_name_plural = _("earlier texts")
        constraints = [
            models.UniqueConstraint(
                name="comment_text_version_once",
                fields=["comment", "version"],
                violation_error_message=_("This version of the text is kept already."),
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]
