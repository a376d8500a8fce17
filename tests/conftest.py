import pytest
from django.contrib.auth import get_user_model
from django.db import connection, connections
from django.test import Client
from hypothesis import HealthCheck, settings
from pytest_django.plugin import blocking_manager_key

from articles import triggers

# How long an example takes says more about the machine than about the code.
settings.register_profile(
    "without deadline", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("without deadline")

APPEND_ONLY = {"articles_auditentry": "", "articles_revision": "live_at", "comments_decision": ""}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup):
    """Let every connection know what a test with real transactions gives back.

    Django tells only the one that made the database, and Playwright's event loop has its own.
    """
    first = connections["default"]
    if hasattr(first, "_test_serialized_contents"):
        type(first)._test_serialized_contents = first._test_serialized_contents


def pytest_collection_modifyitems(items):
    """Give what migrations wrote, the roles above all, back to a test with real transactions."""
    restored = pytest.mark.django_db(transaction=True, serialized_rollback=True)
    for item in filter(has_real_transactions, items):
        item.add_marker(restored, append=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """SQLite empties its tables row by row after a test with real transactions: let it."""
    if not has_real_transactions(item) or connection.vendor != "sqlite":
        return (yield)
    database = item.config.stash[blocking_manager_key]
    with database.unblock():
        for table in APPEND_ONLY:
            triggers.remove(connection, table)
    try:
        return (yield)
    finally:
        if nextitem:
            with database.unblock():
                for table, set_once in APPEND_ONLY.items():
                    triggers.install(connection, table, set_once=set_once)


def has_real_transactions(item):
    marker = item.get_closest_marker("django_db")
    is_marked = marker is not None and marker.kwargs.get("transaction")
    return is_marked or {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))


@pytest.fixture
def client_of(db):
    """A function that logs a user in and returns the browser they use."""

    def log_in(user):
        client = Client()
        client.force_login(user)
        return client

    return log_in


@pytest.fixture
def administrator(db):
    return get_user_model().objects.create_superuser("administrator")
