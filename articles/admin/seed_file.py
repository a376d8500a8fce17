"""Received texts in the desk: uploading one, saying what its lines are, taking it over."""

from django import forms
from django.contrib import admin
from django.contrib.admin import SimpleListFilter
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import proposals
from articles.admin import seed_proposal
from articles.admin.lists import ListAdmin
from articles.admin.searching import SearchMixin
from articles.importing.reading import SIZE_LIMIT, WINDOWS_ARABIC, SeedError
from articles.models import SeedFile
from articles.templatetags.desk import desk_moment


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("text file"), widget=forms.FileInput(attrs={"accept": ".txt,text/plain"})
    )
    encoding = forms.ChoiceField(
        label=_("encoding"),
        choices=[
            ("utf-8", "UTF-8"),
            (WINDOWS_ARABIC, "Windows-1256"),
            ("utf-16-le", "UTF-16 LE"),
            ("utf-16-be", "UTF-16 BE"),
        ],
        help_text=_("Only for files that are not UTF-8."),
    )


class WaitingFilter(SimpleListFilter):
    title = _("status")
    parameter_name = "proposal"

    def lookups(self, request, model_admin):
        return [("1", _("changed, waits for an editor")), ("new", _("without a story"))]

    def queryset(self, request, queryset):
        if self.value() == "1":
            return queryset.filter(proposed_for__isnull=False)
        if self.value() == "new":
            return queryset.filter(story__isnull=True, proposed_for__isnull=True)
        return queryset


@admin.register(SeedFile)
class SeedFileAdmin(SearchMixin, ListAdmin):
    """A record: its bytes are never changed, only what its lines are taken for."""

    list_display = ["name", "of_story", "received_at"]
    list_filter = [WaitingFilter]
    list_select_related = ["story", "proposed_for"]

    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        heavy = ("raw", "lines", "search_terms", "story__body", "proposed_for__body")
        return super().get_queryset(request).defer(*heavy)

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path(
                "<row_id:pk>/change/", view(seed_proposal.proposal), name="articles_seedfile_change"
            ),
            *super().get_urls(),
        ]

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The admin's own form, under another spelling of the number: the proposal has none."""
        raise Http404

    def add_view(self, request, form_url="", extra_context=None):
        """Take a text in and go on to its proposal."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            received = _receive(form)
            if received:
                return redirect("admin:articles_seedfile_change", received.pk)
        context = self.admin_site.each_context(request) | {
            "title": _("Upload a text"),
            "opts": self.opts,
            "form": form,
        }
        return TemplateResponse(request, "admin/articles/seedfile/upload.html", context)

    @admin.display(description=_("story"))
    def of_story(self, seed_file):
        if seed_file.proposed_for:
            mark = _("changed, waits for an editor")
            return format_html(
                '{} <span class="state state-submitted">{}</span>', seed_file.proposed_for, mark
            )
        return str(getattr(seed_file, "story", ""))

    @admin.display(description=_("imported at"))
    def received_at(self, seed_file):
        return desk_moment(seed_file.imported_at, "SHORT_DATETIME_FORMAT")


def _receive(form: UploadForm) -> SeedFile | None:
    """Keep the upload; None after saying beside the field why it cannot be a text."""
    upload = form.cleaned_data["file"]
    try:
        return proposals.receive(
            upload.read(SIZE_LIMIT + 1),
            upload.name[:255],
            form.cleaned_data["encoding"],
            at=timezone.now(),
        )
    except SeedError as error:
        form.add_error("file", gettext(error.message) % error.params)
        return None
