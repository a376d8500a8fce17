"""The moderators' desk: the queue, its cards and the verbs. Every button works without script."""

from datetime import UTC, datetime
from functools import cache
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import site
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from articles.admin.searching import tell
from comments import learning, moderation
from comments.cards import Card, cards, with_context
from comments.filters import QueueFilter, SavedView, after, place_below, saved_view
from comments.models import Comment, Decision, Reason
from comments.models.reasons import FOR_MODERATORS
from comments.moderation import DecisionConflict, ModerationError

PAGE_SIZE = 20
FRAGMENT = "fetch"

moderators_only = permission_required("comments.moderate_comment", raise_exception=True)


class DecisionForm(forms.Form):
    """One decision as a card sends it."""

    verb = forms.ChoiceField(choices=Decision.Verb.choices)
    seen = forms.IntegerField(min_value=1)
    reason = forms.ChoiceField(choices=Reason.choices, required=False)
    note = forms.CharField(max_length=500, required=False)
    opened = forms.IntegerField(min_value=0, required=False)

    def opened_at(self) -> datetime | None:
        """When the card was opened, where that is a moment that has been."""
        opened = self.cleaned_data["opened"]
        now = timezone.now()
        if opened is None or opened > now.timestamp():
            return None
        return datetime.fromtimestamp(opened, UTC)


@never_cache
@require_safe
@moderators_only
def queue(request: HttpRequest) -> HttpResponse:
    """What waits, worst first: a page of cards, narrowed by a saved view and filters."""
    name = request.GET.get("view", SavedView.ALL)
    chosen = name if name in SavedView else SavedView.ALL
    queue_filter = QueueFilter(request.GET, queryset=with_context(saved_view(chosen)))
    tell(request, request.GET.get("q", ""))
    below = queue_filter.qs.filter(after(request.GET.get("after", ""), chosen))
    found = list(below[: PAGE_SIZE + 1])
    shown = cards(found[:PAGE_SIZE], moderator=request.user, at=timezone.now())
    context = {
        "title": _("Comments to review"),
        "cards": shown,
        "filter": queue_filter,
        "views": SavedView.choices,
        "view": chosen,
        "next_page": address_after(request, found, chosen),
    }
    return render(request, "comments/queue/queue.html", desk_context(request, context))


@never_cache
@require_safe
@moderators_only
def card(request: HttpRequest, pk: int) -> HttpResponse:
    """One comment's card by itself; opening it tells the other moderators."""
    comment = get_object_or_404(with_context(Comment.objects.all()), pk=pk)
    moderation.claim(comment, by=request.user, at=timezone.now())
    return show_card(request, comment)


@require_POST
@moderators_only
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    comment = get_object_or_404(Comment, pk=pk)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        message = _("The decision could not be read. Open the card again and choose once more.")
        return show_card(request, comment, error=message, status=400)
    try:
        made = moderation.decide(
            form.cleaned_data["verb"],
            comment,
            by=request.user,
            at=timezone.now(),
            seen=form.cleaned_data["seen"],
            reason=form.cleaned_data["reason"],
            note=form.cleaned_data["note"],
            opened_at=form.opened_at(),
        )
    except DecisionConflict as conflict:
        return show_card(request, conflict.comment, error=told(conflict), status=409)
    except (ModerationError, KeyError) as error:
        message = getattr(error, "message", moderation.TransitionNotAllowed.message)
        return show_card(request, comment, error=message, status=400)
    learning.train_when_due()
    return answer(request, comment, made)


@require_POST
@moderators_only
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    decision = get_object_or_404(Decision.objects.select_related("comment"), pk=pk)
    comment = decision.comment
    try:
        made = moderation.undo(decision, by=request.user, at=timezone.now(), seen=comment.version)
    except DecisionConflict as conflict:
        return show_card(request, conflict.comment, error=told(conflict), status=409)
    except ModerationError as error:
        return show_card(request, comment, error=error.message, status=400)
    return answer(request, comment, made)


