"""What must hold after a kill: of the whole database, and of what was answered with success."""

from collections.abc import Iterator
from hashlib import sha256

from django.db import connection
from django.db.models import Count, F, Max, Q

from articles.arabic import ANALYSER
from articles.models import AuditEntry, Revision, SeedFile, Story
from articles.search import backends
from articles.search.searching import search_stories
from comments import flagging
from comments.models import Comment, Decision, TrainedLearner


def lost(activity: str, facts: list) -> Iterator[str]:
    """What was answered with success and is not there."""
    for fact in facts:
        if not IS_THERE[activity](fact):
            yield f"{activity}: {fact} was answered and is gone"


def _is_imported(fact: list) -> bool:
    name, _word = fact
    file = SeedFile.objects.filter(name=name).first()
    return file is not None and Story.objects.filter(seed_file=file, revisions__number=1).exists()


def _is_published(fact: list) -> bool:
    pk, word = fact
    told = AuditEntry.objects.filter(story=pk, verb=AuditEntry.Verb.PUBLISH)
    return told.exists() and Story.objects.published().filter(pk=pk, headline=word).exists()


def _is_indexed() -> bool:
    return backends.live().analyser() == ANALYSER


IS_THERE = {
    "import": _is_imported,
    "publish": _is_published,
    "decision": lambda pk: pk is None or Decision.objects.filter(pk=pk).exists(),
    # The five newest are kept; what was answered last is among them.
    "learner refit": lambda digest: TrainedLearner.objects.filter(sha256=digest).exists(),
    "index update": lambda fact: _is_indexed() and (fact == "rebuilt" or _is_published(fact)),
}


def broken() -> Iterator[str]:
    """What of the whole database contradicts itself."""
    yield from _database()
    for name, found in _contradictions():
        if found.exists():
            yield f"{name}: {list(found.values_list('pk', flat=True)[:5])}"
    newest = TrainedLearner.objects.order_by("-pk").first()
    if newest and sha256(bytes(newest.arrays)).hexdigest() != newest.sha256:
        yield "a learner differs from its digest"
    if newest:
        flagging.Learner.from_bytes(bytes(newest.arrays))


def _database() -> Iterator[str]:
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        (said,) = cursor.execute("PRAGMA quick_check(1)").fetchone()
        if said != "ok":
            yield said
        if row := cursor.execute("PRAGMA foreign_key_check").fetchone():
            yield f"foreign key of {row}"


def _contradictions():
    stories = Story.objects.annotate(
        versions=Count("revisions", distinct=True), highest=Max("revisions__number")
    )
    live = Revision.objects.filter(live_at__isnull=False).values("story")
    created = AuditEntry.objects.filter(verb__in=["create", "import"]).values("story")
    last = Decision.objects.values("comment").annotate(last=Max("pk")).values("last")
    yield "versions are missing", stories.filter(~Q(versions=F("highest")))
    yield "public without a live version", Story.objects.published().exclude(pk__in=live)
    yield "a story that nobody made", Story.objects.exclude(pk__in=created)
    yield "a received text without a story", SeedFile.objects.filter(story__isnull=True)
    yield (
        "a comment that is not as it was decided",
        Decision.objects.filter(pk__in=last).exclude(status_after=F("comment__status")),
    )
    yield "rejected without a decision", Comment.objects.filter(status="rejected", decisions=None)


def unfound(words: list[str]) -> list[str]:
    """The words of public stories that no search finds."""
    return [word for word in words if search_stories(word).total != 1]
