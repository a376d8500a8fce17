from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles import arabic
from articles.fields import TermsField
from articles.search.names import terms_of_name


class Source(models.Model):
    """The outlet that a text came from, in words that the editors write."""

    class Kind(models.TextChoices):
        NEWSPAPER = "newspaper", _("newspaper")
        AGENCY = "agency", _("news agency")
        BROADCASTER = "broadcaster", _("broadcaster")
        SITE = "site", _("news site")
        OFFICIAL = "official", _("official body")
        PARTY = "party", _("party or movement")
        OTHER = "other", _("other")

    name = models.CharField(_("name"), max_length=200, unique=True)
    slug = models.SlugField(
        _("address name"), max_length=80, unique=True, allow_unicode=True, blank=True
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.OTHER)
    country = models.CharField(_("country"), max_length=80, blank=True)
    ownership = models.CharField(
        _("ownership"), max_length=300, blank=True, help_text=_("Who owns or finances it.")
    )
    home_page = models.URLField(_("home page"), blank=True)
    description = models.CharField(_("description"), max_length=300, blank=True)
    about = models.TextField(_("about this source"), blank=True)
    search_terms = TermsField()

    class Meta:
        verbose_name = pgettext_lazy("any one", "source")
        verbose_name_plural = _("sources")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.slug = self.slug or arabic.slug(self.name) or "source"
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("source", args=[self.slug])

    def find_terms(self) -> list[str]:
        return terms_of_name(self.name)
