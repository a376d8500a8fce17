from django.contrib import admin
from django.urls import include, path

from newsroom.views import choose_language

handler500 = "newsroom.views.failed"

urlpatterns = [
    path("desk/", admin.site.urls),
    path("language/", choose_language, name="set_language"),
    path("", include("articles.urls")),
    path("", include("comments.urls")),
]
