from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles.admin.audited import AuditedMixin
from articles.roles import Role
from newsroom import second_factor
from newsroom.models import User

# Secrets, which nobody sees in the desk: the person's own page sets them up.
admin.site.unregister([TOTPDevice, StaticDevice])


def role_label(group: Group) -> str:
    """The role's name in the reader's language; that of a newsroom's own group as it is."""
    return str(Role(group.name).label) if group.name in Role.values else group.name


class RoleFilter(admin.RelatedFieldListFilter):
    def field_choices(self, field, request, model_admin):
        return [(group.pk, role_label(group)) for group in Group.objects.order_by("pk")]


@admin.register(User)
class StaffAdmin(AuditedMixin, UserAdmin):
    fieldsets = (*UserAdmin.fieldsets, (_("Interface"), {"fields": ["interface_language"]}))
    list_display = (*UserAdmin.list_display, "second_factor_at")
    list_filter = ("is_staff", "is_superuser", "is_active", ("groups", RoleFilter))
    actions = ("remove_second_factor",)

    def get_readonly_fields(self, request, obj=None):
        """An administrator gives roles; rights beyond them are a superuser's to give."""
        beyond = () if request.user.is_superuser else ("is_superuser", "user_permissions")
        return (*super().get_readonly_fields(request, obj), *beyond)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if field and db_field.name == "groups":
            field.label_from_instance = role_label
        return field

    def has_change_permission(self, request, obj=None):
        is_above = obj is not None and obj.is_superuser and not request.user.is_superuser
        return not is_above and super().has_change_permission(request, obj)

    @admin.action(
        description=_("Turn the second step off (telephone lost)"), permissions=["change"]
    )
    def remove_second_factor(self, request, queryset):
        changed = [user for user in queryset if self.has_change_permission(request, user)]
        for user in changed:
            second_factor.remove(user, by=request.user, at=timezone.now())
        sentence = ngettext(
            "The second step of %(count)d person is turned off.",
            "The second step of %(count)d persons is turned off.",
            len(changed),
        )
        messages.success(request, sentence % {"count": len(changed)})


admin.site.unregister(Group)


@admin.register(Group)
class RoleAdmin(AuditedMixin, GroupAdmin):
    """The roles, whose permissions migrations give."""

    list_display = ("label",)

    @admin.display(description=_("role"), ordering="name")
    def label(self, group):
        return role_label(group)
