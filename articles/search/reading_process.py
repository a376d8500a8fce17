"""How a process of a rebuild begins. Without models, which nobody may import before it has."""

import django
from django.db import connection

# Numbers of terms that this process has met in a rebuild.
numbers: dict[str, int] = {}


def begin(database: str) -> None:
    """Let the process know Django, and the database that its parent uses."""
    django.setup()
    connection.settings_dict["NAME"] = database
