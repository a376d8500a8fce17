"""The events of a story, and those that it may belong to, on its page in the desk."""

from django import template

from articles.events.suggesting import events_for
from articles.models import Story
from articles.permissions import stories_for

register = template.Library()


@register.inclusion_tag("admin/articles/story/_events.html", takes_context=True)
def story_events(context: template.Context, story: Story) -> dict[str, object]:
    """Only those who group stories are offered events, and only for a story in none."""
    user = context["request"].user
    if not user.has_perm("articles.view_event") or story.status == Story.Status.KILLED:
        return {}
    events = list(story.events.all())
    may_group = user.has_perm("articles.change_event")
    is_offered = may_group and not events and story.status != Story.Status.RETRACTED
    return {
        "story": story,
        "events": events,
        "offered": events_for(story, stories_for(user)) if is_offered else [],
        "may_group": may_group,
        "csrf_token": context.get("csrf_token"),
    }
