from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment
from comments.models.reasons import Reason

REASON_LABELS = dict(Reason.choices)


class Flag(models.Model):
    """A rule points at a comment, with the words of that text which made it do so."""

    comment = models.ForeignKey(
        Comment, verbose_name=_("comment"), on_delete=models.CASCADE, related_name="flags"
    )
    text_version = models.PositiveSmallIntegerField(_("version of the text"), default=1)
    rule = models.CharField(_("rule"), max_length=40)
    rule_version = models.PositiveSmallIntegerField(_("version of the rule"), default=1)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason.choices)
    weight = models.FloatField(_("weight"))
    spans = models.JSONField(
        _("evidence"),
        default=list,
        help_text=_("Begin, end and words of each passage in the text as it was."),
    )
    created_at = models.DateTimeField(_("pointed out at"), default=timezone.now)

    class Meta:
        verbose_name = _("flag")
        verbose_name_plural = _("flags")
        constraints = [
            models.UniqueConstraint(
                name="flag_rule_once",
                fields=["comment", "text_version", "rule", "reason"],
                violation_error_message=_("This rule has pointed at this text already."),
            )
        ]
        indexes = [models.Index(fields=["rule", "-created_at"], name="flag_rule")]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.rule}"

    def get_reason_display(self) -> str:
        """As Django's own, which makes a table of all the reasons at every call."""
        return str(REASON_LABELS.get(self.reason, self.reason))


class Report(models.Model):
    """A reader asks the moderators to look; it hides nothing by itself."""

    comment = models.ForeignKey(
        Comment, verbose_name=_("comment"), on_delete=models.CASCADE, related_name="reports"
    )
    text_version = models.PositiveSmallIntegerField(_("version of the text"), default=1)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason.choices)
    text = models.CharField(_("what the reader adds"), max_length=500, blank=True)
    reader_key = models.CharField(_("reader"), max_length=64)
    address_key = models.CharField(_("address"), max_length=64, blank=True)
    created_at = models.DateTimeField(_("reported at"), default=timezone.now)
    was_upheld = models.BooleanField(
        _("upheld"), null=True, help_text=_("Empty until a moderator has decided on the comment.")
    )
    resolved_by = models.ForeignKey(
        "Decision",
        verbose_name=_("resolved by"),
        on_delete=models.PROTECT,
        related_name="resolved_reports",
        null=True,
        blank=True,
    )

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.UniqueConstraint(
                name="report_once_per_reader",
                fields=["comment", "reader_key"],
                violation_error_message=_("You have reported this comment already."),
            )
        ]
        indexes = [models.Index(fields=["reader_key", "-created_at"], name="report_reader")]

    def __str__(self) -> str:
        return str(self.get_reason_display())