@require_POST
@moderators_only
def bulk(request: HttpRequest) -> HttpResponse:
    """One verb for the comments that were ticked on the page, each with a result of its own."""
    ticked = [seen.partition(".") for seen in request.POST.getlist("ticked")][:PAGE_SIZE]
    results = [
        decide_one(request, int(pk), int(version))
        for pk, _dot, version in ticked
        if pk.isdecimal() and version.isdecimal()
    ]
    done = sum(result == "" for result in results)
    if done:
        sentence = ngettext("%(number)d comment decided.", "%(number)d comments decided.", done)
        messages.success(request, sentence % {"number": done})
    for result in filter(None, results):
        messages.warning(request, result)
    return redirect(next_address(request))


def decide_one(request: HttpRequest, pk: int, seen: int) -> str:
    """Decide as part of a bulk; "" or the sentence that says why not."""
    comment = get_object_or_404(Comment, pk=pk)
    form = DecisionForm(request.POST.dict() | {"seen": seen})
    if not form.is_valid():
        return f"{comment}: {moderation.ModerationError.message}"
    try:
        moderation.decide(
            form.cleaned_data["verb"],
            comment,
            by=request.user,
            at=timezone.now(),
            seen=seen,
            reason=form.cleaned_data["reason"],
        )
    except DecisionConflict as conflict:
        return f"{comment}: {told(conflict)}"
    except (ModerationError, KeyError) as error:
        return f"{comment}: {getattr(error, 'message', moderation.ModerationError.message)}"
    return ""


def answer(request: HttpRequest, comment: Comment, made: Decision | None) -> HttpResponse:
    """The decided card for a script; for everybody else the queue, with a way back."""
    if wants_fragment(request):
        return show_card(request, comment)
    if made is not None:
        messages.success(request, decided_sentence(made), extra_tags=f"undo-{made.pk}")
    return redirect(next_address(request))


def decided_sentence(made: Decision) -> str:
    return _("Comment %(number)d: %(verb)s.") % {
        "number": made.comment_id,
        "verb": made.get_verb_display(),
    }


def told(conflict: DecisionConflict) -> str:
    """Who decided what, for the moderator who came second."""
    decision = conflict.decision
    if decision is None or decision.moderator is None:
        return str(conflict.message)
    return _("%(who)s has decided already: %(verb)s.") % {
        "who": decision.moderator.get_full_name() or decision.moderator.username,
        "verb": decision.get_verb_display(),
    }


def show_card(
    request: HttpRequest, comment: Comment, *, error: Any = "", status: int = 200
) -> HttpResponse:
    """The comment's card as it is now: by itself for a script, else on a page of its own."""
    fresh = with_context(Comment.objects.filter(pk=comment.pk))
    shown: Card = cards(fresh, moderator=request.user, at=timezone.now())[0]
    template = (
        "comments/queue/_card.html" if wants_fragment(request) else "comments/queue/card.html"
    )
    context = {"title": _("Comments to review"), "card": shown, "error": error, "is_open": True}
    return render(request, template, desk_context(request, context), status=status)


def desk_context(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    shared = {
        "reason_options": reason_options(get_language()),
        "now": int(timezone.now().timestamp()),
        "next": request.get_full_path() if request.method == "GET" else next_address(request),
    }
    return {**site.each_context(request), **shared, **context}


@cache
def reason_options(language: str) -> SafeString:
    """The choices of a card's reason, the same on every card in this language, which is active."""
    return render_to_string("comments/queue/_reasons.html", {"reasons": FOR_MODERATORS})


def wants_fragment(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == FRAGMENT


def next_address(request: HttpRequest) -> str:
    wished = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wished, {request.get_host()}, request.is_secure())
    return wished if is_ours else reverse("admin:comments_queue")


def address_after(request: HttpRequest, found: list[Comment], name: str) -> str:
    """The query of the next page, which begins below the last card; "" where there is none."""
    if len(found) <= PAGE_SIZE:
        return ""
    query = request.GET.copy()
    query["after"] = place_below(found[PAGE_SIZE - 1], name)
    return query.urlencode()
