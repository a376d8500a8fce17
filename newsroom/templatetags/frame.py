"""What stands around every page and differs by the language alone, so that it is written once."""

from functools import cache

from django import template
from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def frame(part: str) -> SafeString:
    """The markup of `templates/_PART.html`, which may use nothing of the page around it."""
    return _written(part, get_language(), get_script_prefix())


@cache
def _written(part: str, language: str, prefix: str) -> SafeString:
    return render_to_string(f"_{part}.html")
