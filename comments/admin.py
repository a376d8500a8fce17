from django.contrib import admin

from comments.models import Comment


@admin.register(Comment)
class CommentAdmin(admin.ModelAdmin):
    """A reader's words are shown to the desk and changed by nobody."""

    list_display = ["__str__", "author_name", "story", "status", "created_at"]
    list_filter = ["status"]
    list_select_related = ["story"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
