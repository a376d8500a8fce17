"""Valid, boring rows."""

from datetime import UTC, datetime

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from articles.models import Event, Lexicon, Photo, Source, Story, Topic
from comments.models import Comment

MORNING = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)


def make_source(name="مصدر", **fields):
    return Source.objects.create(name=name, **fields)


def make_topic(name="قسم", **fields):
    return Topic.objects.create(name=name, **fields)


def make_story(*, status=Story.Status.PUBLISHED, **fields):
    """A published story, unless another status is asked for."""
    is_public = status not in (Story.Status.DRAFT, Story.Status.SUBMITTED)
    fields.setdefault("published_at", MORNING if is_public else None)
    if status != Story.Status.KILLED:
        fields.setdefault("headline", "عنوان")
        fields.setdefault("body", "<p>نص.</p>")
    if status == Story.Status.RETRACTED:
        fields.setdefault("retraction_reason", "سبب")
    return Story.objects.create(status=status, **fields)


def make_photo(story, **fields):
    fields.setdefault("caption", "شرح")
    return Photo.objects.create(story=story, **fields)


def make_event(*stories, **fields):
    """An event that the stories cover, in this order."""
    fields.setdefault("name", "حدث")
    event = Event.objects.create(**fields)
    for position, story in enumerate(stories):
        event.coverage.create(story=story, position=position)
    return event


def make_lexicon(**referents):
    """A lexicon with these terms, a line each, for each referent."""
    lexicon = Lexicon.objects.create(name="معجم")
    for position, (name, terms) in enumerate(referents.items()):
        lexicon.referents.create(name=name, terms="\n".join(terms), position=position)
    return lexicon


def make_comment(story, **fields):
    fields.setdefault("text", "تعليق.")
    return Comment.objects.create(story=story, **fields)


def make_user(role, username="", **fields):
    """Somebody of the staff in the role's group, named after it unless told otherwise."""
    user = get_user_model().objects.create(username=username or role, is_staff=True, **fields)
    user.groups.add(Group.objects.get(name=role))
    return user
