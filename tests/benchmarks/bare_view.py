"""The least that Django can do: a view without middleware that returns the bytes of BARE_FILE.

The WSGI application beside which `tests.benchmarks.kept_pages` measures a kept page.
"""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import re_path

BODY = Path(os.environ["BARE_FILE"]).read_bytes()

settings.configure(
    ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, MIDDLEWARE=[], SECRET_KEY="bare", USE_I18N=False
)


def bare(request):
    return HttpResponse(BODY, headers={"Content-Encoding": "gzip", "Content-Length": len(BODY)})


urlpatterns = [re_path("", bare)]
application = get_wsgi_application()
