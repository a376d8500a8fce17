"""The desk's menu, which a template writes for as long as a list: once for each that differs."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import quote

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()

# Menus of one process: roles and people with rights of their own, times pages and languages.
MOST_MENUS = 256


class Model(NamedTuple):
    """What `admin/app_list.html` reads of a model; an address is None for who may not go there."""

    object_name: str
    name: str
    admin_url: str | None
    add_url: str | None
    view_only: bool


class Section(NamedTuple):
    app_label: str
    name: str
    app_url: str
    models: tuple[Model, ...]


@register.simple_tag(takes_context=True)
def desk_menu(
    context: template.Context, app_list: Sequence[dict[str, Any]], show_changelinks: bool
) -> SafeString:
    """Django's `admin/app_list.html` of what this user may see; the page's own line is marked."""
    sections = tuple(map(_section, app_list))
    here = _place(sections, quote(context["request"].path))
    return _written(get_language(), here, sections, show_changelinks)


def _section(app: dict[str, Any]) -> Section:
    models = (
        Model(
            model["object_name"],
            str(model["name"]),
            model.get("admin_url"),
            model.get("add_url"),
            model.get("view_only", False),
        )
        for model in app["models"]
    )
    return Section(app["app_label"], str(app["name"]), app["app_url"], tuple(models))


def _place(sections: tuple[Section, ...], path: str) -> str:
    """The longest of the menu's addresses that the path lies below; "" for none."""
    found = (address for address in _addresses(sections) if address in path)
    return max(found, key=len, default="")


def _addresses(sections: tuple[Section, ...]) -> Iterator[str]:
    for section in sections:
        yield section.app_url
        yield from (model.admin_url for model in section.models if model.admin_url)


@lru_cache(maxsize=MOST_MENUS)
def _written(
    language: str, here: str, sections: tuple[Section, ...], show_changelinks: bool
) -> SafeString:
    context = {
        "app_list": sections,
        "show_changelinks": show_changelinks,
        "request": {"path": here},
    }
    return render_to_string("admin/app_list.html", context)
