"""The desk's menu and the rows of its lists, which are written without Django's own templates."""

import re

import pytest
from django.contrib.admin import site
from django.contrib.admin.templatetags.admin_list import items_for_result
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import translation

from articles.admin.lists import ListAdmin
from articles.models import Story
from articles.roles import Role
from tests.builders import make_story, make_user
from tests.desk_world import make_world

pytestmark = pytest.mark.django_db

STORIES = reverse("admin:articles_story_changelist")
ROW = re.compile(r"<tr>(<t[dh] class=\"(?:action-checkbox|field).*)</tr>")
LISTS = [
    reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    for model, shown in site._registry.items()
    if isinstance(shown, ListAdmin)
]


def written(page):
    return ROW.findall(page.content.decode())


@pytest.mark.parametrize("query", ["", "?_popup=1", "?p=1"])
def test_a_row_is_written_as_django_writes_it(client_of, query):
    make_world()
    client = client_of(get_user_model().objects.create_superuser("root"))
    make_story(headline='<b onclick="x">&quot;"')
    filled = 0
    for address in LISTS:
        page = client.get(address + query)
        found = page.context["cl"]
        with translation.override("ar"):
            rows = ["".join(items_for_result(found, row, None)) for row in found.result_list]
        assert written(page) == rows, address
        filled += bool(rows)
    assert filled > 8


def test_an_empty_list_has_no_table(client_of):
    page = client_of(make_user(Role.EDITOR)).get(STORIES)
    assert 'id="result_list"' not in page.content.decode()


def test_steps_with_ticked_stories_read_them_whole(client_of):
    story = make_story(status=Story.Status.DRAFT, body="<p>نص.</p>", summary="ملخص")
    client = client_of(make_user(Role.EDITOR))
    client.post(STORIES, {"action": "publish", "_selected_action": [story.pk], "accept_gaps": "1"})
    story.refresh_from_db()
    assert (story.body, story.summary) == ("<p>نص.</p>", "ملخص")


# The menu


def links(page):
    """The addresses of the menu, each with whether it is marked as the page's own."""
    menu = page.content.decode().partition('id="nav-sidebar"')[2].partition("</nav>")[0]
    found = re.findall(r'<th[^>]*>\s*<a href="([^"]+)"( aria-current="page")?', menu)
    return {address: bool(mark) for address, mark in found}


def test_the_menu_marks_the_page_that_is_open(client_of):
    client = client_of(make_user(Role.EDITOR))
    story = make_story()
    for address in (STORIES, reverse("admin:articles_story_change", args=[story.pk])):
        marked = [place for place, is_marked in links(client.get(address)).items() if is_marked]
        assert marked == [STORIES]


def test_each_persons_menu_has_what_they_may_see(client_of, administrator):
    reporter, moderator = make_user(Role.REPORTER), make_user(Role.MODERATOR)
    comments = reverse("admin:comments_comment_changelist")
    users = reverse("admin:newsroom_user_changelist")
    menus = {
        name: links(client_of(user).get(address)).keys()
        for name, user, address in (
            ("administrator", administrator, STORIES),
            ("reporter", reporter, STORIES),
            ("moderator", moderator, comments),
        )
    }
    assert {comments, users, STORIES} <= menus["administrator"]
    assert STORIES in menus["reporter"]
    assert not {comments, users} & menus["reporter"]
    assert comments in menus["moderator"]
    assert users not in menus["moderator"]


def test_a_right_that_is_given_or_taken_shows_in_the_menu(client_of):
    reporter = make_user(Role.REPORTER)
    client = client_of(reporter)
    before = links(client.get(STORIES)).keys()
    reporter.is_superuser = True
    reporter.save()
    assert before < links(client.get(STORIES)).keys()
    reporter.is_superuser = False
    reporter.save()
    assert links(client.get(STORIES)).keys() == before


def test_the_menu_speaks_each_persons_language(client_of):
    ours = client_of(make_user(Role.EDITOR, "سعاد")).get(STORIES).content.decode()
    english = client_of(make_user(Role.EDITOR, "ann", interface_language="en"))
    assert "الأخبار" in ours.partition('id="nav-sidebar"')[2].partition("</nav>")[0]
    menu = english.get(STORIES).content.decode().partition('id="nav-sidebar"')[2]
    assert ">Stories</a>" in menu.partition("</nav>")[0]
