"""Received texts as proposals: kinds of lines, the story that results, taking it over."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from articles import proposals, revisions
from articles.importing.drafts import ClassifiedLine
from articles.models import Photo, SeedFile, Story
from articles.roles import Role
from comments.models import Comment
from newsroom.desk import comments_to_review
from tests.builders import make_comment, make_source, make_user

pytestmark = pytest.mark.django_db

LINES = [
    "سطر أول من الخبر يروي ما جرى في المدينة صباح اليوم.",
    "",
    "سطر ثان من الخبر يتابع ما جرى فيها بعد الظهر.",
    "قارئ: رأي أول.",
    "قارئة: رأي ثان.",
]
TEXT = "\n".join(LINES).encode()
KINDS = {1: "headline", 3: "paragraph", 4: "comment", 5: "comment"}


@pytest.fixture
def editor():
    return make_user(Role.EDITOR)


@pytest.fixture
def received():
    return proposals.receive(TEXT, "نص.txt", at=timezone.now())


def address(seed_file):
    return reverse("admin:articles_seedfile_change", args=[seed_file.pk])


def lines_of(seed_file, kinds, joined=()):
    return proposals.classified(seed_file, kinds, set(joined))


def take_over(seed_file, editor, kinds=KINDS, joined=()):
    proposal = proposals.propose(seed_file, lines_of(seed_file, kinds, joined))
    return proposals.take_over(proposal, by=editor, at=timezone.now())


def form_of(response, **changes):
    """The page's form as a browser would send it."""
    sent = {"version": response.context["newest"].number if response.context["newest"] else ""}
    for line in response.context["lines"]:
        if line.kind != "blank":
            sent[f"kind-{line.n}"] = line.kind
            sent |= {f"join-{line.n}": "1"} if line.is_joined else {}
    return sent | changes


def test_a_version_from_before_a_field_was_added_can_be_proposed_over(received, editor):
    story = take_over(received, editor)
    newest = revisions.newest(story).content()
    older = {name: value for name, value in newest.items() if name != "topic_id"}
    proposal = proposals.propose(received, lines_of(received, KINDS))
    assert proposals.snapshot_of(proposal.draft, older)["topic_id"] is None


# The lines


def test_each_line_gets_its_kind_and_its_block(received):
    assert lines_of(received, KINDS) == [
        ClassifiedLine(1, "headline", 1),
        ClassifiedLine(2, "blank", None),
        ClassifiedLine(3, "paragraph", 2),
        ClassifiedLine(4, "comment", 3),
        ClassifiedLine(5, "comment", 4),
    ]


def test_a_joined_line_continues_the_line_above_it(received):
    lines = lines_of(received, KINDS | {5: "paragraph"}, joined=[5])
    assert lines[3:] == [ClassifiedLine(4, "comment", 3), ClassifiedLine(5, "comment", 3)]


def test_the_first_line_can_be_joined_to_nothing(received):
    assert lines_of(received, KINDS, joined=[1])[0] == ClassifiedLine(1, "headline", 1)


def test_there_are_no_other_kinds_of_lines(received):
    with pytest.raises(proposals.UnknownKind):
        lines_of(received, {1: "advert"})


# Taking over


def test_a_new_text_becomes_a_draft_with_its_comments(received, editor):
    story = take_over(received, editor)
    story.refresh_from_db()
    assert (story.status, story.created_by, story.seed_file) == ("draft", editor, received)
    assert (story.headline, story.body) == (LINES[0], f"<p>{LINES[2]}</p>")
    assert [comment.seed_line for comment in Comment.objects.oldest_first()] == [4, 5]


def test_the_received_bytes_stay_and_the_kinds_are_kept(received, editor):
    take_over(received, editor, joined=[5])
    received.refresh_from_db()
    assert bytes(received.raw) == TEXT
    assert received.lines[3:] == [[4, "comment", 3], [5, "comment", 3]]


def test_taking_over_again_makes_a_version_and_keeps_what_the_text_cannot_know(received, editor):
    story = take_over(received, editor)
    source = make_source()
    content = revisions.newest(story).content() | {"source_id": source.pk}
    revisions.save_revision(
        story, content, base=revisions.newest(story), by=editor, at=timezone.now()
    )
    story = take_over(received, editor, KINDS | {3: "heading", 4: "paragraph"})
    newest = revisions.newest(story)
    assert (newest.number, newest.reason) == (3, "اعتماد النص الأصلي")
    assert newest.content()["source_id"] == source.pk
    assert newest.content()["body"] == f"<h2>{LINES[2]}</h2><p>{LINES[3]}</p>"


