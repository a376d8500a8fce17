import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from articles.roles import Role
from tests.builders import make_user

pytestmark = pytest.mark.django_db


def address_of(user):
    return reverse("admin:newsroom_user_change", args=[user.pk])


def test_an_administrator_gives_roles_but_no_rights_beyond_them(client_of):
    boss, colleague = make_user(Role.ADMINISTRATOR), make_user(Role.REPORTER)
    page = client_of(boss).get(address_of(colleague))
    fields = set(page.context["adminform"].form.fields)
    assert "groups" in fields
    assert not fields & {"is_superuser", "user_permissions"}


def test_an_administrator_does_not_change_a_superuser(client_of, administrator):
    client = client_of(make_user(Role.ADMINISTRATOR, "boss"))
    assert "adminform" in client.get(address_of(administrator)).context
    response = client.post(address_of(administrator), {"username": "taken"})
    assert response.status_code == 403
    administrator.refresh_from_db()
    assert administrator.username == "administrator"


def test_an_administrator_sets_no_password_of_a_superuser(client_of, administrator):
    client = client_of(make_user(Role.ADMINISTRATOR, "boss"))
    address = reverse("admin:auth_user_password_change", args=[administrator.pk])
    assert client.get(address).status_code == 403


def test_a_superuser_gives_every_right(client_of, administrator):
    page = client_of(administrator).get(address_of(make_user(Role.REPORTER)))
    assert {"is_superuser", "user_permissions"} <= set(page.context["adminform"].form.fields)


@pytest.mark.parametrize("role", [Role.REPORTER, Role.EDITOR, Role.MODERATOR])
def test_nobody_else_sees_accounts(client_of, role):
    client = client_of(make_user(role))
    assert client.get(reverse("admin:newsroom_user_changelist")).status_code == 403


def test_the_login_stands_under_the_newsrooms_name(client, settings, db):
    settings.NEWSROOM_NAME = "جريدة البلدة"
    page = client.get(reverse("admin:login"))
    assert page.context["site_name"] == "جريدة البلدة"
    assert "testserver" not in page.content.decode()


def test_roles_stand_in_arabic_wherever_an_administrator_reads_them(client_of, administrator):
    client, colleague = client_of(administrator), make_user(Role.REPORTER)
    group = colleague.groups.get()
    page = client.get(address_of(colleague)).content.decode()
    assert f'<option value="{group.pk}" selected>محرر</option>' in page
    assert ">محرر</a>" in client.get(reverse("admin:newsroom_user_changelist")).content.decode()
    assert ">محرر</a>" in client.get(reverse("admin:auth_group_changelist")).content.decode()


def test_a_group_of_the_newsrooms_own_keeps_its_name(client_of, administrator):
    own = Group.objects.create(name="قسم الصور")
    page = client_of(administrator).get(address_of(administrator)).content.decode()
    assert f'<option value="{own.pk}">قسم الصور</option>' in page


def test_a_stored_password_is_described_in_arabic(client_of, administrator):
    administrator.set_password("كلمة لا يعرفها أحد")
    administrator.save()
    page = client_of(administrator).get(address_of(administrator)).content.decode()
    assert "ملح التشفير" in page
    assert "salt" not in page
