"""The form in which a story is written."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.admin.widgets import BodyEditor
from articles.models import Story

SEPARATOR = "|"


class CreditsField(forms.CharField):
    """Credits as lines: the agency, a bar, the words of the text that show it."""

    widget = forms.Textarea(attrs={"rows": 2, "dir": "auto"})

    def prepare_value(self, value):
        if isinstance(value, str):
            return value
        return "\n".join(f"{credit['agency']} {SEPARATOR} {credit['evidence']}" for credit in value)

    def to_python(self, value):
        lines = super().to_python(value).splitlines()
        return [_credit(line) for line in lines if line.strip()]

    def has_changed(self, initial, data):
        return (initial or []) != self.to_python(data)


def _credit(line: str) -> dict[str, str]:
    agency, _bar, evidence = line.partition(SEPARATOR)
    return {"agency": agency.strip(), "evidence": evidence.strip()}


class StoryForm(forms.ModelForm):
    credits = CreditsField(
        label=_("credits"),
        required=False,
        help_text=_("A line for each agency: its name, a bar |, the words that show it."),
    )

    class Meta:
        model = Story
        fields = [
            "headline",
            "headline_is_provisional",
            "summary",
            "body",
            "source",
            "original_date",
            "dateline",
            "byline",
            "credits",
            "slug",
            "embargo_until",
        ]
        widgets = {
            "headline": forms.TextInput(attrs={"dir": "auto", "class": "vTextField"}),
            "summary": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            "body": BodyEditor,
            "slug": forms.TextInput(attrs={"dir": "ltr", "class": "vTextField"}),
        }

    def is_valid(self):
        """Never valid while the form is only shown again, with its text cleaned."""
        return super().is_valid() and "_clean" not in self.data
