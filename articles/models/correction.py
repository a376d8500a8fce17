from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from articles.models.append_only import AppendOnly, AppendOnlyQuerySet
from articles.models.revision import Revision
from articles.models.story import Story


class CorrectionQuerySet(AppendOnlyQuerySet):
    def public(self, at: datetime | None = None) -> "CorrectionQuerySet":
        """The corrections of stories that readers can open."""
        return self.filter(Exists(Story.objects.readable(at).filter(pk=OuterRef("story"))))

    def newest_first(self) -> "CorrectionQuerySet":
        return self.order_by("-corrected_at", "-pk")


class Correction(AppendOnly):
    """Public notice that a fact was wrong and is fixed."""

    story = models.ForeignKey(
        Story, verbose_name=_("story"), on_delete=models.PROTECT, related_name="corrections"
    )
    revision = models.ForeignKey(
        Revision,
        verbose_name=_("corrected in"),
        on_delete=models.PROTECT,
        related_name="corrections",
    )
    text = models.TextField(_("correction"), help_text=_("What was wrong and what is right."))
    corrected_at = models.DateTimeField(_("corrected at"))
    corrected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("corrected by"),
        on_delete=models.PROTECT,
        related_name="corrections",
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                name="correction_has_a_text",
                condition=~Q(text=""),
                violation_error_message=_("A correction says what was wrong and what is right."),
            ),
        ]
        indexes = [models.Index(fields=["-corrected_at", "-id"], name="correction_newest")]

    def __str__(self) -> str:
        return self.text[:80]


class CorrectionRequestQuerySet(models.QuerySet):
    def open(self) -> "CorrectionRequestQuerySet":
        return self.filter(settled_at__isnull=True)


class CorrectionRequest(models.Model):
    """Somebody of the staff says that a published story has an error."""

    story = models.ForeignKey(
        Story,
        verbose_name=_("story"),
        on_delete=models.PROTECT,
        related_name="correction_requests",
    )
    text = models.TextField(_("what is wrong"))
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        on_delete=models.PROTECT,
        related_name="correction_requests",
    )
    settled_at = models.DateTimeField(_("settled at"), null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("settled by"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
    )
    correction = models.ForeignKey(
        Correction,
        verbose_name=_("correction"),
        on_delete=models.PROTECT,
        related_name="requests",
        null=True,
        help_text=_("Empty where an editor declined."),
    )

    objects = CorrectionRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction asked for")
        verbose_name_plural = _("corrections asked for")
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                name="correction_request_has_a_text",
                condition=~Q(text=""),
                violation_error_message=_("Say what is wrong."),
            ),
            models.CheckConstraint(
                name="correction_request_settled_by_somebody",
                condition=Q(settled_at__isnull=True, settled_by__isnull=True, correction=None)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                violation_error_message=_("Who settled it and when belong together."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["asked_at"],
                condition=Q(settled_at__isnull=True),
                name="correction_request_open",
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]
