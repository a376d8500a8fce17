from django import forms
from django.contrib import admin
from django.db import models

from articles.admin.audited import AuditedMixin
from articles.admin.lists import ListAdmin
from articles.models import Lexicon, Referent


class ReferentInline(admin.StackedInline):
    """Who may change the lexicon changes what stands in it."""

    model = Referent
    extra = 0
    formfield_overrides = {
        models.TextField: {"widget": forms.Textarea(attrs={"rows": 12, "dir": "rtl", "lang": "ar"})}
    }

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("articles.view_lexicon")

    def has_change_permission(self, request, obj=None):
        return request.user.has_perm("articles.change_lexicon")

    has_add_permission = has_delete_permission = has_change_permission


@admin.register(Lexicon)
class LexiconAdmin(AuditedMixin, ListAdmin):
    list_display = ["name"]
    search_fields = ["name"]
    ordering = ["name"]
    inlines = [ReferentInline]

    def construct_change_message(self, request, form, formsets, add=False):
        """Old and new terms of each referent that was changed."""
        changes = super().construct_change_message(request, form, formsets, add)
        for formset in formsets:
            for inline in formset.forms:
                for name in inline.changed_data:
                    old, new = inline.initial.get(name), inline.cleaned_data.get(name)
                    changes[f"{inline.instance.name}: {name}"] = [str(old or ""), str(new or "")]
        return changes
