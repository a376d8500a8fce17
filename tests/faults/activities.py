"""What somebody is doing when the process is killed: each writes on and on, and says so.

An activity calls `done(fact)` only after its verb has returned, as a view answers only then.
"""

import random
import secrets
from collections.abc import Callable
from pathlib import Path

from django.utils import timezone

from articles import revisions, workflow
from articles.importing.files import find_files
from articles.models import Story
from articles.search import rebuilding
from comments import learning, moderation, posting
from comments.models import Comment
from comments.posting import Posting
from newsroom.models import User
from newsroom.seed_import import import_seeds

Done = Callable[[object], None]
LETTERS = "بتثجحخدذرزسشصضطظعغفقكلمنهوي"
AT_ONCE = 8


def word() -> str:
    """A word that no other text has, so that a search for it finds this one."""
    return "".join(random.choices(LETTERS, k=14))


def importing(done: Done, folder: Path) -> None:
    while True:
        files = [folder / f"{secrets.token_hex(6)}.txt" for _number in range(AT_ONCE)]
        words = {file.name: word() for file in files}
        for file in files:
            file.write_text(f"عنوان عن {words[file.name]}\n\nنص طويل بعض الشيء عن المدينة.\n")
        for outcome in import_seeds(find_files(files), at=timezone.now()):
            done([outcome.read.name, words[outcome.read.name]])


def publishing(done: Done, _folder: Path) -> None:
    editor = User.objects.get(username="editor")
    while True:
        done(published(editor))


def published(editor: User) -> list:
    """Publish a story; its number, and the word that finds it."""
    unique = word()
    content = revisions.snapshot_of(Story(headline=unique, body=f"<p>{unique} نص</p>"))
    story = workflow.create(content, by=editor, at=timezone.now())
    workflow.publish(story, by=editor, at=timezone.now(), accept_gaps=True)
    return [story.pk, unique]


def deciding(done: Done, _folder: Path) -> None:
    moderator = User.objects.get(username="moderator")
    story = Story.objects.published().order_by("pk").first()
    while True:
        sent = Posting(text=f"رأيي في {word()}", reader_key=secrets.token_hex(8))
        comment = posting.post(story, sent, at=timezone.now())
        verb = random.choice([moderation.reject, moderation.escalate, moderation.hold])
        seen = Comment.objects.get(pk=comment.pk).version
        reason = "insult" if verb is moderation.reject else ""
        decision = verb(comment, by=moderator, at=timezone.now(), reason=reason, seen=seen)
        done(decision and decision.pk)


def refitting(done: Done, _folder: Path) -> None:
    while True:
        done(learning.train(at=timezone.now()).sha256)


def indexing_again(done: Done, _folder: Path) -> None:
    """Rebuild the index, and publish between its batches what both indexes have to take in."""
    editor = User.objects.get(username="editor")
    while True:
        for _count in rebuilding.rebuild(size=5):
            done(published(editor))
        done("rebuilt")


ACTIVITIES = {
    "import": importing,
    "publish": publishing,
    "decision": deciding,
    "learner refit": refitting,
    "index update": indexing_again,
}
