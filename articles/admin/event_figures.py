"""The rows of an event's figures, for editors to join, split and hide."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from articles.events.comparing import ComparedEvent, compared
from articles.events.figures import EditableRow, editable_rows
from articles.events.grouping import edit_figures
from articles.events.grouping import take_back as undo
from articles.models import Event, FigureEdit

Action = FigureEdit.Action
LABEL = 300


class FiguresForm(forms.Form):
    """What to do with the chosen figures; their values are those of the page's boxes."""

    action = forms.ChoiceField(choices=Action.choices)
    figures = forms.MultipleChoiceField()

    def __init__(self, data, rows: list[EditableRow]):
        super().__init__(data)
        self.rows = rows
        self.pairs = {figure.key: figure.pair for row in rows for figure in row.figures}
        self.fields["figures"].choices = [(key, key) for key in self.pairs]

    def clean(self):
        """Rows are joined two or more at a time, and something must be left to split from."""
        cleaned = super().clean()
        chosen, action = set(cleaned.get("figures", ())), cleaned.get("action")
        touched = [row for row in self.rows if chosen & {figure.key for figure in row.figures}]
        if action == Action.JOIN and len(touched) < 2:
            raise forms.ValidationError(_("Choose figures of two rows or more to join them."))
        whole = all(chosen >= {figure.key for figure in row.figures} for row in touched)
        if action == Action.SPLIT and whole:
            raise forms.ValidationError(_("Choose some of a row's figures, not all, to split it."))
        return cleaned

    def chosen_pairs(self) -> list:
        return [self.pairs[key] for key in self.cleaned_data["figures"]]

    def label(self) -> str:
        words = {figure.key: figure.words for row in self.rows for figure in row.figures}
        return " · ".join(words[key] for key in self.cleaned_data["figures"])[:LABEL]


@require_http_methods(["GET", "POST"])
def figures(request: HttpRequest, pk: int) -> HttpResponse:
    event = changeable(request, pk)
    side_by_side = compared(event)
    rows = editable_rows(side_by_side)
    if request.method == "POST":
        form = FiguresForm(request.POST, rows)
        if form.is_valid():
            action = form.cleaned_data["action"]
            at = timezone.now()
            edit_figures(event, action, form.chosen_pairs(), form.label(), by=request.user, at=at)
            messages.success(request, _("The figures were changed."))
        else:
            messages.error(request, problem(form))
        return redirect("admin:articles_event_figures", event.pk)
    return TemplateResponse(
        request, "admin/articles/event/figures.html", page(request, side_by_side, rows)
    )


def page(request: HttpRequest, side_by_side: ComparedEvent, rows: list[EditableRow]) -> dict:
    return admin.site.each_context(request) | {
        "title": _("Figures"),
        "opts": Event._meta,
        "event": side_by_side.event,
        "rows": rows,
        "actions": Action,
        "edits": side_by_side.event.figure_edits.select_related("made_by"),
    }


def problem(form: FiguresForm) -> str:
    """One sentence about what is wrong with the choice."""
    if form.non_field_errors():
        return form.non_field_errors()[0]
    return str(_("Choose the figures first."))


def changeable(request: HttpRequest, pk: int) -> Event:
    if not request.user.has_perm("articles.change_event"):
        raise PermissionDenied
    return get_object_or_404(Event, pk=pk)


@require_POST
def take_back(request: HttpRequest, pk: int, edit: int) -> HttpResponse:
    event = changeable(request, pk)
    undo(get_object_or_404(event.figure_edits, pk=edit), by=request.user, at=timezone.now())
    messages.success(request, _("The change of the figures was taken back."))
    return redirect("admin:articles_event_figures", event.pk)
