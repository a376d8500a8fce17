from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles import comparison
from articles.models.event import Event


class FigureEdit(models.Model):
    """What an editor changed about an event's rows of figures; taking it back deletes it."""

    class Action(models.TextChoices):
        JOIN = "join", _("joined")
        SPLIT = "split", _("split")
        HIDE = "hide", _("hidden")

    event = models.ForeignKey(
        Event, verbose_name=_("event"), on_delete=models.CASCADE, related_name="figure_edits"
    )
    action = models.CharField(_("what was done"), max_length=10, choices=Action.choices)
    figures = models.JSONField(_("figures"), help_text=_("Pairs of a story's number and a figure."))
    label = models.CharField(_("what the rows said"), max_length=300, blank=True)
    made_at = models.DateTimeField(_("made at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        verbose_name = _("change of the figures")
        verbose_name_plural = _("changes of the figures")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="figure_edit_names_its_action",
                condition=Q(action__in=["join", "split", "hide"]),
                violation_error_message=_("Rows are joined, split or hidden."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()}: {self.label}"

    def as_read(self) -> comparison.FigureEdit:
        figures = frozenset((str(story), key) for story, key in self.figures)
        return comparison.FigureEdit(self.action, figures)
