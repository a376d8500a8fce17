"""A backup is taken while people write, and restored row by row into an empty newsroom."""

import json
import shutil
import subprocess
import sys

import pytest

from tests.installations import ROOT, VENDORS, newsroom

pytestmark = pytest.mark.slow

# Writes pairs of sources, each pair in one transaction, until it is told to stop.
WRITER = """
import sys, time
from django.db import transaction
from articles.models import Source
print("writing", flush=True)
for number in range(100_000):
    with transaction.atomic():
        Source.objects.create(name=f"{number} a")
        Source.objects.create(name=f"{number} b")
    time.sleep(0.002)
"""


@pytest.fixture(scope="module", params=VENDORS)
def origin(request, tmp_path_factory):
    with newsroom(tmp_path_factory.mktemp("origin"), request.param) as made:
        made.python("import tests.working_day")
        made.vendor = request.param
        yield made


@pytest.fixture(scope="module")
def backup(origin, tmp_path_factory):
    """Taken while somebody writes without pause."""
    folder = tmp_path_factory.mktemp("backups") / "nightly"
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", WRITER]
    writer = subprocess.Popen(command, cwd=ROOT, env=origin.environment(), stdout=subprocess.PIPE)
    try:
        assert writer.stdout.readline() == b"writing\n"
        origin.do("backup", folder)
        assert writer.poll() is None
    finally:
        writer.kill()
        writer.wait()
    return folder


@pytest.fixture
def empty(origin, tmp_path):
    with newsroom(tmp_path / "empty", origin.vendor) as made:
        yield made


def manifest(folder):
    return json.loads((folder / "manifest.json").read_text())


def test_a_backup_comes_back_row_by_row_and_is_of_one_moment(backup, empty, tmp_path):
    said = empty.do("restore", backup)
    rows = sum(table["rows"] for table in manifest(backup)["tables"].values())
    assert said.startswith(f"{rows} rows of {len(manifest(backup)['tables'])} tables, 2 files")
    empty.do("migrate")
    shown = empty.python(
        "from articles.models import Source; from comments.models import Decision;"
        "names = [name.split()[0] for name in Source.objects.filter(name__endswith='a')"
        ".values_list('name', flat=True)];"
        "pairs = [name.split()[0] for name in Source.objects.filter(name__endswith='b')"
        ".values_list('name', flat=True)];"
        "print(len(names) > 0, sorted(names) == sorted(pairs), Decision.objects.count() > 0)"
    )
    assert shown == "True True True\n"
    empty.do("backup", tmp_path / "again")
    assert manifest(tmp_path / "again")["tables"] == manifest(backup)["tables"]
    assert (empty.folder / "media/photos/picture-large.webp").read_bytes() == b"large"
    assert "is not empty" in empty.refusal("restore", backup)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda f: (f / "manifest.json").unlink(), "no finished backup"),
        (lambda f: (f / "manifest.json").write_text("[}"), "is damaged"),
        (lambda f: (f / "media/photos/picture-small.webp").unlink(), "is missing"),
        (lambda f: next(f.glob("database.*")).write_bytes(b"x"), "has changed"),
        (lambda f: rewrite(f, database="oracle"), "runs on"),
        (lambda f: rewrite(f, migrations=["articles.9999_of_tomorrow"]), "use a newer one"),
    ],
    ids=["no manifest", "half a manifest", "picture", "database", "another database", "newer"],
)
def test_a_backup_that_cannot_be_trusted_is_refused(backup, empty, tmp_path, change, says):
    broken = tmp_path / "broken"
    shutil.copytree(backup, broken)
    change(broken)
    assert says in empty.refusal("restore", broken, "--dry-run")


def rewrite(folder, **values):
    (folder / "manifest.json").write_text(json.dumps(manifest(folder) | values))


def test_a_picture_whose_file_is_gone_is_named(backup, empty, tmp_path):
    empty.do("restore", backup)
    (empty.folder / "media/photos/picture-small.webp").unlink()
    taken = empty.run("backup", tmp_path / "again")
    said = "Pictures without a file, not in the backup: 1 (photos/picture-large.webp)\n"
    assert (taken.returncode, taken.stderr) == (0, said)


def test_a_backup_is_for_nobody_elses_eyes(backup):
    assert backup.stat().st_mode & 0o077 == 0


def test_a_folder_that_exists_is_left_alone(backup, origin):
    before = {path.name: path.stat().st_mtime_ns for path in backup.iterdir()}
    assert "exists already" in origin.refusal("backup", backup)
    assert {path.name: path.stat().st_mtime_ns for path in backup.iterdir()} == before
