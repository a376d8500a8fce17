from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles import arabic


class Topic(models.Model):
    """A section of the site, in the order of its menu."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(
        _("address name"), max_length=80, unique=True, allow_unicode=True, blank=True
    )
    description = models.CharField(
        _("description"), max_length=300, blank=True, help_text=_("What readers find here.")
    )
    order = models.PositiveSmallIntegerField(
        _("place"), default=0, help_text=_("The smallest number comes first.")
    )

    class Meta:
        verbose_name = pgettext_lazy("any one", "section")
        verbose_name_plural = _("sections")
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.slug = self.slug or arabic.slug(self.name) or "topic"
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("topic", args=[self.slug])
