from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles import arabic

FEWEST, MOST = 2, 8


def words_that_can_be_found(forms: str) -> None:
    """Refuse a list too short or too long, and lines that hold no word to search for."""
    lines = lines_of(forms)
    if not FEWEST <= len(lines) <= MOST:
        raise ValidationError(
            _("Write from %(fewest)d to %(most)d words or phrases, each in a line of its own.")
            % {"fewest": FEWEST, "most": MOST}
        )
    for line in lines:
        if not arabic.terms(line):
            raise ValidationError(
                _("“%(line)s” holds no word that search knows: write a name or a subject.")
                % {"line": line}
            )


def lines_of(forms: str) -> list[str]:
    return [line.strip() for line in forms.splitlines() if line.strip()]


class Synonym(models.Model):
    """Words and phrases that mean the same: who searches for one of them finds them all.

    Other spellings of one word need none: the analyser makes them equal.
    """

    forms = models.TextField(
        _("words"),
        max_length=1000,
        unique=True,
        validators=[words_that_can_be_found],
        help_text=_("One word or phrase in a line; the first names the entry in the list."),
    )

    class Meta:
        verbose_name = _("synonyms")
        verbose_name_plural = _("synonyms of search")
        ordering = ["forms"]
        constraints = [
            models.CheckConstraint(
                name="synonym_has_words",
                condition=~models.Q(forms=""),
                violation_error_message=_("Write the words that mean the same."),
            )
        ]

    def __str__(self) -> str:
        return " / ".join(self.lines())

    def lines(self) -> list[str]:
        return lines_of(self.forms)
