import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from hypothesis import settings

# How long an example takes says more about the machine than about the code.
settings.register_profile("without deadline", deadline=None)
settings.load_profile("without deadline")


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
