from django.contrib import admin

from articles.models import SeedFile


@admin.register(SeedFile)
class SeedFileAdmin(admin.ModelAdmin):
    """Received texts are a record: to be read, never changed."""

    list_display = ["name", "imported_at"]
    exclude = ["raw"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
