from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.story import Story


class Related(models.Model):
    """That another story has the same rare words; written by `relating`, both ways."""

    story = models.ForeignKey(
        Story, verbose_name=_("story"), on_delete=models.CASCADE, related_name="related"
    )
    other = models.ForeignKey(
        Story, verbose_name=_("related story"), on_delete=models.CASCADE, related_name="related_to"
    )
    score = models.FloatField(
        _("likeness"), help_text=_("1 where it has as much of these words as the story itself.")
    )

    class Meta:
        verbose_name = _("related story")
        verbose_name_plural = _("related stories")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["story", "other"], name="related_once"),
            models.CheckConstraint(
                name="related_to_another",
                condition=~models.Q(story=models.F("other")),
                violation_error_message=_("A story is not related to itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.story} – {self.other}"
