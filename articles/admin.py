from django.contrib import admin

from articles.models import Photo, SeedFile, Source, Story


class PhotoInline(admin.StackedInline):
    model = Photo
    extra = 0


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin):
    list_display = ["name", "kind"]
    list_filter = ["kind"]


@admin.register(Story)
class StoryAdmin(admin.ModelAdmin):
    list_display = ["__str__", "source", "status", "original_date", "headline_is_provisional"]
    list_filter = ["status", "headline_is_provisional", "source"]
    list_select_related = ["source"]
    inlines = [PhotoInline]


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
