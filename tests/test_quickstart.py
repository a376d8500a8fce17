"""One command from a clone to a newsroom."""

import re
import socket
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.models import Story
from newsroom.demo_cast import ROLES
from newsroom.models import User
from newsroom.serving import server_command

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def local(settings, tmp_path):
    settings.IS_LOCAL = True
    settings.STATIC_ROOT = tmp_path / "static"


def quickstart(*arguments):
    out = StringIO()
    call_command("quickstart", "--no-serve", *arguments, stdout=out)
    return out.getvalue()


def passwords(output):
    return dict(re.findall(r"^  (\w+) +(\S{16})$", output, re.M))


def test_it_imports_the_seeds_and_makes_the_cast():
    shown = passwords(quickstart())
    assert Story.objects.published().count() == 5
    assert set(shown) == set(ROLES)
    for name, password in shown.items():
        user = User.objects.get(username=name)
        assert user.check_password(password)
        assert user.groups.get().name == name


def test_it_prints_where_to_go():
    output = quickstart("--port", "8123")
    for address in ("/", "/desk/", "/desk/comments/comment/queue/"):
        assert f"http://127.0.0.1:8123{address}\n" in output


def test_run_again_it_changes_nothing_and_prints_no_password():
    quickstart()
    Story.objects.update(headline="عنوان جديد")
    before = list(User.objects.order_by("pk").values())
    assert passwords(quickstart()) == {}
    assert list(User.objects.order_by("pk").values()) == before
    assert set(Story.objects.values_list("headline", flat=True)) == {"عنوان جديد"}


def test_new_passwords_are_made_on_request():
    old = passwords(quickstart())
    new = passwords(quickstart("--reset-passwords"))
    assert all(old[name] != new[name] for name in ROLES)
    editor = User.objects.get(username="editor")
    assert not editor.check_password(old["editor"])
    assert editor.check_password(new["editor"])


def test_a_named_database_gets_demo_accounts_only_on_request(settings):
    settings.IS_LOCAL = False
    assert "No demo accounts" in quickstart()
    assert not User.objects.exists()
    quickstart("--demo-accounts")
    assert User.objects.count() == len(ROLES)


def test_a_taken_port_is_named_before_anything_is_done():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {port} cannot be used"):
            call_command("quickstart", port=port, stdout=StringIO())
    assert not Story.objects.exists()


def test_the_readme_starts_the_server_as_quickstart_does():
    [unit] = re.findall(r"^ExecStart=\S+ (.*)$", (ROOT / "README.md").read_text(), re.M)
    command = server_command(8000)
    own = {"--no-ws", "--host", "127.0.0.1", "--port", "8000"}
    assert unit.split() == [word for word in command[1:] if word not in own]
