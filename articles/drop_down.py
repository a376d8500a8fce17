"""The choices of a drop-down list, which can be hundreds: a template takes ten times as long."""

from collections.abc import Iterable
from html import escape
from itertools import starmap
from typing import Any

from django.utils.safestring import SafeString, mark_safe


def options(choices: Iterable[tuple[Any, Any, bool]]) -> SafeString:
    """The markup of each choice from its value, its label and whether it is chosen."""
    return mark_safe("\n".join(starmap(_option, choices)))


def _option(value: Any, label: Any, is_chosen: bool) -> str:
    selected = " selected" if is_chosen else ""
    return f'<option value="{escape(str(value))}"{selected}>{escape(str(label))}</option>'
