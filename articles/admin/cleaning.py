"""Cleaning the working copy: the form comes back with the cleaned text, nothing is saved."""

from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles import body
from articles.cleaning import CLEANERS, changed_words, clean_markup

PLAIN_FIELDS = ("headline", "summary", "dateline", "byline")
PHOTO_FIELDS = ("-caption", "-credit", "-alt_text")
MARKUP_FIELDS = ("body",)
SHOWN_WORDS = 12

BUTTONS = (
    ("hidden", _("Remove hidden characters")),
    ("tatweel", _("Remove tatweel")),
    ("yeh", _("Write final ي for ى")),
)


def cleaned(form_data: QueryDict, name: str) -> tuple[QueryDict, list[tuple[str, str]]]:
    """The posted form with its texts cleaned, and the words that this changes."""
    clean = CLEANERS[name]
    result = form_data.copy()
    words: list[tuple[str, str]] = []
    for field, before in form_data.items():
        after = _clean_field(field, before, clean)
        if after != before:
            result[field] = after
            words += changed_words(_plain(field, before), _plain(field, after))
    return result, list(dict.fromkeys(words))


def _clean_field(field, text, clean):
    if field in MARKUP_FIELDS:
        return clean_markup(text, clean)
    if field in PLAIN_FIELDS or field.endswith(PHOTO_FIELDS):
        return clean(text)
    return text


def _plain(field, text):
    return body.text(text) if field in MARKUP_FIELDS else text


def notice(words: list[tuple[str, str]]) -> str | SafeString:
    """What was cleaned, for a message above the form."""
    if not words:
        return _("There is nothing to clean.")
    count = len(words)
    sentence = ngettext(
        "%(count)d word was changed, nothing is saved yet:",
        "%(count)d words were changed, nothing is saved yet:",
        count,
    )
    shown = format_html_join(
        " · ", "<del><bdi>{}</bdi></del> <ins><bdi>{}</bdi></ins>", words[:SHOWN_WORDS]
    )
    more = "…" if count > SHOWN_WORDS else ""
    return format_html("{} {}{}", sentence % {"count": count}, shown, more)
