from django.contrib import admin
from django.urls import path

from articles.admin.lists import ReadOnlyMixin
from comments import desk, reporting
from comments.models import Comment, CommentPolicy, Decision, RuleSwitch


class ReadOnlyAdmin(ReadOnlyMixin, admin.ModelAdmin):
    show_full_result_count = False


@admin.register(Comment)
class CommentAdmin(ReadOnlyAdmin):
    """All comments; those that wait are decided on in the queue."""

    list_display = ["__str__", "author_name", "story", "status", "created_at"]
    list_filter = ["status", "is_queued"]
    list_select_related = ["story"]
    exclude = ["reader_key", "address_key", "form_key"]

    def get_urls(self):
        own = [
            path("queue/", desk.queue, name="comments_queue"),
            path("queue/figures/", reporting.figures, name="comments_figures"),
            path("queue/decisions.csv", reporting.decisions_csv, name="comments_decisions"),
            path("queue/rule-switch/", reporting.rule_switch, name="comments_rule_switch"),
            path("queue/bulk/", desk.bulk, name="comments_queue_bulk"),
            path("queue/undo/<int:pk>/", desk.undo, name="comments_queue_undo"),
            path("queue/<int:pk>/", desk.card, name="comments_queue_card"),
            path("queue/<int:pk>/decide/", desk.decide, name="comments_queue_decide"),
        ]
        wrapped = [
            path(str(route.pattern), self.admin_site.admin_view(route.callback), name=route.name)
            for route in own
        ]
        return wrapped + super().get_urls()


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    list_display = ["decided_at", "verb", "moderator", "reason", "comment"]
    list_filter = ["verb", "reason", "moderator"]
    list_select_related = ["moderator", "comment"]


@admin.register(CommentPolicy)
class CommentPolicyAdmin(admin.ModelAdmin):
    list_display = ["__str__", "mode", "close_after_days"]
    autocomplete_fields: list[str] = []
    raw_id_fields = ["story"]


@admin.register(RuleSwitch)
class RuleSwitchAdmin(admin.ModelAdmin):
    list_display = ["rule", "is_on", "changed_at"]
