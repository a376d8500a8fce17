"""The desk: Django's admin with a first page of ours, wired to stories and comments."""

from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.dispatch import receiver
from django.http import Http404
from django.urls import get_script_prefix, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles import kept_forms
from articles.models import AuditEntry
from articles.proposals import taken_over
from articles.waiting import Waiting, count_up_to, waiting
from comments.models import Comment
from comments.posting import keep_in_step
from newsroom import second_factor, second_factor_views

# Sets of rights, times languages and pages; a set is a role's or of somebody with rights beyond.
MOST_APP_LISTS = 256
EVERY_RIGHT = frozenset({"*"})


class Desk(AdminSite):
    site_header = _("The desk")
    site_title = _("The desk")
    index_title = _("What waits for you")

    def get_urls(self):
        # Django's shortcut to an object's page asks nobody whether they may know its address.
        view = self.admin_view
        return [
            path("r/<path:rest>", view(nothing)),
            path("second-factor/", view(second_factor_views.manage), name="second-factor"),
            path("second-factor/ask/", view(second_factor_views.ask), name="second-factor-ask"),
            path(
                "second-factor/set-up/",
                view(second_factor_views.set_up),
                name="second-factor-set-up",
            ),
            *super().get_urls(),
        ]

    def admin_view(self, view, cacheable=False):
        """Django's guard; what is sent after the login has ended waits for its writer."""
        guarded = super().admin_view(kept_forms.given_back(view), cacheable)

        @wraps(guarded)
        def keeping(request, *args, **kwargs):
            if request.method == "POST" and not self.has_permission(request):
                kept_forms.keep(request)
            return guarded(request, *args, **kwargs)

        return keeping

    def is_open_to(self, request):
        """Whether the user has given all that the desk asks for, a second step included."""
        return self.has_permission(request) and not second_factor.is_due(request.user)

    def login(self, request, extra_context=None):
        """Under the newsroom's name; Django would put the host's there."""
        name = {"site_name": settings.NEWSROOM_NAME}
        return super().login(request, name | (extra_context or {}))

    def get_app_list(self, request, app_label=None):
        """What the user may see, asked of each model once for the same rights and language."""
        key = app_label, rights_of(request.user), get_language(), get_script_prefix()
        if key not in self.app_lists:
            if len(self.app_lists) == MOST_APP_LISTS:
                self.app_lists.clear()
            self.app_lists[key] = super().get_app_list(request, app_label)
        return self.app_lists[key]

    @cached_property
    def app_lists(self) -> dict[tuple[Any, ...], list[dict[str, Any]]]:
        return {}

    def index(self, request, extra_context=None):
        context = {
            "waiting": waiting(request.user, at=timezone.now()) + comments_to_review(request.user),
            "my_entries": AuditEntry.objects.latest_of(request.user),
        }
        return super().index(request, context | (extra_context or {}))


def rights_of(user: Any) -> frozenset[str]:
    """All that the desk's models ask of a user: their permissions, or that they have every one."""
    if user.is_active and user.is_superuser:
        return EVERY_RIGHT
    return frozenset(user.get_all_permissions())


def nothing(request, rest):
    raise Http404


def comments_to_review(user: Any) -> list[Waiting]:
    """The moderators' line of the first page."""
    if not user.has_perm("comments.moderate_comment"):
        return []
    count = count_up_to(Comment.objects.queued())
    return [Waiting(_("comments to review"), count, reverse("admin:comments_queue"))]


@receiver(taken_over)
def take_comments(sender, story, comments, at, **kwargs):
    """Give the comments below a received text to their app when an editor takes it over."""
    keep_in_step(story, comments, at=at)
