"""The pictures of a story in its form: a small form each, in their order.

They are values of the version that is being written, not rows: see `revisions.snapshot_of`.
"""

from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import body, photo_files, pictures
from articles.models import Photo

BLANK_FORMS = 5
# A story with more pictures than this is a gallery; the limit keeps forged forms small.
MOST_PHOTOS = 100
MOST_BLOCKS = 10_000
SALT = "articles.photo"
FIRST_WORDS = 6
FILE_FIELDS = ("image", "width", "height")
WORDS_AND_PLACE = ("caption", "credit", "alt_text", "is_sensitive", "after_block")


class PhotoForm(forms.Form):
    """One picture; its file may be missing, as in received texts.

    The stored file travels in `stored`, signed, so that a form that comes back with an error
    elsewhere has not lost its upload.
    """

    stored = forms.CharField(required=False, widget=forms.HiddenInput)
    upload = forms.FileField(
        label=_("picture file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("JPEG, PNG or WebP; it is stored anew, without the camera's data."),
    )
    caption = forms.CharField(
        label=_("caption"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    credit = forms.CharField(
        label=_("credit"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    alt_text = forms.CharField(
        label=_("alternative text"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=_("What the picture shows, for those who cannot see it."),
    )
    is_sensitive = forms.BooleanField(
        label=_("is sensitive"),
        required=False,
        help_text=_("Blood, bodies, children in distress: readers open it themselves."),
    )
    after_block = forms.IntegerField(
        label=_("place in the text"),
        initial=0,
        min_value=0,
        max_value=MOST_BLOCKS,
        widget=forms.Select,
    )

    def __init__(self, *args, places=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["after_block"].widget.choices = places
        self.file = read_stored(self["stored"].value())

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        if upload:
            self._take(upload)
        return upload

    def _take(self, upload):
        try:
            picture = pictures.read(upload.read(pictures.BYTE_LIMIT + 1))
        except pictures.PictureError as error:
            raise ValidationError(gettext(error.message) % error.params) from error
        self.file = {
            "image": photo_files.store(picture),
            "width": picture.width,
            "height": picture.height,
        }
        self.data = self.data.copy()
        self.data[self.add_prefix("stored")] = write_stored(self.file)

    def clean(self):
        if not self.file["image"] and not self.cleaned_data.get("caption") and not self.errors:
            raise ValidationError(_("Add a picture file, or at least a caption."))

    def has_changed(self):
        """Also with nothing but a file that was uploaded a moment ago."""
        return super().has_changed() or bool(self.file["image"] and not self.initial)

    def snapshot(self) -> dict[str, Any]:
        """The picture as a version holds it."""
        return self.file | {name: self.cleaned_data[name] for name in WORDS_AND_PLACE}

    def photo(self) -> Photo:
        """The picture as it stands in the form, for its thumbnail."""
        return Photo(**self.file)

    def is_taken(self) -> bool:
        """Whether there is a picture in this form, or only room for one."""
        return bool(self.initial or (self.is_bound and self.has_changed()))

    def no_caption(self) -> str:
        return gettext("(no caption)")


def write_stored(photo: dict[str, Any]) -> str:
    return signing.dumps([photo[name] for name in FILE_FIELDS], salt=SALT)


def read_stored(signed: str | None) -> dict[str, Any]:
    """File, width and height as `write_stored` wrote them; no file for anything else."""
    try:
        values = signing.loads(signed or "", salt=SALT)
    except signing.BadSignature:
        values = ("", None, None)
    return dict(zip(FILE_FIELDS, values, strict=True))


class BasePhotoFormSet(forms.BaseFormSet):
    def __init__(self, *args, markup="", photos=(), **kwargs):
        initial = [photo | {"stored": write_stored(photo)} for photo in photos]
        farthest = max((photo["after_block"] for photo in photos), default=0)
        self.places = places(markup, farthest)
        super().__init__(*args, initial=initial, prefix="photos", **kwargs)

    def get_form_kwargs(self, index):
        return super().get_form_kwargs(index) | {"places": self.places}

    def photos(self) -> list[Photo]:
        """The pictures in their order, unsaved."""
        return [Photo(**form.snapshot()) for form in self.ordered_forms]


PhotoFormSet = forms.formset_factory(
    PhotoForm,
    formset=BasePhotoFormSet,
    extra=BLANK_FORMS,
    can_order=True,
    can_delete=True,
    max_num=MOST_PHOTOS,
    absolute_max=MOST_PHOTOS,
)


def places(markup: str, farthest: int = 0) -> list[tuple[int, str]]:
    """Where a picture can stand: above the text, or after one of its blocks, by its words."""
    blocks = [body.text(block) for block in body.blocks(markup)]
    named = [(number, _first_words(text)) for number, text in enumerate(blocks, start=1)]
    beyond = [(number, "…") for number in range(len(blocks) + 1, farthest + 1)]
    return [(0, gettext("Above the text"))] + [
        (number, gettext("After %(number)d: %(words)s") % {"number": number, "words": words})
        for number, words in named + beyond
    ]


def _first_words(text: str) -> str:
    words = text.split()
    return " ".join(words[:FIRST_WORDS]) + ("…" if len(words) > FIRST_WORDS else "")
