"""The form in which a story is written: its fields and its pictures, on top of one version."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles import arabic, body, revisions
from articles.admin.photo_forms import PhotoFormSet
from articles.admin.widgets import BodyEditor
from articles.kept_forms import SHOW_AGAIN
from articles.models import Revision, Story

SEPARATOR = "|"
ONLY_SHOWN = ("_clean", SHOW_AGAIN)
FIRST_DAY, LAST_DAY = date(1800, 1, 1), date(2199, 12, 31)


class CreditsField(forms.CharField):
    """Credits as lines: the agency, a bar, the words of the text that show it."""

    widget = forms.Textarea(attrs={"rows": 2, "dir": "auto"})

    def prepare_value(self, value):
        if isinstance(value, str):
            return value
        return "\n".join(
            f"{credit['agency']} {SEPARATOR} {credit['evidence']}" for credit in value or []
        )

    def to_python(self, value):
        lines = super().to_python(value).splitlines()
        return [_credit(line) for line in lines if line.strip()]

    def has_changed(self, initial, data):
        return (initial or []) != self.to_python(data)


def _credit(line: str) -> dict[str, str]:
    agency, _bar, evidence = line.partition(SEPARATOR)
    return {"agency": agency.strip(), "evidence": evidence.strip()}


class StoryForm(forms.ModelForm):
    """`snapshot()` is what was written, `base_revision` what it was written on top of."""

    credits = CreditsField(
        label=_("credits"),
        required=False,
        help_text=_("A line for each agency: its name, a bar |, the words that show it."),
    )
    # Any words: they are made an address, see `clean_slug`.
    slug = forms.CharField(
        label=_("address name"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"dir": "ltr", "class": "vTextField"}),
    )
    base = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("reason for the change"),
        required=False,
        max_length=500,
        widget=forms.TextInput(attrs={"dir": "auto", "class": "vTextField"}),
        help_text=_("Readers see it in the history once the version is public."),
    )

    class Meta:
        model = Story
        fields = [
            "headline",
            "headline_is_provisional",
            "summary",
            "body",
            "source",
            "topic",
            "original_date",
            "dateline",
            "byline",
            "credits",
            "slug",
        ]
        widgets = {
            "headline": forms.TextInput(attrs={"dir": "auto", "class": "vTextField"}),
            "summary": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            "dateline": forms.TextInput(attrs={"dir": "auto", "class": "vTextField"}),
            "byline": forms.TextInput(attrs={"dir": "auto", "class": "vTextField"}),
            "body": BodyEditor,
        }

    def __init__(self, data=None, files=None, *, instance=None, **kwargs):
        super().__init__(data, files, instance=instance, **kwargs)
        version = instance and revisions.newest(instance)
        self.base_revision = self._posted_base(instance) if self.is_bound else version
        self.initial["base"] = version.number if version else 0
        self.photos = self._photo_forms(instance, version)

    def _posted_base(self, story: Story | None) -> Revision | None:
        """The version that this text was written on; None for one that the story never had."""
        number = self["base"].data or ""
        if not story or not number.isdecimal() or len(number) > 9:
            return None
        return story.revisions.filter(number=int(number)).first()

    def _photo_forms(self, story: Story | None, version: Revision | None) -> PhotoFormSet:
        if version:
            photos = version.content()["photos"]
        else:
            photos = revisions.snapshot_of(story)["photos"] if story else []
        return PhotoFormSet(
            self.data if self.is_bound else None,
            self.files if self.is_bound else None,
            markup=body.sanitise(self["body"].value() or "") if "body" in self.fields else "",
            photos=photos,
        )

    def is_valid(self):
        """Never valid while the form is only shown again: cleaned, or as it was kept."""
        is_valid = super().is_valid()
        is_shown = any(name in self.data for name in ONLY_SHOWN)
        return self.photos.is_valid() and is_valid and not is_shown

    def is_multipart(self):
        """With its pictures; without this a browser would send no more than a file's name."""
        return super().is_multipart() or self.photos.is_multipart()

    def has_changed(self):
        return super().has_changed() or self.photos.has_changed()

    def clean_headline(self):
        headline = self.cleaned_data["headline"].strip()
        if not headline and self.instance.status == Story.Status.PUBLISHED:
            raise ValidationError(_("A published story needs a headline."))
        return headline

    def clean_slug(self):
        slug = arabic.slug(self.cleaned_data["slug"])
        if self.cleaned_data["slug"] and not slug:
            raise ValidationError(_("An address needs at least one letter or digit."))
        return slug

    def clean_original_date(self):
        day = self.cleaned_data["original_date"]
        if day and not FIRST_DAY <= day <= LAST_DAY:
            raise ValidationError(_("The date of the report lies between 1800 and 2199."))
        return day

    def snapshot(self) -> revisions.Snapshot:
        """What was written, as a version holds it."""
        return revisions.snapshot_of(self.instance, self.photos.photos())
