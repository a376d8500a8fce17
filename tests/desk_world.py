"""A newsroom with something to give away behind every address of the desk."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import URLResolver, resolve, reverse
from django.utils import timezone

from articles import corrections, previews, proposals, revisions, workflow
from articles.models import AuditEntry, Lexicon, Policy, Story, Synonym, Topic
from articles.roles import Role
from comments import moderation
from comments.models import CommentPolicy, Flag, Reason, RuleSwitch
from tests.builders import make_comment, make_event, make_source, make_story, make_user

OWN, OTHER, EDITOR, MODERATOR, ADMINISTRATOR = CAST = (
    "own",
    "other",
    "editor",
    "moderator",
    "administrator",
)
ROLES = {
    OWN: Role.REPORTER,
    OTHER: Role.REPORTER,
    EDITOR: Role.EDITOR,
    MODERATOR: Role.MODERATOR,
    ADMINISTRATOR: Role.ADMINISTRATOR,
}
# Words that stand nowhere but in one thing each: a reporter's story, an editor's draft, a held
# comment, a received text, a closed account.
STORY, DRAFT, COMMENT, LETTER, ACCOUNT = WORDS = (
    "زمردة",
    "لؤلؤة",
    "ياقوتة",
    "فيروزة",
    "عقيقة",
)
MAY_READ = {
    OWN: {STORY},
    OTHER: set(),
    EDITOR: {STORY, DRAFT, LETTER},
    MODERATOR: {COMMENT},
    ADMINISTRATOR: set(WORDS),
}


@dataclass(frozen=True)
class World:
    """`things` are by the name that an address has for them: of a model, or of a part."""

    users: dict[str, Any]
    things: dict[str, Any]
    draft: Story

    @property
    def story(self) -> Story:
        return self.things["story"]

    def client(self, who: str) -> Client:
        client = Client()
        client.force_login(self.users[who])
        return client


def make_world(status: str = Story.Status.DRAFT) -> World:
    users = {who: make_user(role, who) for who, role in ROLES.items()}
    editor = users[EDITOR]
    draft = make_secret_story(DRAFT, Story.Status.DRAFT, by=editor, editor=editor)
    story = make_secret_story(STORY, status, by=users[OWN], editor=editor)
    things = things_of(story) | things_of_moderators(users[MODERATOR])
    event = make_event(story, draft)
    things |= {
        "seedfile": proposals.receive(f"{LETTER}\n".encode(), "a.txt", at=timezone.now()),
        "source": make_source("جريدة"),
        "user": get_user_model().objects.create(username="closed", first_name=ACCOUNT),
        "group": Group.objects.get(name=Role.REPORTER),
        "event": event,
        "edit": event.figure_edits.create(
            action="hide", figures=[], made_at=timezone.now(), made_by=editor
        ),
        "topic": Topic.objects.create(name="محليات"),
        "lexicon": Lexicon.objects.create(name="مفردات"),
        "synonym": Synonym.objects.create(forms="مشفى\nمستشفى"),
        "policy": Policy.objects.first(),
    }
    return World(users, things, draft)


def make_secret_story(word: str, status: str, *, by: Any, editor: Any) -> Story:
    """A story with this word all over two versions of it, a link and a request.

    A published one is scheduled for tomorrow, so that nobody outside has read the word.
    """
    at = timezone.now()
    text = Story(headline=word, body=f"<p>نص {word}.</p>")
    story = workflow.create(revisions.snapshot_of(text), by=by, at=at)
    add_version(story, by, byline=word, reason=word)
    until = at + timedelta(days=1)
    previews.share(story, reader_name=word, expires_at=until, by=editor, at=at)
    story = workflow.schedule(story, publish_at=until, by=editor, at=at, accept_gaps=True)
    corrections.ask_correction(story, word, by=editor, at=at)
    return AFTERWARDS[status](story, editor)


def add_version(story: Story, by: Any, *, byline: str = "كاتب", reason: str = "") -> None:
    newest = revisions.newest(story)
    changed = newest.content() | {"byline": byline}
    revisions.save_revision(story, changed, base=newest, by=by, at=timezone.now(), reason=reason)


def _taken_back(story: Story, editor: Any) -> Story:
    return workflow.unschedule(story, by=editor, at=timezone.now())


AFTERWARDS = {
    Story.Status.DRAFT: lambda story, editor: workflow.send_back(
        _taken_back(story, editor), by=editor, at=timezone.now(), reason="سبب"
    ),
    Story.Status.SUBMITTED: _taken_back,
    Story.Status.PUBLISHED: lambda story, editor: story,
    Story.Status.KILLED: lambda story, editor: workflow.kill(
        story, by=editor, at=timezone.now(), reason="سبب"
    ),
}


def things_of(story: Story) -> dict[str, Any]:
    return {
        "story": story,
        "link": story.preview_links.first(),
        "asked": story.correction_requests.first(),
        "auditentry": AuditEntry.objects.filter(story=story).first(),
    }


def things_of_moderators(moderator: Any) -> dict[str, Any]:
    public = make_story()
    comment = make_comment(public, text=f"تعليق {COMMENT}.")
    Flag.objects.create(comment=comment, rule="insult", reason=Reason.INSULT, weight=1)
    decision = moderation.hold(comment, by=moderator, at=timezone.now(), seen=comment.version)
    return {
        "comment": comment,
        "undo": decision,
        "decision": decision,
        "commentpolicy": CommentPolicy.objects.create(story=public),
        "ruleswitch": RuleSwitch.objects.create(rule="insult"),
    }


# Addresses

PART = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
FIXED = {"number": "1", "verb": "publish", "rest": "1/1/"}
IN_WORDS = {"(?P<app_label>": "articles/", "(?P<url>.*)$": "nowhere/"}
# Django's shortcut to any object's page; ours stands before it and answers 404.
COVERED = "r/<path:content_type_id>/<path:object_id>/"


def desk_routes() -> list[str]:
    """The routes of the desk without its prefix, as `resolve` names them; each once."""
    return sorted(set(_routes(admin.site.get_urls())) - {COVERED})


def _routes(patterns: Any, before: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern).removeprefix("^")
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, route)
        else:
            yield route


def address(route: str, world: World) -> str:
    """An address that this route answers and no other, about the things of this world."""
    path = next((words for start, words in IN_WORDS.items() if route.startswith(start)), None)
    if path is None:
        path = _filled(route, world, quote=str)
        if _route(path) != route:
            path = _filled(route, world, quote=_quoted)
    assert _route(path) == route
    return reverse("admin:index") + path


def _filled(route: str, world: World, *, quote: Any) -> str:
    model = route.partition("/")[2].partition("/")[0]

    def value(part: re.Match[str]) -> str:
        name = part["name"]
        if name in FIXED:
            return FIXED[name]
        step = route[: part.start()].split("/")[-2]
        thing = world.things.get(name) or world.things.get(step) or world.things[model]
        return quote(str(thing.pk)) if part["kind"] == "path" else str(thing.pk)

    return PART.sub(value, route)


def _quoted(number: str) -> str:
    """The number as the admin reads it back, which no number in an address is written like."""
    return "".join(f"_{ord(digit):X}" for digit in number)


def _route(path: str) -> str:
    return resolve(reverse("admin:index") + path).route.removeprefix("desk/")
