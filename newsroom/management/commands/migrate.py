"""Django's own migrate, by one at a time: two servers that start together share a database."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.core.management.commands.migrate import Command as DjangoCommand
from django.db import connections

# Any number that no other program of the newsroom locks.
LOCK = 7_240_871
ADDRESS = ("dbname", "user", "password", "host", "port")


class Command(DjangoCommand):
    def handle(self, *args, **options):
        with alone(options["database"]):
            return super().handle(*args, **options)


@contextmanager
def alone(alias: str) -> Iterator[None]:
    """Wait until nobody else migrates this database; a process that dies lets go."""
    connection = connections[alias]
    if connection.vendor == "postgresql":
        parameters = connection.get_connection_params()
        address = {name: parameters[name] for name in ADDRESS if parameters.get(name)}
        # A connection of its own: the lock must outlive the transactions of the migrations.
        with psycopg.connect(**address, autocommit=True) as held:
            held.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            yield
        return
    name = str(connection.settings_dict["NAME"])
    if ":memory:" in name or "mode=memory" in name:
        yield
        return
    with Path(f"{name}.migrating").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