def test_a_written_headline_is_better_than_a_provisional_one(received, editor):
    story = take_over(received, editor)
    take_over(received, editor, KINDS | {1: "paragraph"})
    story.refresh_from_db()
    assert (story.headline, story.headline_is_provisional) == (LINES[0], False)


def test_a_caption_keeps_the_picture_that_was_given_to_it(received, editor):
    kinds = KINDS | {3: "caption"}
    story = take_over(received, editor, kinds)
    text = Story.objects.get(pk=story.pk)
    photos = [Photo(caption=LINES[2], image="photos/x-large.webp", width=2, height=1)]
    content = revisions.snapshot_of(text, photos)
    base = revisions.newest(story)
    revisions.save_revision(story, content, base=base, by=editor, at=timezone.now())
    take_over(received, editor, kinds | {1: "paragraph"})
    assert [photo.image.name for photo in story.photos.all()] == ["photos/x-large.webp"]


def test_comments_follow_the_lines_unless_somebody_has_answered(received, editor):
    story = take_over(received, editor)
    answered, other = Comment.objects.oldest_first()
    make_comment(story, parent=answered, root=answered)
    take_over(received, editor, KINDS | {4: "paragraph", 5: "paragraph"})
    kept = set(Comment.objects.filter(seed_line__isnull=False).values_list("pk", flat=True))
    assert kept == {answered.pk}
    assert other.pk not in kept


# The page


def test_the_page_shows_the_kinds_and_the_story_that_results(client_of, editor, received):
    client = client_of(editor)
    shown = client.get(address(received))
    changes = {f"kind-{n}": kind for n, kind in KINDS.items()}
    changed = client.post(address(received), form_of(shown, _preview="1", **changes))
    assert changed.context["result"].headline == LINES[0]
    assert [comment.line for comment in changed.context["draft"].comments] == [4, 5]
    assert Story.objects.count() == 0
    client.post(address(received), form_of(changed, _apply="1"))
    assert Story.objects.get().headline == LINES[0]


def test_a_story_saved_meanwhile_is_looked_at_again(client_of, editor, received):
    story = take_over(received, editor)
    client = client_of(editor)
    form = form_of(client.get(address(received)), _apply="1")
    content = revisions.newest(story).content() | {"byline": "كاتب"}
    base = revisions.newest(story)
    revisions.save_revision(story, content, base=base, by=editor, at=timezone.now())
    client.post(address(received), form)
    assert revisions.newest(story).number == 2


def test_a_changed_file_can_be_taken_or_left(client_of, editor, received):
    story = take_over(received, editor)
    changed = proposals.receive(TEXT + "\nسطر.".encode(), "نص.txt", at=timezone.now())
    SeedFile.objects.filter(pk=changed.pk).update(proposed_for=story)
    client = client_of(editor)
    shown = client.get(address(changed))
    assert shown.context["story"] == story
    client.post(address(changed), form_of(shown, _aside="1"))
    changed.refresh_from_db()
    assert (changed.proposed_for, revisions.newest(story).number) == (None, 1)


def test_an_unknown_kind_is_refused(client_of, editor, received):
    client = client_of(editor)
    form = form_of(client.get(address(received)), **{"kind-1": "advert"})
    assert client.post(address(received), form).status_code == 400


# Uploading


def upload(client, raw, **fields):
    sent = {"file": SimpleUploadedFile("نص.txt", raw), "encoding": "utf-8"} | fields
    return client.post(reverse("admin:articles_seedfile_add"), sent)


def test_an_upload_goes_on_to_its_proposal(client_of, editor):
    response = upload(client_of(editor), TEXT)
    assert response.url == address(SeedFile.objects.get())


def test_the_same_bytes_are_kept_once(client_of, editor, received):
    assert upload(client_of(editor), TEXT).url == address(received)
    assert SeedFile.objects.count() == 1


def test_a_file_in_windows_1256_is_read_when_its_encoding_is_named(client_of, editor):
    raw = TEXT.decode().encode("windows-1256")
    refused = upload(client_of(editor), raw)
    assert list(refused.context["form"].errors) == ["file"]
    upload(client_of(editor), raw, encoding="windows-1256")
    assert SeedFile.objects.get().encoding == "windows-1256"


@pytest.mark.parametrize("raw", [b"", b"\x00\x01", b" \n ", "ن".encode() * 3_000_000])
def test_what_is_no_text_is_refused_beside_the_field(client_of, editor, raw):
    response = upload(client_of(editor), raw)
    assert list(response.context["form"].errors) == ["file"]
    assert SeedFile.objects.count() == 0


def test_a_moderator_finds_the_comments_among_what_waits(editor):
    assert [line.count for line in comments_to_review(make_user(Role.MODERATOR))] == [0]
    assert comments_to_review(editor) == []
