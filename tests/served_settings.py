"""The tests' settings for a real server beside them: it keeps pages, as in production."""

import os

from tests.settings import *  # noqa: F403

KEEPS_PAGES = True
CACHE_URL = os.environ.get("CACHE_URL", "")
PAGES_ROOT = os.environ.get("PAGES_ROOT", "")
