from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin.audited import AuditedMixin
from articles.admin.lists import ListAdmin
from articles.admin.widgets import BodyEditor
from articles.fields import BodyField
from articles.models import Policy
from articles.templatetags.desk import desk_moment


@admin.register(Policy)
class PolicyAdmin(AuditedMixin, ListAdmin):
    list_display = ["title", "kind", "changed"]
    ordering = ["pk"]
    fields = ["kind", "title", "body"]
    formfield_overrides = {BodyField: {"widget": BodyEditor}}

    @admin.display(description=_("changed at"))
    def changed(self, policy):
        return desk_moment(policy.changed_at, "SHORT_DATETIME_FORMAT")
