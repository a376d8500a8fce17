"""The cast of the demonstration: one account for each role, with passwords nobody can guess."""

import secrets

from django.contrib.auth.models import Group
from django.db import transaction

from newsroom.models import User

ROLES = ("reporter", "editor", "moderator", "administrator")


@transaction.atomic
def ensure_cast(*, reset_passwords: bool = False) -> dict[str, str]:
    """Make the accounts that are missing; the new passwords by name, "" where one was kept."""
    return {role: _ensure(role, reset_passwords) for role in ROLES}


def _ensure(role: str, reset_password: bool) -> str:
    user, is_new = User.objects.get_or_create(username=role, defaults={"is_staff": True})
    if not is_new and not reset_password:
        return ""
    password = secrets.token_urlsafe(12)
    user.set_password(password)
    user.is_superuser = role == "administrator"
    user.save()
    user.groups.add(Group.objects.get_or_create(name=role)[0])
    return password
