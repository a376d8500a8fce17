from django.db import models
from django.utils.translation import gettext_lazy as _


class Tally(models.Model):
    """How many published stories a source, section, month or day has, so that no page counts.

    Triggers on the stories' table keep it: see `tally_triggers`. It counts the stories that
    wait for their hour too; `tallies` takes them out.
    """

    class Scope(models.TextChoices):
        SOURCE = "source", _("source")
        TOPIC = "topic", _("section")
        MONTH = "month", _("month")
        DAY = "day", _("day")

    scope = models.CharField(_("of"), max_length=6, choices=Scope.choices)
    member = models.BigIntegerField(
        _("which"), help_text=_("An id; a month as 201612, a day as 20161214.")
    )
    stories = models.PositiveIntegerField(_("stories"))
    corrected = models.PositiveIntegerField(_("corrected"))

    class Meta:
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["scope", "member"], name="tally_once"),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.member}: {self.stories}"
