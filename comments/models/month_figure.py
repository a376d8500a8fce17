from django.db import models
from django.utils.translation import gettext_lazy as _


class MonthFigure(models.Model):
    """What a month's comments, decisions and appeals come to, so that no page counts them.

    `month_figures` writes it with each of them. A figure is the sum of its parts: who writes at
    the same time adds to different ones and waits for nobody.
    """

    month = models.PositiveIntegerField(_("month"), help_text=_("As 201612."))
    name = models.CharField(_("figure"), max_length=40)
    part = models.PositiveSmallIntegerField(_("part"))
    number = models.IntegerField(_("number"))

    class Meta:
        verbose_name = _("figure of a month")
        verbose_name_plural = _("figures of months")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["month", "name", "part"], name="month_figure_once"),
        ]

    def __str__(self) -> str:
        return f"{self.month} {self.name}: {self.number}"
