"""What a page's head says to other machines."""

import json
from collections.abc import Iterable
from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from articles.models import Policy, Story
from articles.syndication import card, card_files, structured_data, wire

register = template.Library()

# The one parameter that makes another page of an address: see `articles.paging`.
PAGE = "after"


@register.simple_tag(takes_context=True)
def canonical_link(context: template.Context) -> SafeString | str:
    """The address that a page is known under, without whatever else was asked for."""
    request = context.get("request")
    if request is None:
        return ""
    address = request.build_absolute_uri(request.path)
    if cursor := request.GET.get(PAGE):
        address = f"{address}?{PAGE}={cursor}"
    return format_html('<link rel="canonical" href="{}">', address)


@register.inclusion_tag("articles/_story_head.html", takes_context=True)
def story_head(context: template.Context, story: Story, corrections: list) -> dict[str, Any]:
    """A story's card and structured data, in no query; nothing for one that is not published."""
    is_published = story.status == Story.Status.PUBLISHED
    if not (is_published and story.is_released(timezone.now())):
        return {}
    origin = wire.origin_of(context["request"])
    url = origin + story.get_absolute_url()
    digest = card_files.digest_of(card_files.card_of(story))
    image = origin + reverse("card", args=[story.pk, digest])
    article = structured_data.news_article(story, corrections, origin=origin, url=url, image=image)
    return {
        "story": story,
        "url": url,
        "image": image,
        "width": card.WIDTH,
        "height": card.HEIGHT,
        "site_name": context.get("site_name"),
        "article": as_script(article),
    }


@register.simple_tag(takes_context=True)
def organisation_data(context: template.Context, policies: Iterable[Policy] = ()) -> SafeString:
    """Who publishes the site, and under which policies where the page is about them."""
    origin = wire.origin_of(context["request"])
    return as_script(structured_data.organisation(origin, policies))


def as_script(content: dict[str, Any]) -> SafeString:
    """JSON for a script element, in which no text can end the element or begin a comment."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return mark_safe(text)
