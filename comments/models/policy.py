from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class CommentPolicyQuerySet(models.QuerySet):
    def own_first(self, story) -> "CommentPolicyQuerySet":
        """The policies that concern a story: its own, then the site's. Takes an OuterRef, too."""
        concerned = self.filter(Q(story=story) | Q(story__isnull=True))
        return concerned.order_by(F("story").asc(nulls_last=True))

    def of(self, story) -> "CommentPolicy":
        """The story's own policy, else the site's, else the one that a new site has."""
        return self.own_first(story).first() or CommentPolicy()


class CommentPolicy(models.Model):
    """Who may comment and what waits: for one story, or for the whole site where it names none."""

    class Mode(models.TextChoices):
        OPEN = "open", _("open: comments appear at once")
        FIRST_TIMERS = "first_timers", _("a reader's first comment waits")
        ALL_WAIT = "all_wait", _("every comment waits")
        CLOSED = "closed", _("closed")

    story = models.OneToOneField(
        "articles.Story",
        verbose_name=_("story"),
        on_delete=models.CASCADE,
        related_name="comment_policy",
        null=True,
        blank=True,
        help_text=_("Leave it empty for the rule that holds for every other story."),
    )
    mode = models.CharField(_("comments"), max_length=20, choices=Mode.choices, default=Mode.OPEN)
    close_after_days = models.PositiveSmallIntegerField(
        _("close after days"),
        null=True,
        blank=True,
        help_text=_("Counted from the publication here; empty: never."),
    )

    objects = CommentPolicyQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment policy")
        verbose_name_plural = _("comment policies")
        constraints = [
            models.UniqueConstraint(
                # Null differs from null in a plain constraint, so that two could stand.
                Coalesce("story", 0),
                name="comment_policy_one_for_the_site",
                violation_error_message=_("The site has its policy already; change that one."),
            )
        ]

    def __str__(self) -> str:
        return str(self.story or _("the whole site"))

    def is_closed(self, published_at: datetime | None, at: datetime) -> bool:
        """Whether a story that became public at `published_at` takes no comments any more."""
        if self.mode == self.Mode.CLOSED or published_at is None:
            return True
        closes_at = self.closes_at(published_at)
        return closes_at is not None and at > closes_at

    def closes_at(self, published_at: datetime | None) -> datetime | None:
        """When it takes no comments any more by the clock alone; None where it never does."""
        if published_at is None or self.close_after_days is None:
            return None
        return published_at + timedelta(days=self.close_after_days)


class RuleSwitch(models.Model):
    """A rule that moderators have found bad is switched off here; nothing else changes."""

    rule = models.CharField(_("rule"), max_length=40, unique=True)
    is_on = models.BooleanField(_("in use"), default=True)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        verbose_name = _("flagging rule")
        verbose_name_plural = _("flagging rules")

    def __str__(self) -> str:
        return self.rule


class TrainedLearner(models.Model):
    """The newsroom's own learner, as arrays with their digest; the newest one speaks."""

    arrays = models.BinaryField(_("arrays"))
    sha256 = models.CharField("SHA-256", max_length=64)
    decisions = models.PositiveIntegerField(_("decisions learned from"))
    trained_at = models.DateTimeField(_("trained at"), default=timezone.now)

    class Meta:
        verbose_name = _("trained learner")
        verbose_name_plural = _("trained learners")
        get_latest_by = "trained_at"

    def __str__(self) -> str:
        return f"{self.sha256[:8]} ({self.decisions})"
