"""What a moderator can narrow the queue to."""

from datetime import timedelta

import django_filters
from django import forms
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.forms.utils import flatatt
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.drop_down import options
from articles.models import Source
from articles.search.rows import holding
from comments.models import Appeal, Comment, CommentQuerySet, Decision, Flag, Reason, Report

# What a row's number can be in either database.
LARGEST_NUMBER = 2**63 - 1
MOST_DIGITS = 18


class SavedView(models.TextChoices):
    ALL = "all", _("Everything")
    MUST_SEE = "must_see", _("Must be looked at")
    REPORTED = "reported", _("Reported")
    HELD = "held", _("Held")
    FLAGGED = "flagged", _("Flagged")
    FIRST_TIMERS = "first_timers", _("First comments")
    APPEALS = "appeals", _("Appeals")
    SAMPLE = "sample", _("Random sample")
    UNSEEN = "unseen", _("Not yet looked at")
    DECIDED = "decided", _("Decided already")


def open_flags() -> models.QuerySet:
    return Flag.objects.filter(comment=OuterRef("pk"), text_version=OuterRef("text_version"))


def open_reports() -> models.QuerySet:
    return Report.objects.filter(comment=OuterRef("pk"), was_upheld__isnull=True)


def _earlier_by_the_same_reader() -> models.QuerySet:
    return Comment.objects.filter(reader_key=OuterRef("reader_key"), pk__lt=OuterRef("pk"))


def _decisions() -> models.QuerySet:
    return Decision.objects.filter(comment=OuterRef("pk"), moderator__isnull=False)


# Saved view: what it asks of a comment that waits.
CONDITIONS = {
    SavedView.MUST_SEE: lambda: Q(must_review=True) | Q(is_escalated=True),
    SavedView.REPORTED: lambda: Exists(open_reports()),
    SavedView.HELD: lambda: Q(status=Comment.Status.HELD),
    SavedView.FLAGGED: lambda: Exists(open_flags()),
    SavedView.FIRST_TIMERS: lambda: ~Q(reader_key="") & ~Exists(_earlier_by_the_same_reader()),
    SavedView.APPEALS: lambda: Q(appeal__outcome=Appeal.Outcome.WAITING),
    SavedView.SAMPLE: lambda: Q(is_sampled=True),
    SavedView.UNSEEN: lambda: ~Exists(_decisions()),
}


def saved_view(name: str) -> CommentQuerySet:
    """The comments of a saved view, worst first; decided ones the latest first."""
    if name == SavedView.DECIDED:
        latest = _decisions().order_by("-pk").values("pk")[:1]
        decided = Comment.objects.filter(is_queued=False).annotate(decision=latest)
        return decided.filter(decision__isnull=False).order_by(F("decision").desc())
    queued = Comment.objects.queued()
    return queued.filter(CONDITIONS[name]()) if name in CONDITIONS else queued


def after(begin: str, name: str) -> Q:
    """What stands below a place in a saved view; Q() where it is no place. See `place_below`."""
    first, _sign, pk = begin.rpartition("~")
    if not pk.isdecimal() or len(pk) > MOST_DIGITS:
        return Q()
    if name == SavedView.DECIDED:
        return Q(decision__lt=int(pk))
    try:
        priority = float(first)
    except ValueError:
        return Q()
    # The first condition says nothing new, but an index can begin at it; at an OR it cannot.
    begins = Q(priority__lte=priority)
    return begins & (Q(priority__lt=priority) | Q(pk__gt=int(pk)))


def place_below(comment: Comment, name: str) -> str:
    """The place right below a comment of a saved view, to begin the next page at."""
    if name == SavedView.DECIDED:
        return f"~{comment.decision}"
    return f"{comment.priority!r}~{comment.pk}"


class QuickSelect(forms.Select):
    """A drop-down list; Django's own renders two templates for each of the choices."""

    def render(self, name, value, attrs=None, renderer=None) -> SafeString:
        chosen = self.format_value(value)
        choices = ((option, label, str(option) in chosen) for option, label in self.choices)
        attributes = self.build_attrs(self.attrs, (attrs or {}) | {"name": name})
        return format_html("<select{}>{}</select>", flatatt(attributes), options(choices))


class QueueFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=_("words"), method="with_words")
    status = django_filters.ChoiceFilter(
        label=_("status"), choices=Comment.Status.choices, widget=QuickSelect
    )
    reason = django_filters.ChoiceFilter(
        label=_("reason"), choices=Reason.choices, method="with_reason", widget=QuickSelect
    )
    source = django_filters.ModelChoiceFilter(
        label=_("source"),
        field_name="story__source",
        queryset=Source.objects.only("name"),
        widget=QuickSelect,
    )
    story = django_filters.NumberFilter(
        label=_("story (number)"), field_name="story_id", max_value=LARGEST_NUMBER
    )
    hours = django_filters.NumberFilter(
        label=_("waiting for at least (hours)"), method="waiting_for", min_value=0
    )
    moderator = django_filters.ModelChoiceFilter(
        label=_("moderator"),
        field_name="decisions__moderator",
        queryset=get_user_model().objects.filter(groups__name="moderator"),
        distinct=True,
        widget=QuickSelect,
    )

    class Meta:
        model = Comment
        fields = ["q", "status", "reason", "source", "story", "hours", "moderator"]

    def with_words(self, queryset, _name, value):
        return holding(queryset, value)

    def with_reason(self, queryset, _name, value):
        flagged, reported = open_flags().filter(reason=value), open_reports().filter(reason=value)
        return queryset.filter(Exists(flagged) | Exists(reported))

    def waiting_for(self, queryset, _name, value):
        # Ten years are as good as for ever, and a date that exists.
        hours = min(float(value), 87_600.0)
        begun = timezone.now() - timedelta(hours=hours)
        return queryset.with_waiting_since().filter(waits_since__lte=begun)
