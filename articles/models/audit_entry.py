from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.append_only import AppendOnly, AppendOnlyQuerySet
from articles.models.story import Story


class AuditEntryQuerySet(AppendOnlyQuerySet):
    def newest_first(self) -> "AuditEntryQuerySet":
        return self.order_by("-pk")

    def latest_of(self, user: Any, most: int = 10) -> "AuditEntryQuerySet":
        """What somebody did last, with the stories it was done to."""
        return self.filter(by=user).select_related("story").newest_first()[:most]


class AuditEntry(AppendOnly):
    """Who did what, when and why; the database itself refuses to change or delete it."""

    class Verb(models.TextChoices):
        CREATE = "create", _("create")
        IMPORT = "import", _("import")
        EDIT = "edit", _("edit")
        SUBMIT = "submit", _("submit")
        SEND_BACK = "send_back", _("send back")
        PUBLISH = "publish", _("publish")
        SCHEDULE = "schedule", _("schedule")
        UNSCHEDULE = "unschedule", _("unschedule")
        PUBLISH_REVISION = "publish_revision", _("publish the next version")
        ASK_CORRECTION = "ask_correction", _("ask for a correction")
        DECLINE_CORRECTION = "decline_correction", _("decline a correction")
        CORRECT = "correct", _("correct")
        RETRACT = "retract", _("retract")
        REINSTATE = "reinstate", _("reinstate")
        KILL = "kill", _("kill")
        EMBARGO = "embargo", _("set an embargo")
        BREAK_EMBARGO = "break_embargo", _("break the embargo")
        LEAD = "lead", _("put on top of the home page")
        STOP_LEADING = "stop_leading", _("take off the top of the home page")
        SHARE_PREVIEW = "share_preview", _("share a preview")
        REVOKE_PREVIEW = "revoke_preview", _("revoke a preview")
        ANSWER_PREVIEW = "answer_preview", _("answer of an outside reader")
        CHANGE = "change", _("change in the desk")

    happened_at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        on_delete=models.PROTECT,
        related_name="audit_entries",
        null=True,
        help_text=_("Nobody, where the newsroom itself acted."),
    )
    verb = models.CharField(_("what"), max_length=20, choices=Verb.choices)
    reason = models.TextField(_("why"), blank=True)
    story = models.ForeignKey(
        Story,
        verbose_name=_("story"),
        on_delete=models.PROTECT,
        related_name="audit_entries",
        null=True,
    )
    subject = models.CharField(
        _("subject"), max_length=300, blank=True, help_text=_("What was changed, if not a story.")
    )
    changes = models.JSONField(
        _("changes"),
        default=dict,
        help_text=_("Old and new value of each field that changed."),
    )

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                name="audit_entry_says_of_what",
                condition=models.Q(story__isnull=False) | ~models.Q(subject=""),
                violation_error_message=_("An audit entry names a story or another subject."),
            ),
        ]
        indexes = [
            models.Index(fields=["story", "-id"], name="audit_entry_story"),
            models.Index(fields=["verb", "-id"], name="audit_entry_verb"),
        ]

    def __str__(self) -> str:
        return f"{self.get_verb_display()}: {self.story or self.subject}"
