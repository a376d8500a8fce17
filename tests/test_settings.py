"""Settings come from the environment and fail with a sentence that names the variable."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
POSTGRES = "postgres://somebody@127.0.0.1:5432/newsroom"
PRODUCTION = {
    "DATABASE_URL": POSTGRES,
    "SECRET_KEY": "k" * 30 + "abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": "news.example",
    "NEWSROOM_HTTPS": "1",
    "NEWSROOM_TRUSTED_PROXIES": "127.0.0.1",
}


def run(code, **variables):
    """Run Python with the project's settings and just these of its variables."""
    ours = {"DATABASE_URL", "SECRET_KEY", "ALLOWED_HOSTS", "DEBUG", "CI", "CACHE_URL"}
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ours and not name.startswith("NEWSROOM_")
    }
    environment = kept | {"DJANGO_SETTINGS_MODULE": "newsroom.settings"} | variables
    return subprocess.run(
        [sys.executable, *code], cwd=ROOT, env=environment, capture_output=True, text=True
    )


@pytest.mark.parametrize(
    "variables",
    [
        {"DEBUG": "perhaps"},
        {"NEWSROOM_TIME_ZONE": "Mars/Olympus"},
        {"NEWSROOM_MONTHS": "lunar"},
        {"DATABASE_URL": "mysql://root@127.0.0.1/x", "SECRET_KEY": "x"},
        {"DATABASE_URL": "nonsense", "SECRET_KEY": "x"},
        {"DATABASE_URL": POSTGRES},
        {"DATABASE_REPLICA_URL": POSTGRES},
        {"DATABASE_REPLICA_URL": "nonsense", "DATABASE_URL": POSTGRES, "SECRET_KEY": "x"},
        {"CACHE_URL": "memcached://127.0.0.1"},
        {"NEWSROOM_PROXY_SECONDS": "a while"},
    ],
    ids=lambda variables: ",".join(variables),
)
def test_a_wrong_setting_is_named_in_a_sentence(variables):
    failed = run(["-c", "import django; django.setup()"], **variables)
    named = "SECRET_KEY" if list(variables) == ["DATABASE_URL"] else next(iter(variables))
    message = failed.stderr.strip().splitlines()[-1]
    assert message.startswith(f"django.core.exceptions.ImproperlyConfigured: {named}")


def test_the_documented_production_settings_pass_the_deployment_check():
    checked = run(["manage.py", "check", "--deploy", "--fail-level", "INFO"], **PRODUCTION)
    assert (checked.returncode, checked.stderr) == (0, "")


def test_postgresql_is_used_through_a_pool():
    code = (
        "import django; django.setup(); from django.conf import settings; "
        "d = settings.DATABASES['default']; print(d['ENGINE'], 'pool' in d['OPTIONS'])"
    )
    shown = run(["-c", code], **PRODUCTION)
    assert shown.stdout.strip() == "django.db.backends.postgresql True"


def test_the_embedded_database_waits_for_a_lock_and_keeps_foreign_keys(tmp_path):
    code = (
        "import django; django.setup(); from django.db import connection as c; k = c.cursor();"
        "print([k.execute('PRAGMA ' + p).fetchone()[0] for p in "
        "('journal_mode', 'foreign_keys', 'busy_timeout')])"
    )
    shown = run(["-c", code], DATABASE_URL=f"sqlite:///{tmp_path}/x.sqlite3", SECRET_KEY="x")
    assert shown.stdout.strip() == "['wal', 1, 20000]"


def test_debug_is_off_unless_asked_for():
    code = "from django.conf import settings; print(settings.DEBUG)"
    assert run(["-c", code], SECRET_KEY="x").stdout.strip() == "False"
    assert run(["-c", code], SECRET_KEY="x", DEBUG="1").stdout.strip() == "True"
