from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from articles.admin.audited import AuditedMixin
from newsroom.models import User


@admin.register(User)
class StaffAdmin(AuditedMixin, UserAdmin):
    fieldsets = (*UserAdmin.fieldsets, (_("Interface"), {"fields": ["interface_language"]}))

    def get_readonly_fields(self, request, obj=None):
        """An administrator gives roles; rights beyond them are a superuser's to give."""
        beyond = () if request.user.is_superuser else ("is_superuser", "user_permissions")
        return (*super().get_readonly_fields(request, obj), *beyond)

    def has_change_permission(self, request, obj=None):
        is_above = obj is not None and obj.is_superuser and not request.user.is_superuser
        return not is_above and super().has_change_permission(request, obj)


admin.site.unregister(Group)


@admin.register(Group)
class RoleAdmin(AuditedMixin, GroupAdmin):
    """The roles, whose permissions migrations give."""
