from django.contrib import admin

from articles.admin.audited import AuditedMixin
from articles.admin.lists import ListAdmin
from articles.admin.widgets import BodyEditor
from articles.fields import BodyField
from articles.models import Policy


@admin.register(Policy)
class PolicyAdmin(AuditedMixin, ListAdmin):
    list_display = ["title", "kind", "changed_at"]
    ordering = ["pk"]
    fields = ["kind", "title", "body"]
    formfield_overrides = {BodyField: {"widget": BodyEditor}}
