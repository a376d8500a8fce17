"""The command that turns received texts into stories."""

import hashlib
import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from articles.copies.backends import copy_index
from articles.copies.indexing import fingerprints_of
from articles.importing.files import find_files
from articles.indexes import keep_indexes
from articles.models import Photo, Revision, SeedFile, Story
from articles.revisions import snapshot_of
from articles.search.searching import search_stories
from comments.models import Comment

pytestmark = pytest.mark.django_db
SEEDS = Path(__file__).parent.parent / "seeds"

REPORT = """\
أعلنت الوزارة اليوم افتتاح الجسر الجديد بعد عامين من العمل.

وقال الوزير إن الجسر يخدم المدينة كلها.
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "bridge.txt").write_text(REPORT)
    return tmp_path


def run(*arguments, code=0):
    """Run the command; its report by file name."""
    out = StringIO()
    if code:
        with pytest.raises(SystemExit) as stopped:
            call_command("import_seeds", *arguments, "--report", "-", stdout=out, stderr=StringIO())
        assert stopped.value.code == code
    else:
        call_command("import_seeds", *arguments, "--report", "-", stdout=out, stderr=StringIO())
    return {entry["file"]: entry for entry in map(json.loads, out.getvalue().splitlines())}


def statuses(report):
    return {name: entry["status"] for name, entry in report.items()}


def test_the_seeds_become_five_stories_that_readers_see(client):
    report = run()
    assert [entry["status"] for entry in report.values()] == ["created"] * 5
    assert Story.objects.published().count() == 5
    assert (Comment.objects.count(), Photo.objects.count()) == (13, 34)
    assert len(client.get("/").context["stories"]) == 5


def test_the_first_story_carries_its_thread_in_order(client):
    run()
    story = Story.objects.get(seed_file__name__startswith="000")
    lines = list(Comment.objects.filter(story=story).oldest_first().values_list("seed_line"))
    assert lines == [(number,) for number in range(9, 22)]
    assert "داعس الدواعش" in client.get(story.get_absolute_url()).content.decode()


def test_the_flagged_seed_comments_wait_with_the_words_that_flagged_them(monkeypatch):
    monkeypatch.setattr("comments.pointing.SAMPLE_SHARE", 0)
    run()
    waiting = {
        comment.seed_line: {flag.reason: flag.spans for flag in comment.flags.all()}
        for comment in Comment.objects.queued()
    }
    rats, wish = "جرذان", "يبيلهم بشار ثاني"
    assert waiting == {
        13: {"dehumanisation": [[8, 13, rats]], "insult": [[8, 13, rats]]},
        15: {"hostile": [[6, 22, wish]]},
        17: {"no_content": [[0, 1, "."]]},
    }
    assert Comment.objects.visible().count() == 13


def test_the_record_gives_every_file_back_byte_for_byte():
    run()
    for seed_file in SeedFile.objects.all():
        assert bytes(seed_file.raw) == (SEEDS / seed_file.name).read_bytes()
        assert hashlib.sha256(seed_file.raw).hexdigest() == seed_file.sha256
        text = "".join(line for _number, _kind, line in seed_file.numbered_lines())
        assert text.encode() == bytes(seed_file.raw)


def test_every_line_that_is_not_blank_stands_in_one_block():
    for entry in run("--dry-run").values():
        lines = (SEEDS / entry["file"]).read_text().splitlines()
        expected = [n for n, line in enumerate(lines, start=1) if line.strip()]
        assert [line["n"] for line in entry["lines"]] == expected
        assert all(isinstance(line["block"], int) for line in entry["lines"])


def test_every_story_begins_with_a_version_of_what_was_imported():
    call_command("import_seeds", stdout=StringIO())
    stories = Story.objects.all()
    assert [story.revisions.get().content() for story in stories] == [
        snapshot_of(story) for story in stories
    ]
    assert not Revision.objects.by_people().exists()


def test_an_imported_story_is_indexed_as_one_that_was_saved():
    run()
    imported = indexed()
    assert all(map(all, imported))
    keep_indexes(Story.objects.values_list("pk", flat=True))
    assert indexed() == imported


def indexed():
    """What the indexes find by words of each text and of each caption, with their scores."""
    texts = [" ".join(story.body_text().split()[:4]) for story in Story.objects.order_by("pk")]
    captions = Photo.objects.order_by("pk").values_list("caption", flat=True)
    phrases = [f'"{words}"' for words in [*texts, *captions]]
    hits = [[(hit.story.pk, hit.score) for hit in search_stories(words).hits] for words in phrases]
    bodies = [story.body_text() for story in Story.objects.order_by("pk")]
    return hits, [copy_index().sharing(fingerprints_of(text)) for text in bodies]


def test_a_second_import_changes_nothing():
    run()
    before = list(Story.objects.order_by("pk").values())
    assert set(statuses(run()).values()) == {"unchanged"}
    assert list(Story.objects.order_by("pk").values()) == before


def test_a_changed_file_is_kept_as_a_proposal(folder):
    run(folder)
    story = Story.objects.get()
    (folder / "bridge.txt").write_text(REPORT.replace("عامين", "ثلاثة أعوام"))
    assert statuses(run(folder)) == {"bridge.txt": "kept"}
    assert Story.objects.get().body == story.body
    proposal = SeedFile.objects.get(proposed_for=story)
    assert "ثلاثة أعوام" in bytes(proposal.raw).decode()
    assert statuses(run(folder)) == {"bridge.txt": "unchanged"}


def test_a_copy_of_a_file_is_no_second_story(folder):
    (folder / "copy.txt").write_text(REPORT)
    assert statuses(run(folder)) == {"bridge.txt": "created", "copy.txt": "unchanged"}


def test_a_dry_run_writes_nothing(folder):
    assert statuses(run(folder, "--dry-run")) == {"bridge.txt": "created"}
    assert not SeedFile.objects.exists()


def test_drafts_stay_out_of_sight(folder, client):
    run(folder, "--draft")
    assert Story.objects.get().status == Story.Status.DRAFT
    assert client.get("/").context["stories"] == []


def test_a_story_of_unknown_source_gets_no_invented_one(folder):
    entry = run(folder)["bridge.txt"]
    assert (entry["story"]["source"], Story.objects.get().source) == (None, None)


def test_no_full_date_means_no_date(folder):
    assert run(folder)["bridge.txt"]["story"]["original_date"] is None


def test_a_report_can_go_to_a_file(folder, tmp_path):
    target = tmp_path / "report.jsonl"
    call_command("import_seeds", folder, "--report", target, stdout=StringIO())
    assert json.loads(target.read_text())["status"] == "created"


UNFIT = {
    "empty.txt": (b"", "no text"),
    "blank.txt": (b" \n\n", "no text"),
    "nul.txt": (b"abc\x00def", "Byte 4"),
    "arabic.txt": ("قال الوزير إن الجسر جديد.".encode("windows-1256"), "windows-1256"),
    "latin.txt": (b"na\xefve", "Byte 3"),
    "large.txt": (b"x" * 5_000_001, "5000001 bytes"),
}


@pytest.mark.parametrize("name", UNFIT)
def test_an_unfit_file_is_named_and_the_rest_goes_on(folder, name):
    raw, word = UNFIT[name]
    (folder / name).write_bytes(raw)
    report = run(folder, code=1)
    assert statuses(report) == {"bridge.txt": "created", name: "rejected"}
    assert word in report[name]["error"]
    assert SeedFile.objects.get().name == "bridge.txt"


def test_the_message_names_the_file(folder):
    (folder / "empty.txt").touch()
    err = StringIO()
    with pytest.raises(SystemExit):
        call_command("import_seeds", folder, stdout=StringIO(), stderr=err)
    assert "empty.txt: The file holds no text." in err.getvalue()


def test_another_encoding_is_taken_when_named(folder):
    (folder / "old.txt").write_bytes(REPORT.replace("الجسر", "النفق").encode("windows-1256"))
    report = run(folder, "--encoding", "windows-1256")
    assert statuses(report) == {"bridge.txt": "created", "old.txt": "created"}
    assert "النفق" in Story.objects.get(seed_file__name="old.txt").body
    assert "الجسر" in Story.objects.get(seed_file__name="bridge.txt").body


def test_a_byte_order_mark_is_no_part_of_the_story(tmp_path):
    (tmp_path / "bom.txt").write_bytes(b"\xef\xbb\xbf" + REPORT.encode())
    run(tmp_path)
    story = Story.objects.get()
    assert story.body.startswith("<p>أعلنت")
    assert bytes(story.seed_file.raw).startswith(b"\xef\xbb\xbf")


def test_a_folder_without_texts_is_an_error(tmp_path):
    (tmp_path / "picture.jpg").touch()
    report = run(tmp_path, code=1)
    assert [entry["status"] for entry in report.values()] == ["rejected"]


def test_a_path_that_does_not_exist_is_an_error(tmp_path):
    report = run(tmp_path / "nowhere", code=1)
    assert [entry["error"] for entry in report.values()] == ["There is no such file or folder."]


def test_a_link_out_of_the_folder_is_not_followed(folder, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "secret.txt"
    outside.write_text("سر.")
    (folder / "link.txt").symlink_to(outside)
    report = run(folder, code=1)
    assert statuses(report) == {"bridge.txt": "created", "link.txt": "rejected"}


def test_a_pipe_is_refused_and_not_waited_for(folder):
    os.mkfifo(folder / "pipe.txt")
    assert run(folder, code=1)["pipe.txt"]["error"] == "This is not a regular file."


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_refused(folder):
    (folder / "closed.txt").write_text("نص")
    (folder / "closed.txt").chmod(0)
    assert "permissions" in run(folder, code=1)["closed.txt"]["error"]


def test_a_report_that_cannot_be_written_is_an_error(folder, tmp_path):
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("import_seeds", folder, "--report", tmp_path, stdout=StringIO())


def test_files_are_found_in_the_order_of_their_names(tmp_path):
    for name in ("b.txt", "a.txt", "deep/c.TXT", ".hidden.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("نص")
    assert [file.name for file in find_files([tmp_path])] == ["a.txt", "b.txt", "deep/c.TXT"]


def test_many_files_are_read_by_several_processes(tmp_path):
    for number in range(230):
        (tmp_path / f"{number:03}.txt").write_text(f"{REPORT}\nالرقم {number}.\n")
    report = run(tmp_path)
    assert list(report) == [f"{number:03}.txt" for number in range(230)]
    assert Story.objects.count() == 230


def test_files_that_other_processes_refuse_are_reported_like_any_other(tmp_path):
    for number in range(220):
        (tmp_path / f"{number:03}.txt").write_text(f"{REPORT}\nالرقم {number}.\n")
    (tmp_path / "100.txt").write_bytes(b"a\0b")
    (tmp_path / "150.txt").write_text("")
    report = run(tmp_path, code=1)
    assert {name: line["error"] for name, line in report.items() if line["error"]} == {
        "100.txt": "Byte 2 is a control byte that no text has: the file is not plain text.",
        "150.txt": "The file holds no text.",
    }
    assert Story.objects.count() == 218


def test_an_import_leaves_the_processor_to_readers():
    code = (
        "import os; from django.core.management import execute_from_command_line as run; "
        "run(['manage.py', 'import_seeds', '--dry-run']); print(os.nice(0))"
    )
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]
    done = subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True)
    assert int(done.stdout.split()[-1]) == min(os.nice(0) + 10, 19), done.stderr
