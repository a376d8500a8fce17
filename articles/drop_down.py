"""The choices of a drop-down list, which can be hundreds: a template takes ten times as long."""

from collections.abc import Iterable
from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

SELECTED = mark_safe(" selected")


def options(choices: Iterable[tuple[Any, Any, bool]]) -> SafeString:
    """The markup of each choice from its value, its label and whether it is chosen."""
    rows = ((value, SELECTED if chosen else "", label) for value, label, chosen in choices)
    return format_html_join("\n", '<option value="{}"{}>{}</option>', rows)
