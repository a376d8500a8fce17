from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """What every page's frame shows."""
    return {"site_name": settings.NEWSROOM_NAME}
