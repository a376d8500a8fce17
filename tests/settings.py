"""The project's settings as the tests need them: no key of the reader's, no collectstatic."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "only-for-tests")

from newsroom.settings import *  # noqa: F403
from newsroom.settings import DATABASES, STORAGES

STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
# Slow on purpose in production; the tests log in all day.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WORK = Path(tempfile.mkdtemp(prefix="newsroom-tests-"))
atexit.register(shutil.rmtree, WORK, ignore_errors=True)
NEWSROOM_TRAINS_LEARNER = False
# What a test rolls back is no change that anybody could see: who tests kept pages says so.
KEEPS_PAGES = False
CACHE_URL = PAGES_ROOT = ""
MEDIA_ROOT = WORK / "media"
STATIC_ROOT = WORK / "static"
STATIC_ROOT.mkdir()

if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    # Test runners come and go, each with databases of its own.
    DATABASES["default"]["OPTIONS"].pop("pool")
else:
    # A file, as in production: several connections to one database in memory lock each other out.
    DATABASES["default"]["TEST"] = {"NAME": str(WORK / "test.sqlite3")}
