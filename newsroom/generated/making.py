"""Writing a generated newsroom, batch by batch, each whole or not at all."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from random import Random

from django.db import transaction

from articles import arabic, bulk
from articles.models import Coverage, Event, Photo, Source, Story, Topic
from articles.revisions import record_import
from comments import month_figures
from comments.models import Comment
from comments.pointing import save_flags
from comments.queue import rank_new
from newsroom.generated.crowd import NAMES, Remark, shares
from newsroom.generated.texts import BYLINE, Material, Text, make_text
from newsroom.models import User

GENERATOR = "make_newsroom"
BATCH = 1_000
SOURCES = 40
TOPICS = ("سياسة", "اقتصاد", "مجتمع", "ثقافة", "رياضة", "علوم", "رأي", "محليات")
# A story every five minutes is a large newsroom; a million of them are nine and a half years.
PACE = timedelta(minutes=5)
# What is not public is recent, as in any newsroom, and so are comments that wait.
RECENT = 2_000
EVENT_EVERY, COVERING = 300, 4
READERS_PER_COMMENT = 20


class RealStories(Exception):
    """The database holds stories that were not generated: it is somebody's newsroom."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be made; `until` is when the newest story was published."""

    stories: int
    comments: int
    until: datetime


class Newsroom:
    """Makes what a plan lacks of a newsroom. Story 0 is the newest."""

    def __init__(self, plan: Plan, material: Material, remarks: list[Remark]):
        self.plan, self.material, self.remarks = plan, material, remarks
        self.generator = ensure_generator()
        self.sources = ensure_sources()
        self.topics = ensure_topics()

    def make(self) -> Iterator[int]:
        """Write the stories that are not there yet; yields the number after every batch.

        Raises RealStories.
        """
        refuse_real_stories(self.generator)
        done = Story.objects.filter(created_by=self.generator).count()
        counts = shares(self.plan.stories, self.plan.comments)
        numbered = islice(enumerate(counts), done, None)
        while batch := list(islice(numbered, BATCH)):
            self._write(batch)
            yield len(batch)

    @transaction.atomic
    def _write(self, batch: list[tuple[int, int]]) -> None:
        chances = [Random(number) for number, _comments in batch]
        texts = [make_text(self.material, chance) for chance in chances]
        stories = [
            self._story(number, text, chance)
            for (number, _comments), text, chance in zip(batch, texts, chances, strict=True)
        ]
        bulk.create(stories)
        photos = [_photos(story, text) for story, text in zip(stories, texts, strict=True)]
        bulk.create([photo for row in photos for photo in row])
        record_import(zip(stories, photos, strict=True), at=self.plan.until)
        self._write_events([number for number, _comments in batch], stories)
        self._write_comments([count for _number, count in batch], stories, chances)

    def _story(self, number: int, text: Text, chance: Random) -> Story:
        published_at = self.plan.until - number * PACE
        story = Story(
            headline=text.headline,
            slug=arabic.slug(text.headline) or "story",
            summary=text.summary,
            dateline=text.dateline,
            byline=BYLINE,
            body=text.body(),
            # The first have the most, as everywhere.
            source=self.sources[int(SOURCES * chance.random() ** 2)],
            topic=self.topics[chance.randrange(len(self.topics))],
            original_date=published_at.date() if chance.random() < 0.6 else None,
            status=Story.Status.PUBLISHED,
            published_at=published_at,
            created_at=published_at,
            changed_at=published_at,
            status_changed_at=published_at,
            created_by=self.generator,
        )
        return _unpublished(story, number, chance)

    def _write_events(self, numbers: list[int], stories: list[Story]) -> None:
        """An event for each group of neighbours, named by the first of them."""
        groups = [
            stories[place : place + COVERING]
            for place, number in enumerate(numbers)
            if number % EVENT_EVERY == 0
        ]
        covered = [[story for story in group if story.headline] for group in groups]
        events = [_event(group[0]) for group in covered if group]
        bulk.create(events)
        bulk.create(
            [
                Coverage(event=event, story=story, position=position)
                for event, group in zip(events, filter(None, covered), strict=True)
                for position, story in enumerate(group)
            ]
        )

    def _write_comments(
        self, counts: list[int], stories: list[Story], chances: list[Random]
    ) -> None:
        made = [
            pair
            for count, story, chance in zip(counts, stories, chances, strict=True)
            for pair in self._thread(story, count, chance)
        ]
        if not made:
            return
        ids = bulk.take_ids(Comment, len(made))
        for (comment, _remark), pk in zip(made, ids, strict=True):
            comment.pk = pk
        for comment, _remark in made:
            _answer(comment)
        bulk.create([comment for comment, _remark in made])
        month_figures.came([comment for comment, _remark in made])
        save_flags([(comment, remark.pointed) for comment, remark in made], at=self.plan.until)

    def _thread(self, story: Story, count: int, chance: Random) -> Iterator[tuple[Comment, Remark]]:
        """A story's comments in the order of their times, a quarter of them replies."""
        first: Comment | None = None
        moment = story.published_at or story.created_at
        readers = max(self.plan.comments // READERS_PER_COMMENT, 1)
        for _ in range(count):
            moment += timedelta(minutes=chance.expovariate(1 / 20))
            remark = chance.choice(self.remarks)
            comment = Comment(
                story=story,
                text=f"{remark.text} {chance.choice(self.material.sentences)}",
                author_name=chance.choice(NAMES),
                reader_key=f"{chance.randrange(readers):064x}",
                score=remark.pointed.score,
                created_at=min(moment, self.plan.until),
            )
            comment.answered = first if first and chance.random() < 0.25 else None
            first = comment if first is None or chance.random() < 0.2 else first
            _enter_queue(comment, remark, self.plan.until)
            yield comment, remark


def ensure_generator() -> User:
    """The account that generated stories belong to; nobody can log in with it."""
    user, is_new = User.objects.get_or_create(username=GENERATOR, defaults={"is_active": False})
    if is_new:
        user.set_unusable_password()
        user.save()
    return user


def refuse_real_stories(generator: User) -> None:
    if Story.objects.exclude(created_by=generator).exists():
        raise RealStories


def ensure_sources() -> list[Source]:
    kinds = Source.Kind.values
    return [
        Source.objects.get_or_create(
            name=f"مصدر مولَّد {number + 1}",
            defaults={"kind": kinds[number % len(kinds)], "description": BYLINE},
        )[0]
        for number in range(SOURCES)
    ]


def ensure_topics() -> list[Topic]:
    return [
        Topic.objects.get_or_create(name=name, defaults={"order": order})[0]
        for order, name in enumerate(TOPICS)
    ]


def _unpublished(story: Story, number: int, chance: Random) -> Story:
    """The story as it is, or in another state: a little of the recent, a few of the old."""
    place = chance.random()
    if number < RECENT and place < 0.04:
        story.status, story.published_at = Story.Status.DRAFT, None
    elif number < RECENT and place < 0.06:
        story.status, story.published_at = Story.Status.SUBMITTED, None
    elif place > 0.998:
        story.status, story.retraction_reason = Story.Status.RETRACTED, BYLINE
    elif place > 0.997:
        story.status = Story.Status.KILLED
        story.headline = story.summary = story.dateline = story.byline = story.body = ""
        story.slug = "story"
    return story


def _photos(story: Story, text: Text) -> list[Photo]:
    captions = [] if story.status == Story.Status.KILLED else text.captions
    return [
        Photo(story=story, caption=caption, after_block=place)
        for place, caption in enumerate(captions)
    ]


def _event(story: Story) -> Event:
    return Event(
        name=story.headline[:200],
        slug=story.slug,
        from_date=(story.published_at or story.created_at).date(),
        created_at=story.created_at,
    )


def _answer(comment: Comment) -> None:
    """Make it a reply to what it answers, now that this has an id."""
    if comment.answered is not None:
        comment.parent_id = comment.answered.pk
        comment.root_id = comment.answered.root_id or comment.answered.pk


def _enter_queue(comment: Comment, remark: Remark, until: datetime) -> None:
    """What a rule points at waits while it is fresh; moderators have seen the rest long ago."""
    is_fresh = comment.created_at > until - RECENT * PACE / 2
    if remark.pointed.findings and is_fresh:
        if remark.pointed.holds_for:
            comment.status = Comment.Status.HELD
        comment.enter_queue(comment.created_at)
    rank_new(comment, remark.pointed.findings)
