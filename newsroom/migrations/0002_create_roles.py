from django.db import migrations

from articles.roles import Role, grant

REPORTER = [
    "articles.add_story",
    "articles.view_story",
    "articles.change_story",
    "articles.submit_story",
    "articles.view_source",
    "articles.add_photo",
    "articles.view_photo",
    "articles.change_photo",
    "articles.delete_photo",
]
EDITOR = [
    *REPORTER,
    "articles.change_every_story",
    "articles.send_back_story",
    "articles.publish_story",
    "articles.schedule_story",
    "articles.correct_story",
    "articles.retract_story",
    "articles.kill_story",
    "articles.break_embargo",
    "articles.add_source",
    "articles.change_source",
    "articles.add_seedfile",
    "articles.view_seedfile",
    "articles.change_seedfile",
]
MODERATOR = [
    "comments.view_comment",
    "comments.moderate_comment",
]
ADMINISTRATOR = [
    *EDITOR,
    *MODERATOR,
    "newsroom.add_user",
    "newsroom.view_user",
    "newsroom.change_user",
    "auth.view_group",
]


def create_roles(apps, schema_editor):
    grant(apps, Role.REPORTER, REPORTER)
    grant(apps, Role.EDITOR, EDITOR)
    grant(apps, Role.MODERATOR, MODERATOR)
    grant(apps, Role.ADMINISTRATOR, ADMINISTRATOR)


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0001_initial"),
        ("articles", "0002_add_desk_permissions"),
        ("comments", "0002_add_moderation_permission"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(create_roles, migrations.RunPython.noop)]
