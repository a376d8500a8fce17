"""The Arabic catalogue is complete, and what was compiled is what is written."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).parent.parent
CATALOGUES = sorted((ROOT / "newsroom/locale/ar/LC_MESSAGES").glob("*.po"))
ARABIC_PLURALS = 6


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_every_sentence_has_its_arabic(path):
    catalogue = polib.pofile(str(path))
    missing = [entry.msgid for entry in catalogue if not entry.obsolete and not is_whole(entry)]
    assert missing == []


def is_whole(entry):
    if "fuzzy" in entry.flags:
        return False
    if entry.msgid_plural:
        forms = entry.msgstr_plural
        return len(forms) == ARABIC_PLURALS and all(forms.values())
    return bool(entry.msgstr)


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_what_was_compiled_is_what_is_written(path):
    written = {key(entry): said(entry) for entry in polib.pofile(str(path)) if not entry.obsolete}
    compiled = polib.mofile(str(path.with_suffix(".mo")))
    assert {key(entry): said(entry) for entry in compiled} == written


def key(entry):
    return (entry.msgctxt, entry.msgid)


def said(entry):
    return dict(entry.msgstr_plural) or entry.msgstr


@pytest.mark.skipif(
    not shutil.which("xgettext") and not os.environ.get("CI"),
    reason="xgettext is not installed: apt-get install gettext",
)
@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_no_sentence_of_the_code_is_missing_from_the_catalogue(path, tmp_path):
    for folder in ("newsroom", "articles", "comments", "templates"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    shutil.copy(ROOT / "manage.py", tmp_path)
    extract = [sys.executable, "manage.py", "makemessages", "-l", "ar", "-d", path.stem]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "newsroom.settings"}
    environment.pop("DATABASE_URL", None)
    subprocess.run(extract, cwd=tmp_path, check=True, env=environment, capture_output=True)
    fresh = polib.pofile(str(tmp_path / path.relative_to(ROOT)))
    assert {key(e) for e in fresh if not e.obsolete} == {
        key(e) for e in polib.pofile(str(path)) if not e.obsolete
    }
