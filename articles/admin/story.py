from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _

from articles.admin import cleaning
from articles.admin.photo import PhotoInline
from articles.admin.story_form import StoryForm
from articles.models import Story


@admin.register(Story)
class StoryAdmin(admin.ModelAdmin):
    form = StoryForm
    inlines = [PhotoInline]
    list_display = ["__str__", "source", "status", "original_date", "headline_is_provisional"]
    list_filter = ["status", "headline_is_provisional", "source"]
    list_select_related = ["source"]
    autocomplete_fields = ["source"]
    fieldsets = [
        (None, {"fields": ["headline", "headline_is_provisional", "summary", "body"]}),
        (
            _("As printed"),
            {"fields": ["source", "original_date", "dateline", "byline", "credits"]},
        ),
        (_("Address and embargo"), {"fields": ["slug", "embargo_until"]}),
    ]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        context = {"clean_buttons": cleaning.BUTTONS} | (extra_context or {})
        if request.POST.get("_clean") in cleaning.CLEANERS:
            request.POST, words = cleaning.cleaned(request.POST, request.POST["_clean"])
            messages.info(request, cleaning.notice(words))
        return super().changeform_view(request, object_id, form_url, context)
