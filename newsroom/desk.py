"""The desk: Django's admin with a first page of ours, wired to stories and comments."""

from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.dispatch import receiver
from django.http import Http404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import kept_forms
from articles.models import AuditEntry
from articles.proposals import taken_over
from articles.waiting import Waiting, count_up_to, waiting
from comments.models import Comment
from comments.posting import keep_in_step
from newsroom import second_factor_views


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

    def login(self, request, extra_context=None):
        """Under the newsroom's name; Django would put the host's there."""
        name = {"site_name": settings.NEWSROOM_NAME}
        return super().login(request, name | (extra_context or {}))

    def index(self, request, extra_context=None):
        context = {
            "waiting": waiting(request.user, at=timezone.now()) + comments_to_review(request.user),
            "my_entries": AuditEntry.objects.latest_of(request.user),
        }
        return super().index(request, context | (extra_context or {}))


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
