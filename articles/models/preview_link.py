from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.models.revision import Revision
from articles.models.story import Story


class PreviewLinkQuerySet(models.QuerySet):
    def usable(self, at: datetime) -> "PreviewLinkQuerySet":
        return self.filter(revoked_at__isnull=True, expires_at__gt=at)


class PreviewLink(models.Model):
    """A way for somebody without an account to read a story before it is public."""

    class Answer(models.TextChoices):
        APPROVED = "approved", _("approved")
        RETURNED = "returned", _("returned")

    story = models.ForeignKey(
        Story, verbose_name=_("story"), on_delete=models.PROTECT, related_name="preview_links"
    )
    reader_name = models.CharField(_("outside reader"), max_length=120)
    created_at = models.DateTimeField(_("created at"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("created by"),
        on_delete=models.PROTECT,
        related_name="preview_links",
    )
    expires_at = models.DateTimeField(_("expires at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer.choices, blank=True)
    note = models.TextField(_("note"), blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True)
    revision = models.ForeignKey(
        Revision,
        verbose_name=_("version that was answered"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
    )

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                name="preview_link_expires",
                condition=Q(expires_at__gt=F("created_at")),
                violation_error_message=_("A preview link ends after it begins."),
            ),
            models.CheckConstraint(
                name="preview_link_names_its_reader",
                condition=~Q(reader_name=""),
                violation_error_message=_("Name the reader whom the link is for."),
            ),
            models.CheckConstraint(
                name="preview_link_answered_once",
                condition=Q(answer="", answered_at__isnull=True, revision__isnull=True)
                | Q(
                    answer__in=["approved", "returned"],
                    answered_at__isnull=False,
                    revision__isnull=False,
                ),
                violation_error_message=_("An answer has its time and the version it is about."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.story}: {self.reader_name}"

    def is_usable(self, at: datetime) -> bool:
        """Whether it opens: what `usable()` asks of the database."""
        return self.revoked_at is None and self.expires_at > at
