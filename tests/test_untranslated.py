"""Django's own strings: the desk shows none of them in English."""

from pathlib import Path

import django
import polib
import pytest
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils import translation

ROOT = Path(django.__file__).parent
OURS = Path(__file__).parents[1] / "newsroom" / "locale" / "ar" / "LC_MESSAGES"
APPS = ["conf", "contrib/admin", "contrib/auth", "contrib/contenttypes", "contrib/sessions"]


def entries(path):
    return polib.pofile(str(path)) if path.exists() else []


def keys(catalogue):
    return {(entry.msgctxt, entry.msgid) for entry in catalogue if entry.translated()}


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_every_string_of_django_has_an_arabic_one(domain):
    ours = keys(entries(OURS / f"{domain}.po"))
    for app in APPS:
        locale = ROOT / app / "locale"
        wanted = entries(locale / "en" / "LC_MESSAGES" / f"{domain}.po")
        theirs = keys(entries(locale / "ar" / "LC_MESSAGES" / f"{domain}.po"))
        known = ours | theirs
        assert [e.msgid for e in wanted if (e.msgctxt, e.msgid) not in known] == []


@pytest.mark.parametrize("length", [0, 1, 2, 3, 8, 10, 11, 99, 100, 101, 102, 103, 111])
def test_the_sentence_about_a_short_password_names_the_length(length):
    with translation.override("ar"):
        sentence = translation.ngettext(
            "This password is too short. It must contain at least %d character.",
            "This password is too short. It must contain at least %d characters.",
            length,
        )
        assert str(length) in sentence % length


def test_the_calendar_of_the_desk_speaks_arabic(client_of, administrator):
    catalogue = client_of(administrator).get("/desk/jsi18n/")
    assert '"Sunday": "\\u0627\\u0644\\u0623\\u062d\\u062f"' in catalogue.content.decode()


@pytest.mark.parametrize(
    ("length", "said"),
    [(1, "حرف واحد"), (2, "حرفان"), (3, "3 أحرف"), (12, "12 حرفًا"), (100, "100 حرف")],
)
def test_a_passwords_length_is_counted_as_one_says_it(length, said):
    with translation.override("ar"):
        help_text = MinimumLengthValidator(length).get_help_text()
    assert help_text == f"أقل ما تتكون منه كلمة المرور {said}."
