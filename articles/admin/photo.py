from django.contrib import admin

from articles.models import Photo


class PhotoInline(admin.StackedInline):
    model = Photo
    extra = 0
