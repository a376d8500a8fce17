"""The project's settings as the tests need them: no key of the reader's, no collectstatic."""

import os
import tempfile

os.environ.setdefault("SECRET_KEY", "only-for-tests")

from newsroom.settings import *  # noqa: F403
from newsroom.settings import DATABASES, STORAGES

STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
# Slow on purpose in production; the tests log in all day.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = tempfile.mkdtemp(prefix="newsroom-media-")
STATIC_ROOT = tempfile.mkdtemp(prefix="newsroom-static-")

if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    # Test runners come and go, each with databases of its own.
    DATABASES["default"]["OPTIONS"].pop("pool")
