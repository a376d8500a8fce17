"""The WSGI application that granian serves."""

import os
import sys

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

# Seconds that a thread may compute before another one is let on. A reader's page needs its turn
# a hundred times, at every row that the database hands over; with Python's own 5 ms it waits for
# each beside an editor's page that is being drawn.
sys.setswitchinterval(0.0005)

application = get_wsgi_application()
