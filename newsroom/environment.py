"""Reading settings from the environment, with a sentence for whoever sets them wrong."""

import ipaddress
import os
import secrets
import zoneinfo
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"", "0", "false", "no", "off"}

SQLITE_OPTIONS = {
    # A writer takes its lock at BEGIN: two writers wait for each other instead of failing midway.
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
        "PRAGMA foreign_keys=ON; PRAGMA cache_size=-16000;"
    ),
}


# None of our queries runs long enough to be compiled or shared among processes, and what they
# read is mostly in memory, where jumping to a page costs little more than reading on.
POSTGRESQL_OPTIONS = "-c jit=off -c max_parallel_workers_per_gather=0 -c random_page_cost=1.1"


def flag(name: str, *, default: bool = False) -> bool:
    """The truth value of an environment variable; anything but a yes or a no is an error."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.strip().lower() in TRUE:
        return True
    if value.strip().lower() in FALSE:
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}: set it to 1 or 0.")


def number(name: str, default: int) -> int:
    """A whole number of at least 0."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if not (value.isascii() and value.isdigit()):
        raise ImproperlyConfigured(f"{name} is {value!r}: set it to a whole number, 0 or more.")
    return int(value)


def url(name: str, schemes: tuple[str, ...]) -> str:
    """An address with one of these schemes, or "" where none is given."""
    value = os.environ.get(name, "").strip()
    if value and value.partition("://")[0] not in schemes:
        begins = ", ".join(f"{scheme}://" for scheme in schemes)
        raise ImproperlyConfigured(f"{name} cannot be used: write an address after {begins}.")
    return value


def words(name: str, default: str = "") -> list[str]:
    """The comma-separated entries of an environment variable, without blanks."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def networks(name: str) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    """The comma-separated addresses or networks of an environment variable."""
    try:
        return [ipaddress.ip_network(word) for word in words(name)]
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{name}: {error}. Write addresses or networks, such as 127.0.0.1,10.0.0.0/8."
        ) from error


def time_zone(name: str, default: str) -> str:
    """The name of a time zone that this machine knows."""
    value = os.environ.get(name, default)
    try:
        zoneinfo.ZoneInfo(value)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ImproperlyConfigured(
            f"{name} is {value!r}, which is no time zone: use a name such as Asia/Beirut."
        ) from error
    return value


def one_of(name: str, allowed: tuple[str, ...], default: str) -> str:
    """The value of an environment variable that must be one of `allowed`."""
    value = os.environ.get(name, default)
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} is {value!r}: set it to one of {', '.join(allowed)}.")
    return value


def database(name: str, sqlite_file: Path) -> dict[str, Any]:
    """Django's description of the database that the variable names, or of the embedded one."""
    url = os.environ.get(name, "").strip()
    if not url:
        sqlite_file.parent.mkdir(parents=True, exist_ok=True)
        return _sqlite(str(sqlite_file))
    try:
        parsed = dj_database_url.parse(url)
    except (ValueError, KeyError) as error:
        raise ImproperlyConfigured(
            f"{name} cannot be read: write it as postgres://USER:PASSWORD@HOST:5432/NAME."
        ) from error
    if parsed["ENGINE"] == "django.db.backends.sqlite3":
        return _sqlite(parsed["NAME"])
    if parsed["ENGINE"] == "django.db.backends.postgresql":
        return _postgresql(parsed)
    raise ImproperlyConfigured(f"{name}: Newsroom runs on PostgreSQL and SQLite, not on this.")


def replica(name: str, original: dict[str, Any]) -> dict[str, Any] | None:
    """Django's description of the replica that the variable names; None where none is named."""
    url = os.environ.get(name, "").strip()
    if not url:
        return None
    described = database(name, Path())
    if {described["ENGINE"], original["ENGINE"]} != {"django.db.backends.postgresql"}:
        raise ImproperlyConfigured(f"{name}: only a PostgreSQL database has a replica.")
    # One that is away must not keep readers waiting: the original answers them.
    options = described["OPTIONS"] | {"connect_timeout": 2}
    options["pool"] = options["pool"] | {"timeout": 2, "reconnect_timeout": 5}
    return described | {"OPTIONS": options, "TEST": {"MIRROR": "default"}}


def _sqlite(file: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        # Opening the file with its pragmas takes a tenth of the time that a page takes.
        "CONN_MAX_AGE": None,
        "OPTIONS": SQLITE_OPTIONS,
    }


def _postgresql(parsed: dict[str, Any]) -> dict[str, Any]:
    options = parsed.get("OPTIONS", {})
    # Who writes is told soon that the database is away; a connection that it has dropped is
    # found out before it is used, so that all is well again without a restart.
    pool = {"min_size": 1, "max_size": 8, "timeout": 3}
    options = {"connect_timeout": 3, "options": POSTGRESQL_OPTIONS} | options | {"pool": pool}
    return parsed | {"CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": True, "OPTIONS": options}


def secret_key(name: str, file: Path, *, is_local: bool) -> str:
    """The secret key: from the environment, or for the local default from a file made once.

    Raises ImproperlyConfigured where a database is named but no key is given.
    """
    value = os.environ.get(name, "")
    if value:
        return value
    if not is_local:
        raise ImproperlyConfigured(
            f"{name} is not set, and DATABASE_URL names a database: set {name} to a long random "
            "text and keep it, e.g. the output of "
            "python -c 'import secrets; print(secrets.token_urlsafe(50))'."
        )
    return _kept_key(file)


def _kept_key(file: Path) -> str:
    """Read the key, or make it: the exclusive open lets only one of several processes write."""
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
            handle.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    key = file.read_text().strip()
    if not key:
        raise ImproperlyConfigured(f"{file} is empty: delete it, and a new key will be made.")
    return key
