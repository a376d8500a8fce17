"""The rows of the desk's lists, without what Django asks and looks up for each cell."""

from collections.abc import Callable
from html import escape
from typing import Any

from django import template
from django.contrib.admin.templatetags.admin_list import result_headers
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.contrib.admin.utils import display_for_field, display_for_value
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

register = template.Library()

# What a column shows of a row: its value as markup.
Shows = Callable[[models.Model], str]
NOWRAP = (models.DateField, models.TimeField, models.ForeignKey)


@register.simple_tag
def desk_rows(cl: ChangeList) -> SafeString:
    """The table of a list that is neither sorted nor edited in place; "" where it is empty."""
    if not cl.result_list:
        return SafeString()
    cells = [_cell(cl, name) for name in cl.list_display]
    rows = ("".join(cell(row) for cell in cells) for row in cl.result_list)
    body = mark_safe("".join(f"<tr>{row}</tr>\n" for row in rows))
    return format_html(TABLE, _head(cl), body)


TABLE = """<div class="results">
<table id="result_list">
<thead><tr>{}</tr></thead>
<tbody>
{}</tbody>
</table>
</div>"""


def _head(cl: ChangeList) -> SafeString:
    headers = ((header["class_attrib"], _title(header["text"])) for header in result_headers(cl))
    head = '<th scope="col"{}><div class="text"><span>{}</span></div></th>'
    return format_html_join("", head, headers)


def _title(text: Any) -> Any:
    return text if isinstance(text, SafeString) else capfirst(text)


def _cell(cl: ChangeList, name: str) -> Shows:
    """What writes the cell of a column; the columns that lead to the row's page are links."""
    shows, classes = _column(cl, name)
    linked = list(cl.list_display_links or ())
    if name not in linked:
        start = f'<td class="{classes}">'
        return lambda row: f"{start}{shows(row)}</td>"
    tag = "th" if name == linked[0] else "td"
    start, address = f'<{tag} class="{classes}">', _address(cl)
    return lambda row: f"{start}<a {address(row)}>{shows(row)}</a></{tag}>"


def _address(cl: ChangeList) -> Shows:
    """The attributes of a link to a row's page, from which one comes back to the list as it is."""
    first = cl.url_for_result(cl.result_list[0])
    context = {"preserved_filters": cl.preserved_filters, "opts": cl.opts}
    # Asked once: what Django adds is the same for each row.
    added = escape(add_preserved_filters(context, first).removeprefix(first))
    chosen_by = str(cl.to_field or cl.lookup_opts.pk.attname)

    def attributes(row: models.Model) -> str:
        address = f'href="{escape(cl.url_for_result(row))}{added}"'
        if not cl.is_popup:
            return address
        value = escape(str(row.serializable_value(chosen_by)))
        return f'{address} data-popup-opener="{value}"'

    return attributes


def _column(cl: ChangeList, name: str) -> tuple[Shows, str]:
    """What a column of `list_display` shows, and the classes of its cells."""
    empty = cl.model_admin.get_empty_value_display()
    if name == "action_checkbox":
        return cl.model_admin.action_checkbox, "action-checkbox"
    try:
        field = cl.lookup_opts.get_field(name)
    except FieldDoesNotExist:
        return _said(cl, name, empty), f"field-{name}"
    classes = f"field-{name}{' nowrap' if isinstance(field, NOWRAP) else ''}"
    return _held(field, empty), classes


def _said(cl: ChangeList, name: str, empty: str) -> Shows:
    """By a method of the list, or of the row."""
    method = getattr(cl.model_admin, name, None) if name != "__str__" else str
    method = method or (lambda row: getattr(row, name)())
    return lambda row: _markup(method(row), empty)


def _held(field: models.Field, empty: str) -> Shows:
    """In a field of the row."""
    if isinstance(field, models.ForeignKey):
        return lambda row: _markup(getattr(row, field.name), empty)
    if field.choices:
        labels = {value: escape(str(label)) for value, label in field.flatchoices}
        return lambda row: labels.get(getattr(row, field.attname), empty)
    return lambda row: _markup(display_for_field(getattr(row, field.attname), field, empty), empty)


def _markup(value: Any, empty: str) -> str:
    if isinstance(value, SafeString):
        return value
    return escape(value if isinstance(value, str) else display_for_value(value, empty))
