"""What a reader may send: forms of the public site."""

import re
import unicodedata

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from comments import form_tokens
from comments.models import Comment, Reason
from comments.models.comment import LONGEST_TEXT
from comments.models.reasons import FOR_READERS

LETTERLIKE = "LNPS"
# Overrides, embeddings and isolates.
BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def validate_plain(text: str) -> None:
    """Refuse characters that show a text in another order than it is stored."""
    if BIDI_CONTROLS.search(text):
        raise ValidationError(
            _("The text holds hidden marks that turn its direction. Delete them and send again."),
            code="bidi_controls",
        )


def validate_visible(text: str) -> None:
    """Refuse a text of which nothing can be seen."""
    if not any(unicodedata.category(letter)[0] in LETTERLIKE for letter in text):
        raise ValidationError(_("Write something that can be read."), code="invisible")


def text_field(longest: int, **options) -> forms.CharField:
    options.setdefault("widget", forms.Textarea(attrs={"rows": 6, "dir": "auto"}))
    return forms.CharField(
        max_length=longest,
        strip=False,
        validators=[validate_plain, validate_visible],
        error_messages={
            "required": _("Write something that can be read."),
            "max_length": _("The text may have %(limit_value)d characters; it has %(show_value)d."),
        },
        **options,
    )


class TextForm(forms.Form):
    text = text_field(LONGEST_TEXT, label=_("Your comment"))

    def clean_text(self) -> str:
        # Browsers send every line end as CR LF; the reader typed one.
        return self.cleaned_data["text"].replace("\r\n", "\n")


class CommentForm(TextForm):
    """A comment or a reply, with a token and a field that only a machine fills in."""

    author_name = forms.CharField(
        label=_("Name (optional)"),
        max_length=80,
        required=False,
        validators=[validate_plain],
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "nickname"}),
    )
    parent = forms.ModelChoiceField(
        Comment.objects.none(), required=False, widget=forms.HiddenInput
    )
    website = forms.CharField(
        required=False,
        label=_("Leave this field empty"),
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    field_order = ["author_name", "text", "website", "parent", "token"]

    def __init__(self, *args, story, **kwargs):
        super().__init__(*args, **kwargs)
        self.story = story
        self.fields["parent"].queryset = Comment.objects.visible().filter(story=story)
        self.fields["parent"].error_messages["invalid_choice"] = _(
            "The comment that you reply to is not here any more."
        )

    def clean_website(self) -> None:
        if self.cleaned_data["website"]:
            raise ValidationError(_("Leave this field empty; it is there for machines."))

    def clean_token(self) -> str:
        try:
            return form_tokens.accept(self.cleaned_data["token"], self.story.pk)
        except form_tokens.TokenInvalid:
            raise ValidationError(
                _("This form was open too long or sent too fast. Please send it once more."),
                code="token",
            ) from None

    def with_new_token(self) -> "CommentForm":
        """The same form, what was typed included, ready to be sent once more."""
        self.data = self.data.copy()
        self.data["token"] = form_tokens.issue(self.story.pk)
        return self


class ReportForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=[(reason.value, reason.label) for reason in FOR_READERS],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is wrong with it.")},
    )
    text = forms.CharField(
        label=_("Anything to add? (optional)"),
        max_length=500,
        required=False,
        validators=[validate_plain],
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("reason") == Reason.OTHER and not cleaned.get("text"):
            self.add_error("text", _("Say in a few words what is wrong with it."))
        return cleaned


class AppealForm(forms.Form):
    text = text_field(
        1000, label=_("Why should the comment stand?"), widget=forms.Textarea(attrs={"rows": 4})
    )
