from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.append_only import AppendOnly
from comments.models.comment import Comment
from comments.models.reasons import Reason


class Decision(AppendOnly):
    """Who decided what about which text, why and when: appended, never changed."""

    class Verb(models.TextChoices):
        APPROVE = "approve", _("approved")
        REJECT = "reject", _("rejected (decision)")
        HOLD = "hold", _("put on hold")
        RESTORE = "restore", _("restored")
        ESCALATE = "escalate", _("escalated")
        UPHOLD = "uphold", _("upheld after an appeal")
        UNDO = "undo", _("undone")

    comment = models.ForeignKey(
        Comment, verbose_name=_("comment"), on_delete=models.PROTECT, related_name="decisions"
    )
    verb = models.CharField(_("decision"), max_length=10, choices=Verb.choices)
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("moderator"),
        on_delete=models.PROTECT,
        related_name="decisions",
        null=True,
        help_text=_("Empty where a rule or the story's own setting held the comment."),
    )
    reason = models.CharField(_("reason"), max_length=20, choices=Reason.choices, blank=True)
    note = models.CharField(
        _("note to the author"),
        max_length=500,
        blank=True,
        help_text=_("The author reads it below the statement of reasons."),
    )
    decided_at = models.DateTimeField(_("decided at"), default=timezone.now)

    text = models.TextField(_("text as it was"))
    text_version = models.PositiveSmallIntegerField(_("version of the text"))
    evidence = models.JSONField(_("evidence"), default=list)
    score = models.FloatField(_("score"), null=True)
    status_before = models.CharField(
        _("status before"), max_length=10, choices=Comment.Status.choices
    )
    status_after = models.CharField(
        _("status after"), max_length=10, choices=Comment.Status.choices
    )
    waiting_seconds = models.PositiveIntegerField(_("waiting time in seconds"))
    handling_seconds = models.PositiveIntegerField(
        _("handling time in seconds"), null=True, help_text=_("From opening the card to deciding.")
    )
    reverses = models.OneToOneField(
        "self",
        verbose_name=_("reverses"),
        on_delete=models.PROTECT,
        related_name="reversed_by",
        null=True,
    )

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [
            models.CheckConstraint(
                name="decision_rejects_with_a_reason",
                condition=~Q(verb="reject", reason=""),
                violation_error_message=_("A rejection needs a reason."),
            ),
            models.CheckConstraint(
                name="decision_rejects_by_a_person",
                condition=~Q(verb="reject", moderator__isnull=True),
                violation_error_message=_("Only a person may reject a comment."),
            ),
            models.CheckConstraint(
                name="decision_undo_reverses_one",
                condition=~Q(verb="undo", reverses__isnull=True),
                violation_error_message=_("An undo names the decision that it reverses."),
            ),
        ]
        indexes = [
            models.Index(fields=["-decided_at", "-id"], name="decision_newest"),
            models.Index(fields=["comment", "-id"], name="decision_comment"),
        ]

    def __str__(self) -> str:
        return str(self.get_verb_display())


class Claim(models.Model):
    """A moderator has a comment open: a hint to the others, gone after minutes."""

    comment = models.OneToOneField(
        Comment, verbose_name=_("comment"), on_delete=models.CASCADE, related_name="claim"
    )
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("moderator"),
        on_delete=models.CASCADE,
        related_name="claims",
    )
    expires_at = models.DateTimeField(_("expires at"))

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")

    def __str__(self) -> str:
        return str(self.moderator)


class Appeal(models.Model):
    """The author asks for a second look, once; another moderator gives it."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("waiting")
        GRANTED = "granted", _("granted")
        REFUSED = "refused", _("refused")

    comment = models.OneToOneField(
        Comment, verbose_name=_("comment"), on_delete=models.PROTECT, related_name="appeal"
    )
    decision = models.OneToOneField(
        Decision, verbose_name=_("decision"), on_delete=models.PROTECT, related_name="appeal"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Who made the decision: not the one to review it."),
    )
    text = models.CharField(_("what the author says"), max_length=1000)
    appealed_at = models.DateTimeField(_("appealed at"), default=timezone.now)
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=Outcome.choices, default=Outcome.WAITING
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reviewed by"),
        on_delete=models.PROTECT,
        related_name="reviews",
        null=True,
        blank=True,
    )
    reviewed_at = models.DateTimeField(_("reviewed at"), null=True, blank=True)
    review = models.OneToOneField(
        Decision,
        verbose_name=_("review"),
        on_delete=models.PROTECT,
        related_name="reviewed_appeal",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        constraints = [
            models.CheckConstraint(
                name="appeal_reviewed_by_another",
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("decided_by")),
                violation_error_message=_("Another moderator reviews an appeal."),
            ),
            models.CheckConstraint(
                name="appeal_reviewed_has_who_and_when",
                condition=Q(outcome="waiting", reviewed_by__isnull=True, reviewed_at__isnull=True)
                | (~Q(outcome="waiting") & Q(reviewed_by__isnull=False, reviewed_at__isnull=False)),
                violation_error_message=_("A reviewed appeal says by whom and when."),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]
