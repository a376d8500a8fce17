"""The staff's roles: groups that migrations make, named here for everybody who asks for one."""

from collections.abc import Iterable

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    REPORTER = "reporter", _("reporter")
    EDITOR = "editor", _("editor")
    MODERATOR = "moderator", _("moderator")
    ADMINISTRATOR = "administrator", _("administrator")


def grant(apps: Apps, role: str, permissions: Iterable[str]) -> None:
    """Give a role permissions such as "articles.view_story"; for migrations.

    The group is made if it is missing. So are the permissions of the apps that are named:
    Django itself makes them only after the last migration. Raises LookupError for a permission
    that no model of that app has.
    """
    group, _is_new = apps.get_model("auth", "Group").objects.get_or_create(name=role)
    codenames: dict[str, set[str]] = {}
    for permission in permissions:
        app_label, codename = permission.split(".")
        codenames.setdefault(app_label, set()).add(codename)
    for app_label, wanted in codenames.items():
        group.permissions.add(*_permissions(apps, app_label, wanted))


def _permissions(apps: Apps, app_label: str, codenames: set[str]) -> list[models.Model]:
    _make_permissions(apps, app_label)
    found = list(
        apps.get_model("auth", "Permission").objects.filter(
            content_type__app_label=app_label, codename__in=codenames
        )
    )
    missing = codenames - {permission.codename for permission in found}
    if missing:
        raise LookupError(f"{app_label} has no permission {', '.join(sorted(missing))}.")
    return found


def _make_permissions(apps: Apps, app_label: str) -> None:
    app_config = apps.get_app_config(app_label)
    # In a migration the app has models but no module of them, which Django takes for none.
    app_config.models_module = getattr(app_config, "models_module", True)
    create_permissions(app_config, verbosity=0, apps=apps)
