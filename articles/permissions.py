"""Who may do what with which story: one table, asked by every view, action and verb.

When a verb is possible is another question, which `workflow` answers.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from articles.models import AuditEntry, Story, StoryQuerySet
from articles.roles import Role

EVERY_STORY = "articles.change_every_story"
ALL = frozenset(Story.Status)
PAGES = frozenset({Story.Status.PUBLISHED, Story.Status.RETRACTED})
UNKILLED = ALL - {Story.Status.KILLED}


@dataclass(frozen=True, slots=True)
class Rule:
    """What a verb asks of a user.

    `role` is the least of the roles that have the permission. Who lacks `EVERY_STORY` needs
    to be the one who created the story, and the story to be in one of the statuses in `own`.
    """

    permission: str
    role: Role
    own: frozenset[str] = frozenset()
    on: frozenset[str] = ALL


RULES = {
    "add": Rule("articles.add_story", Role.REPORTER),
    "view": Rule("articles.view_story", Role.REPORTER, own=ALL),
    # The versions of a killed story hold the text that is gone: evidence, for editors only.
    "view_history": Rule("articles.view_story", Role.REPORTER, own=UNKILLED),
    "change": Rule(
        "articles.change_story",
        Role.REPORTER,
        own=frozenset({Story.Status.DRAFT}),
        on=UNKILLED,
    ),
    "submit": Rule("articles.submit_story", Role.REPORTER, own=ALL),
    "send_back": Rule("articles.send_back_story", Role.EDITOR),
    "publish": Rule("articles.publish_story", Role.EDITOR),
    "schedule": Rule("articles.schedule_story", Role.EDITOR),
    "unschedule": Rule("articles.schedule_story", Role.EDITOR),
    "publish_revision": Rule("articles.publish_story", Role.EDITOR),
    "ask_correction": Rule("articles.view_story", Role.REPORTER, own=PAGES, on=PAGES),
    "decline_correction": Rule("articles.correct_story", Role.EDITOR),
    "correct": Rule("articles.correct_story", Role.EDITOR),
    "retract": Rule("articles.retract_story", Role.EDITOR),
    "reinstate": Rule("articles.retract_story", Role.EDITOR),
    "kill": Rule("articles.kill_story", Role.EDITOR),
    "embargo": Rule("articles.change_story", Role.REPORTER, own=frozenset({Story.Status.DRAFT})),
    "break_embargo": Rule("articles.break_embargo", Role.EDITOR),
    "lead": Rule("articles.lead_story", Role.EDITOR),
    "stop_leading": Rule("articles.lead_story", Role.EDITOR),
    "share_preview": Rule("articles.publish_story", Role.EDITOR, on=UNKILLED),
    "revoke_preview": Rule("articles.publish_story", Role.EDITOR),
}

# What the log calls the verbs that it has another word for.
IN_THE_LOG = {"add": AuditEntry.Verb.CREATE, "change": AuditEntry.Verb.EDIT}


def may(user: Any, verb: str, story: Story | None = None) -> bool:
    """Whether the user may do this with this story; without a story, with at least some.

    `user` is a user of the newsroom or an anonymous one. Raises KeyError for an unknown verb.
    """
    rule = RULES[verb]
    if not user.is_active or not user.has_perm(rule.permission):
        return False
    if story is None:
        return True
    if story.status not in rule.on:
        return False
    return user.has_perm(EVERY_STORY) or (
        story.created_by_id == user.pk and story.status in rule.own
    )


def stories_for(user: Any) -> StoryQuerySet:
    """The stories that the user may view in the desk."""
    if not may(user, "view"):
        return Story.objects.none()
    if user.has_perm(EVERY_STORY):
        return Story.objects.all()
    return Story.objects.filter(created_by=user)


class NotAllowed(Exception):
    """Somebody asked for what their role, or the story's state, forbids; says why."""


def require(user: Any, verb: str, story: Story | None = None) -> None:
    """Raise NotAllowed unless the user may."""
    if not may(user, verb, story):
        raise NotAllowed(refusal(user, verb, story))


def refusal(user: Any, verb: str, story: Story | None = None) -> str:
    """A sentence for somebody who may not do this, or not with this story as it is."""
    rule = RULES[verb]
    step = AuditEntry.Verb(IN_THE_LOG.get(verb, verb)).label
    if user.has_perm(rule.permission) and story and story.status not in rule.on:
        return _("The step “%(step)s” is not possible while the story is “%(status)s”.") % {
            "step": step,
            "status": story.get_status_display(),
        }
    if user.has_perm(rule.permission):
        return _("The step “%(step)s” is open to you only on your own drafts.") % {"step": step}
    return _("The step “%(step)s” takes the role “%(role)s”.") % {
        "step": step,
        "role": rule.role.label,
    }
