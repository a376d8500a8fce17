from django.contrib import admin
from django.contrib.admin.widgets import ForeignKeyRawIdWidget
from django.db.models import Q
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from articles.admin.audit import ByFilter
from articles.admin.audited import AuditedMixin
from articles.admin.lists import ListAdmin, ReadOnlyMixin, ShortList
from articles.admin.searching import SearchMixin
from articles.models import Story, StoryQuerySet
from articles.permissions import may, stories_for
from articles.templatetags.desk import desk_moment
from comments import desk, reporting
from comments.models import Comment, CommentPolicy, Decision, RuleSwitch

SHORT = "SHORT_DATETIME_FORMAT"


class ModeratorFilter(ByFilter):
    parameter_name = "moderator"


class CommentList(ShortList):
    def address_of(self, pk):
        """The card: the admin's own page shows neither evidence nor decisions."""
        return reverse("admin:comments_queue_card", args=[pk])


@admin.register(Comment)
class CommentAdmin(ReadOnlyMixin, SearchMixin, ListAdmin):
    """All comments; those that wait are decided on in the queue."""

    list_display = ["__str__", "author_name", "story", "status", "received"]
    list_filter = ["status", "is_queued"]
    list_select_related = ["story"]
    list_fields = (
        "text",
        "author_name",
        "story__headline",
        "story__status",
        "status",
        "created_at",
    )
    exclude = ["reader_key", "address_key", "form_key", "search_terms"]

    def get_changelist(self, request, **kwargs):
        return CommentList

    @admin.display(description=_("received at"))
    def received(self, comment):
        return desk_moment(comment.created_at, SHORT)

    def get_urls(self):
        own = [
            path("queue/", desk.queue, name="comments_queue"),
            path("queue/figures/", reporting.figures, name="comments_figures"),
            path("queue/decisions.csv", reporting.decisions_csv, name="comments_decisions"),
            path("queue/rule-switch/", reporting.rule_switch, name="comments_rule_switch"),
            path("queue/bulk/", desk.bulk, name="comments_queue_bulk"),
            path("queue/undo/<row_id:pk>/", desk.undo, name="comments_queue_undo"),
            path("queue/<row_id:pk>/", desk.card, name="comments_queue_card"),
            path("queue/<row_id:pk>/decide/", desk.decide, name="comments_queue_decide"),
        ]
        wrapped = [
            path(str(route.pattern), self.admin_site.admin_view(route.callback), name=route.name)
            for route in own
        ]
        return wrapped + super().get_urls()


@admin.register(Decision)
class DecisionAdmin(ReadOnlyMixin, ListAdmin):
    list_display = ["decided", "verb", "moderator", "reason", "comment"]
    list_filter = ["verb", "reason", ModeratorFilter]
    list_select_related = ["moderator", "comment"]

    @admin.display(description=_("decided at"))
    def decided(self, decision):
        return desk_moment(decision.decided_at, SHORT)


class StoryNumber(ForeignKeyRawIdWidget):
    """The number of a story, with the headline of those that the user may know."""

    def __init__(self, stories: StoryQuerySet, has_list: bool, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.stories = stories
        self.has_list = has_list

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        if not self.has_list:
            context.pop("related_url", None)
        return context

    def label_and_url_for_value(self, value):
        number = str(value)
        is_number = number.isdecimal() and len(number) <= 18
        found = is_number and self.stories.filter(pk=int(number)).exists()
        return super().label_and_url_for_value(value) if found else ("", "")


def stories_known_to(user) -> StoryQuerySet:
    """What the desk shows the user, and to those who have no part in it what readers can open."""
    return stories_for(user) if may(user, "view") else Story.objects.readable()


@admin.register(CommentPolicy)
class CommentPolicyAdmin(AuditedMixin, ListAdmin):
    list_display = ["__str__", "mode", "close_after_days"]
    list_select_related = ["story"]
    raw_id_fields = ["story"]

    def get_queryset(self, request):
        of_known = Q(story__isnull=True) | Q(story__in=stories_known_to(request.user))
        return super().get_queryset(request).filter(of_known)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "story":
            stories = stories_known_to(request.user)
            relation, has_list = db_field.remote_field, may(request.user, "view")
            kwargs["widget"] = StoryNumber(stories, has_list, relation, self.admin_site)
            kwargs["queryset"] = stories
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(RuleSwitch)
class RuleSwitchAdmin(AuditedMixin, ListAdmin):
    list_display = ["rule", "is_on", "changed"]

    @admin.display(description=_("changed at"))
    def changed(self, switch):
        return desk_moment(switch.changed_at, SHORT)
