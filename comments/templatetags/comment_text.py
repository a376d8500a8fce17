"""A reader's text: text and nothing else, with its links shown as links."""

from django import template
from django.utils.html import conditional_escape, urlize
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def comment_text(text: str) -> SafeString:
    """The escaped text; links open what they show and lend it no weight."""
    linked = urlize(conditional_escape(text), nofollow=True, autoescape=False)
    # `urlize` got escaped text and adds nothing but its own links.
    return mark_safe(linked.replace('rel="nofollow"', 'rel="nofollow ugc"'))
