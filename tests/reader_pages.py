"""Every kind of page that readers meet, on the five seeds, for checkers that walk them all."""

from datetime import date, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from articles import previews, relating, revisions, workflow
from articles.importing.files import find_files
from articles.models import Policy, Story
from articles.roles import Role
from newsroom.seed_import import import_seeds
from tests.builders import make_event, make_photo, make_source, make_story, make_topic, make_user

EMPTY_SITE = ("home", "topics", "sources", "events", "archive", "corrections", "search")
# What is said where there is no page; no request leads to all of them in a test.
REFUSALS = ("400", "403", "404", "413", "429", "500", "503")
LISTS = (*EMPTY_SITE, "transparency", "about", "policies", "your-data")


def reader_pages():
    """The address of each page by the name of its kind; writes what they show."""
    editor = make_user(Role.EDITOR)
    list(import_seeds(find_files([settings.BASE_DIR / "seeds"]), at=timezone.now()))
    relating.relate(Story.objects.values_list("pk", flat=True))
    commented = Story.objects.filter(comments__isnull=False).distinct().first()
    kinds = (stories(editor), lists(commented, editor), preview(editor), comments(commented))
    return dict(page for kind in kinds for page in kind)


def corrected_story(editor):
    at = timezone.now()
    story = make_story(headline="مصوَّب <b>&", body="<p>قتل 465.</p>")
    base = revisions.ensure_revision(story, at=at)
    content = base.content() | {"body": "<p>قتل 470.</p>"}
    revision = revisions.save_revision(story, content, base=base, by=editor, at=at)
    workflow.publish_revision(story, revision, by=editor, at=at, correction="470 لا 465.")
    return story


def stories(editor):
    """One address for each kind of story, after the kind."""
    published = Story.objects.published()
    yield from ((f"seed-{story.pk}", story.get_absolute_url()) for story in published)
    corrected = corrected_story(editor)
    yield "corrected", corrected.get_absolute_url()
    yield "history", reverse("story-history", args=[corrected.pk])
    yield "retracted", make_story(status=Story.Status.RETRACTED).get_absolute_url()
    yield "killed", make_story(status=Story.Status.KILLED).get_absolute_url()
    bare = make_story(headline='"عنوان" <i>\u202e&amp;', summary="أول\nثان", dateline="حلب")
    make_photo(bare, caption="لم تصل <b>")
    make_photo(
        bare, image="photos/x-large.webp", width=800, height=600, is_sensitive=True, alt_text="أثر"
    )
    yield "bare", bare.get_absolute_url()
    yield "copies", reverse("story-copies", args=[bare.pk, bare.slug])


def comments(story):
    """The pages on which a reader writes about a story."""
    comment = story.comments.first()
    yield "thread", reverse("thread", args=[story.pk])
    yield "comment-report", reverse("comment-report", args=[comment.pk])


def lists(story, editor):
    source = make_source("صحيفة", about="نص", home_page="https://a.example/", country="لبنان")
    topic = make_topic()
    day = date(2016, 12, 14)
    Story.objects.filter(pk=story.pk).update(source=source, topic=topic)
    dated = make_story(original_date=day, topic=topic, source=source)
    workflow.lead(dated, by=editor, at=timezone.now())
    yield from ((name, reverse(name)) for name in LISTS)
    yield "older", f"{reverse('home')}?after=9999999999999999.1"
    yield "source", source.get_absolute_url()
    yield "source-empty", make_source("لا شيء").get_absolute_url()
    yield "topic", topic.get_absolute_url()
    yield "topic-empty", make_topic("فارغ").get_absolute_url()
    yield "event", make_event(story, dated, place="حلب", from_date=day).get_absolute_url()
    yield "year", reverse("archive-year", args=[2016])
    yield "month", reverse("archive-month", args=[2016, 12])
    yield "day", reverse("archive-day", args=[2016, 12, 14])
    yield "empty-day", reverse("archive-day", args=[2016, 12, 15])
    yield "results", reverse("search") + "?q=حلب"
    yield "no-results", reverse("search") + "?q=xyzxyz"
    written = Policy.objects.exclude(kind=Policy.Kind.ABOUT)
    yield from ((f"policy-{page.kind}", page.get_absolute_url()) for page in written)
    yield "not-found", "/nothing/"


def preview(editor):
    at = timezone.now()
    story = make_story(status=Story.Status.SUBMITTED)
    link = previews.share(
        story, reader_name="قارئ", expires_at=at + timedelta(days=1), by=editor, at=at
    )
    yield "preview", reverse("preview", args=[previews.token_of(link)])
