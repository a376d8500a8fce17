from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles import comparison
from articles.arabic import fold

COMMA = "،"
LONGEST = 20_000


def forms_of(line: str) -> tuple[str, ...]:
    """The forms on a line, between commas of either kind; the first is the term's label."""
    forms = line.replace(",", COMMA).split(COMMA)
    return tuple(" ".join(form.split()) for form in forms if form.strip())


def check_forms(text: str) -> None:
    """Raise ValidationError for a line that holds no word to look for."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not all(fold(form).split() for form in forms_of(line) or [""]):
            raise ValidationError(
                _("Line %(number)d holds no word: write a term, or delete the line."),
                params={"number": number},
            )


class Lexicon(models.Model):
    """The words by which an event's people and happenings are called; the editors own it."""

    name = models.CharField(_("name"), max_length=120, unique=True)

    class Meta:
        verbose_name = _("lexicon")
        verbose_name_plural = _("lexicons")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="lexicon_has_a_name",
                condition=~Q(name=""),
                violation_error_message=_("A lexicon needs a name."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def as_read(self) -> comparison.Lexicon:
        """As the comparison takes it; the referents should be fetched."""
        return comparison.Lexicon(tuple(referent.as_read() for referent in self.referents.all()))


class Referent(models.Model):
    """One that is spoken of, and the terms that are used for it."""

    lexicon = models.ForeignKey(
        Lexicon, verbose_name=_("lexicon"), on_delete=models.CASCADE, related_name="referents"
    )
    name = models.CharField(
        _("who or what is meant"),
        max_length=120,
        help_text=_("In words that take no side: “those who fought the government”."),
    )
    terms = models.TextField(
        _("terms"),
        blank=True,
        validators=[MaxLengthValidator(LONGEST), check_forms],
        help_text=_(
            "One term a line; after a comma, other forms that are counted with it. "
            "“…” inside a form stands for a few other words."
        ),
    )
    exceptions = models.TextField(
        _("not meant"),
        blank=True,
        validators=[MaxLengthValidator(LONGEST), check_forms],
        help_text=_(
            "One phrase a line that holds such a word and means something else. "
            "“ال…” at its end stands for any word with the article."
        ),
    )
    position = models.PositiveSmallIntegerField(_("place in the order"), default=0)

    class Meta:
        verbose_name = _("referent")
        verbose_name_plural = _("referents")
        default_permissions = ()
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name

    def as_read(self) -> comparison.Referent:
        terms = filter(None, map(forms_of, self.terms.splitlines()))
        phrases = map(forms_of, self.exceptions.splitlines())
        return comparison.Referent(
            str(self.pk),
            self.name,
            tuple(comparison.Term(forms[0], forms) for forms in terms),
            tuple(phrase for line in phrases for phrase in line),
        )
