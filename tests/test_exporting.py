"""Everything the newsroom owns as text that other software reads, and back into another one."""

import json
import os
import shutil

import pytest
from django.apps import apps

from newsroom.exporting.rows import Rows
from newsroom.exporting.tables import LEFT_OUT, exported_models
from tests.installations import VENDORS, newsroom

pytestmark = pytest.mark.slow

# Every name that ninjs 3.1 has for an item; the standard allows no other.
NINJS_NAMES = set(
    """uri type representationType profile version firstCreated versionCreated contentCreated
    embargoedUntil pubStatus urgency copyrightHolder copyrightNotice usageTerms edNote language
    descriptions bodies headlines people organisations places subjects events eventDetails
    plannedCoverage objects infoSources title by slugline located renditions associations altIds
    trustIndicators standard genres expires rightsInfo digitalSourceType""".split()
)
# What no working day leaves behind.
EMPTY = {"admin.logentry", "comments.claim", "newsroom.user_user_permissions"}


@pytest.fixture(scope="module")
def origin(tmp_path_factory):
    """A newsroom on SQLite after a day's work."""
    with newsroom(tmp_path_factory.mktemp("origin"), "sqlite") as made:
        made.python("import tests.working_day")
        yield made


@pytest.fixture(scope="module")
def export(origin, tmp_path_factory):
    folder = tmp_path_factory.mktemp("exports") / "first"
    origin.do("export", folder)
    return folder


@pytest.fixture(params=VENDORS)
def other(request, tmp_path):
    """An empty newsroom, on each kind of database."""
    with newsroom(tmp_path / "other", request.param) as made:
        made.do("migrate")
        yield made


def tables(folder):
    return {path.name: path.read_bytes() for path in (folder / "rows").iterdir()}


def manifest(folder):
    return json.loads((folder / "manifest.json").read_text())


def test_every_row_is_read_back_as_it_was_into_either_database(export, other, tmp_path):
    said = other.do("import_export", export)
    counts = [table["rows"] for table in manifest(export)["tables"].values()]
    assert said.startswith(f"{sum(counts)} rows of {len(counts)} tables read, each compared")
    other.do("export", tmp_path / "second")
    assert tables(tmp_path / "second") == tables(export)
    pictures = sorted(path.name for path in (other.folder / "media" / "photos").iterdir())
    assert pictures == ["picture-large.webp", "picture-small.webp"]
    assert goes_on(other)


def goes_on(made):
    """Whether the newsroom searches what was read, and numbers what comes next."""
    shown = made.python(
        "from django.conf import settings; settings.ALLOWED_HOSTS = ['*'];"
        "from django.test import Client; from articles.models import Story;"
        "last = Story.objects.latest('pk').pk;"
        "print(Story.objects.create(headline='x', body='<p>x</p>').pk == last + 1,"
        " Client().get('/search/results.json', {'q': 'حلب'}).json()['total'] > 0)"
    )
    return shown == "True True\n"


def test_an_export_from_before_there_were_figures_brings_them_all_the_same(export, other, tmp_path):
    older = tmp_path / "older"
    shutil.copytree(export, older)
    content = manifest(older)
    assert content["tables"].pop("comments.monthfigure")["rows"]
    (older / "rows" / "comments.monthfigure.jsonl").unlink()
    (older / "manifest.json").write_text(json.dumps(content))
    other.do("import_export", older)
    assert "comments" in figures(other)


def figures(made):
    shown = made.python(
        "from comments.month_figures import figures_since;"
        "print(*{name for figures in figures_since(0).values() for name in figures})"
    )
    return set(shown.split())


def test_the_day_left_something_in_every_table(export):
    empty = {name for name, table in manifest(export)["tables"].items() if not table["rows"]}
    assert empty <= EMPTY | {name for name in empty if name.startswith("articles.")}


def test_stories_are_ninjs_with_names_that_the_standard_has(export):
    lines = (export / "stories.ninjs.jsonl").read_text().splitlines()
    stories = [json.loads(line) for line in lines]
    assert len(stories) == manifest(export)["stories"]["rows"] == 6
    assert [set(story) - NINJS_NAMES for story in stories] == [set()] * 6
    first = stories[0]
    assert first["standard"]["version"] == "3.1"
    assert first["pubStatus"] == "usable"
    assert first["infoSources"][0] == {"name": "صحيفة «المدينة»", "role": "other"}
    assert first["bodies"][0]["value"].startswith("<p>")
    assert first["associations"][-1]["descriptions"][0]["value"] == "شرح"
    assert stories[-1]["pubStatus"] == "withheld"


def test_a_newsroom_in_which_somebody_has_worked_takes_no_export(export, origin):
    assert "is not empty" in origin.refusal("import_export", export)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda f: (f / "manifest.json").unlink(), "no finished export"),
        (lambda f: (f / "manifest.json").write_text("{"), "is damaged"),
        (lambda f: (f / "rows" / "articles.story.jsonl").unlink(), "is missing"),
        (lambda f: (f / "rows" / "articles.story.jsonl").write_text("{}\n"), "has changed"),
        (lambda f: (f / "media/photos/picture-large.webp").write_bytes(b"x"), "has changed"),
    ],
    ids=["no manifest", "half a manifest", "a table missing", "a table changed", "a picture"],
)
def test_an_export_that_is_not_whole_is_refused_before_anything_is_written(
    export, tmp_path, change, says
):
    broken = tmp_path / "broken"
    shutil.copytree(export, broken)
    change(broken)
    with newsroom(tmp_path / "empty", "sqlite") as empty:
        empty.do("migrate")
        assert says in empty.refusal("import_export", broken)
        assert (
            empty.python("from newsroom.models import User; print(User.objects.count())") == "0\n"
        )


def test_an_export_is_written_once_and_whole(export, origin):
    before = sorted(os.listdir(export.parent))
    assert "exists already" in origin.refusal("export", export)
    assert sorted(os.listdir(export.parent)) == before


@pytest.mark.django_db
def test_every_column_of_every_model_can_be_written():
    """A new model is exported as it is; one with a new kind of column fails here."""
    rows = Rows()
    for model in exported_models():
        assert list(rows.written(model)) is not None


def test_every_model_is_exported_or_left_out_with_a_reason():
    installed = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    exported = {model._meta.label for model in exported_models()}
    assert exported | set(LEFT_OUT) == installed
    assert exported & set(LEFT_OUT) == set()
    ours = {
        label for label in installed if label.split(".")[0] in ("articles", "comments", "newsroom")
    }
    assert ours - exported == {"articles.Tally", "newsroom.Change"}
    assert all(LEFT_OUT.values())
