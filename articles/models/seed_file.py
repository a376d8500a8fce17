from collections.abc import Iterator

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.fields import TermsField
from articles.importing import reading
from articles.search.received import terms_of_received


class SeedFile(models.Model):
    """A text as it was received: its bytes, never changed, and what each line was taken for."""

    name = models.CharField(_("file name"), max_length=255)
    path = models.CharField(_("path"), max_length=1000, db_index=True, editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, unique=True, editable=False)
    raw = models.BinaryField(_("bytes as received"))
    encoding = models.CharField(_("encoding"), max_length=20, default="utf-8", editable=False)
    lines = models.JSONField(
        _("lines"),
        default=list,
        editable=False,
        help_text=_("Number, kind and block of each line."),
    )
    proposed_for = models.ForeignKey(
        "Story",
        verbose_name=_("proposed for"),
        on_delete=models.PROTECT,
        related_name="proposals",
        null=True,
        blank=True,
        editable=False,
        help_text=_("The story whose file has changed, while no editor has taken the new text."),
    )
    imported_at = models.DateTimeField(_("imported at"), default=timezone.now, editable=False)
    search_terms = TermsField()

    class Meta:
        verbose_name = _("received text")
        verbose_name_plural = _("received texts")

    def __str__(self) -> str:
        return self.name

    def numbered_lines(self) -> Iterator[tuple[int, str, str]]:
        """Number, kind and text of every line, in the order of the file."""
        record = reading.read(bytes(self.raw), self.encoding)
        for (number, kind, _block), line in zip(self.lines, record.lines, strict=True):
            yield number, kind, line

    def find_terms(self) -> list[str]:
        return terms_of_received(self.name, bytes(self.raw), self.encoding)
