from django.http import HttpRequest, HttpResponse
from django.views import i18n
from django.views.decorators.http import require_POST


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the chosen interface language: a cookie for readers, the profile for staff."""
    response = i18n.set_language(request)
    language = request.POST.get("language")
    user = request.user
    if user.is_authenticated and language in user.Language.values:
        user.interface_language = language
        user.save(update_fields=["interface_language"])
    return response
