import json
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.append_only import AppendOnly, AppendOnlyQuerySet
from articles.models.story import Story


class RevisionQuerySet(AppendOnlyQuerySet):
    def newest_first(self) -> "RevisionQuerySet":
        return self.order_by("-number")

    def by_people(self) -> "RevisionQuerySet":
        """What an editor or reporter has touched: everything but the import's own."""
        return self.filter(created_by__isnull=False)

    def released(self) -> "RevisionQuerySet":
        """The versions that have been the story's text, the newest of them now."""
        return self.filter(live_at__isnull=False)

    def release(self, at: datetime) -> int:
        """Note that these have become live; the one thing that is ever added to a revision."""
        return super(AppendOnlyQuerySet, self.filter(live_at__isnull=True)).update(live_at=at)


class Revision(AppendOnly):
    """Immutable snapshot of a story's text, with its pictures' words."""

    story = models.ForeignKey(
        Story, verbose_name=_("story"), on_delete=models.PROTECT, related_name="revisions"
    )
    number = models.PositiveIntegerField(_("number"))
    base = models.ForeignKey(
        "self",
        verbose_name=_("based on"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
    )
    snapshot = models.TextField(
        _("snapshot"), help_text=_("The fields as canonical JSON, byte for byte.")
    )
    digest = models.CharField("SHA-256", max_length=64)
    reason = models.CharField(_("reason for the change"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("created at"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("created by"),
        on_delete=models.PROTECT,
        related_name="revisions",
        null=True,
        help_text=_("Nobody, where the import made it."),
    )
    live_at = models.DateTimeField(
        _("live since"),
        null=True,
        help_text=_("When it became the story's text; empty while it is in preparation."),
    )

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                name="revision_number_once",
                fields=["story", "number"],
                violation_error_message=_("Somebody else has saved this story in the meantime."),
            ),
            models.CheckConstraint(
                name="revision_has_a_base_after_the_first",
                condition=Q(number=1, base__isnull=True) | Q(number__gt=1, base__isnull=False),
                violation_error_message=_("Every version but the first is based on another."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.story} ({self.number})"

    def content(self) -> dict[str, object]:
        """The snapshot's fields, as `revisions.snapshot_of` made them."""
        return json.loads(self.snapshot)

    def why(self) -> str:
        """The reason given, or that nobody gave one because the import made it."""
        return self.reason or ("" if self.created_by_id else str(_("imported")))
