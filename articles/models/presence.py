from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.story import Story


class PresenceQuerySet(models.QuerySet):
    # An open page says so every half minute; two of these may get lost.
    LASTS = timedelta(seconds=90)

    def current(self, at: datetime) -> "PresenceQuerySet":
        return self.filter(seen_at__gt=at - self.LASTS)

    def silent(self, at: datetime) -> "PresenceQuerySet":
        return self.filter(seen_at__lte=at - self.LASTS)


class Presence(models.Model):
    """Somebody has a story open: soft, it warns and never locks."""

    story = models.ForeignKey(
        Story, verbose_name=_("story"), on_delete=models.CASCADE, related_name="presences"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        on_delete=models.CASCADE,
        related_name="presences",
    )
    seen_at = models.DateTimeField(_("seen at"))

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(name="presence_once", fields=["story", "user"]),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.story}"
