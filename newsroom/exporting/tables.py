"""Which models are exported: all that are installed, but for those named here with a reason."""

from collections.abc import Iterable

from django.apps import apps
from django.db.models import Model

LEFT_OUT = {
    "contenttypes.ContentType": "the migrations make it",
    "auth.Permission": "the migrations make it",
    "sessions.Session": "whoever is logged in logs in again",
    "articles.Tally": "triggers count it from the stories, here as there",
    "newsroom.Change": "it tells the kept pages what has changed, and is forgotten in an hour",
    "axes.AccessAttempt": "it counts wrong passwords for a quarter of an hour",
    "axes.AccessAttemptExpiration": "it counts wrong passwords for a quarter of an hour",
    "axes.AccessFailureLog": "it stays empty",
    "axes.AccessLog": "it stays empty",
}


class NotExportable(Exception):
    """A model has a field that cannot be written, or points at one that is left out."""


def exported_models() -> list[type[Model]]:
    """Every exported model, through tables of many-to-many relations included, by its label."""
    models = apps.get_models(include_auto_created=True)
    kept = (m for m in models if m._meta.managed and m._meta.label not in LEFT_OUT)
    return sorted(kept, key=label)


def label(model: type[Model]) -> str:
    return model._meta.label_lower


def named(models: Iterable[type[Model]]) -> dict[str, type[Model]]:
    return {label(model): model for model in models}
