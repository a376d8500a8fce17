from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles import kept_forms, revisions, workflow
from articles.admin import (
    cleaning,
    story_bulk,
    story_drafts,
    story_merge,
    story_panel,
    story_presence,
    story_steps,
    story_urls,
)
from articles.admin.lists import ListAdmin
from articles.admin.searching import StorySearchMixin
from articles.admin.story_filters import (
    DayFilter,
    EventFilter,
    GapFilter,
    SourceFilter,
    StateFilter,
    TopicFilter,
    WhoFilter,
)
from articles.admin.story_form import StoryForm
from articles.layout import story_blocks
from articles.models import Story
from articles.permissions import NotAllowed, may, stories_for
from articles.templatetags.desk import desk_moment

PROVISIONAL = ' <span class="kind">{}</span>'


@admin.register(Story)
class StoryAdmin(StorySearchMixin, ListAdmin):
    form = StoryForm
    list_display = ["headline_and_origin", "state", "created_by", "moment"]
    list_filter = [
        StateFilter,
        GapFilter,
        SourceFilter,
        TopicFilter,
        EventFilter,
        WhoFilter,
        DayFilter,
    ]
    list_select_related = ["source", "created_by"]
    list_fields = (
        "headline",
        "headline_is_provisional",
        "source__name",
        "original_date",
        "status",
        "sent_back_reason",
        "published_at",
        "embargo_until",
        "created_by__username",
        "created_by__first_name",
        "created_by__last_name",
    )
    actions = story_bulk.ACTIONS
    autocomplete_fields = ["source"]
    fieldsets = [
        (None, {"fields": ["headline", "headline_is_provisional", "summary", "body"]}),
        (
            _("As printed"),
            {"fields": ["source", "original_date", "dateline", "byline", "credits"]},
        ),
        (_("Place on the site and reason"), {"fields": ["topic", "slug", "reason", "base"]}),
    ]

    # Who may

    def has_view_permission(self, request, obj=None):
        return may(request.user, "view", obj)

    def has_add_permission(self, request):
        return may(request.user, "add")

    def has_change_permission(self, request, obj=None):
        return may(request.user, "change", obj)

    def has_delete_permission(self, request, obj=None):
        """Stories are killed, in a way that leaves a trace, never deleted."""
        return False

    def has_submit_permission(self, request):
        return may(request.user, "submit")

    def has_publish_permission(self, request):
        return may(request.user, "publish")

    def get_queryset(self, request):
        return stories_for(request.user)

    # The list

    @admin.display(description=_("headline"))
    def headline_and_origin(self, story):
        """Put together without a template, which takes longer than all else in a row."""
        mark = format_html(PROVISIONAL, _("provisional")) if story.headline_is_provisional else ""
        return format_html("<bdi>{}</bdi>{}{}", story, mark, _origin(story))

    @admin.display(description=_("status"))
    def state(self, story):
        found = story_panel.state_of(story, timezone.now())
        return format_html('<span class="state state-{}">{}</span>', found.value, found.label)

    @admin.display(description=_("public from"))
    def moment(self, story):
        return desk_moment(story.published_at, "SHORT_DATETIME_FORMAT")

    # Addresses

    def get_urls(self):
        return [*story_urls.patterns(self.admin_site), *super().get_urls()]

    # Reading

    def get_fieldsets(self, request, obj=None):
        if obj and not self.has_change_permission(request, obj):
            return [(None, {"fields": ["text"]})]
        return super().get_fieldsets(request, obj)

    def get_readonly_fields(self, request, obj=None):
        is_read_only = obj and not self.has_change_permission(request, obj)
        return ["text"] if is_read_only else []

    @admin.display(description=_("text"))
    def text(self, story):
        """The newest version as readers would see it, for those who may not change it."""
        is_killed = story.status == Story.Status.KILLED
        version = None if is_killed else revisions.newest(story)
        photos = revisions.seen_as(story, version)[1] if version else story.photos.in_order()
        context = {"story": story, "blocks": story_blocks(story, photos)}
        return render_to_string("admin/articles/story/_text.html", context)

    # Writing

    def get_object(self, request, object_id, from_field=None):
        """The story as its newest version has it, which readers of a live one may not see yet.

        A killed one is empty here: its versions are evidence, in the history.
        """
        story = super().get_object(request, object_id, from_field)
        if story is None or story.status == Story.Status.KILLED:
            return story
        version = revisions.newest(story)
        return revisions.seen_as(story, version)[0] if version else story

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        kept = kept_forms.take(request) if request.method == "GET" else None
        if kept and not self._may_write(request, object_id and self.get_object(request, object_id)):
            return kept_forms.page(request, kept)
        if kept:
            kept_forms.show_again(request, kept)
        self._explain(request)
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except revisions.EditConflict as conflict:
            story = self.get_object(request, object_id)
            return story_merge.page(request, story, conflict, request.POST.get("reason", "")[:500])
        except NotAllowed as error:
            raise PermissionDenied(str(error)) from error

    def _explain(self, request):
        """Say why a form that was sent is only shown: cleaned first, or put back."""
        if request.POST.get("_clean") in cleaning.CLEANERS:
            request.POST, words = cleaning.cleaned(request.POST, request.POST["_clean"])
            messages.info(request, cleaning.notice(words))
        if kept_forms.SHOW_AGAIN in request.POST:
            messages.warning(request, _("What you wrote is back in the form; it is not saved yet."))

    def _may_write(self, request, story):
        if story is None:
            return self.has_add_permission(request)
        return self.has_change_permission(request, story)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= {
            "clean_buttons": cleaning.BUTTONS,
            "photos": context["adminform"].form.photos,
            "save_steps": story_steps.after_saving(request.user, obj),
            "presence": obj and story_presence.opened(obj, by=request.user, at=timezone.now()),
            "may_write": self._may_write(request, obj),
            "writing": story_drafts.writing(request),
            "saved_writings": story_drafts.take_saved(request),
            "panel": obj and story_panel.panel(obj, user=request.user, at=timezone.now()),
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, obj, form, change):
        by, at = request.user, timezone.now()
        if not change:
            obj.__dict__ = workflow.create(form.snapshot(), by=by, at=at).__dict__
            return
        revisions.save_revision(
            obj,
            form.snapshot(),
            base=form.base_revision,
            by=by,
            at=at,
            reason=form.cleaned_data["reason"],
        )

    def log_addition(self, request, obj, message):
        """The workflow has written its own entry."""

    def log_change(self, request, obj, message):
        """The workflow has written its own entry."""

    def response_add(self, request, obj, post_url_continue=None):
        return self._after_saving(request, obj)

    def response_change(self, request, obj):
        return self._after_saving(request, obj)

    def _after_saving(self, request, obj):
        story_drafts.note_saved(request)
        messages.success(request, saved(obj))
        if request.POST.get("_step") in story_steps.AFTER_SAVING:
            request.POST = request.POST.copy()
            request.POST["step-revision"] = revisions.newest(obj).pk
            return story_steps.step(request, obj.pk, request.POST["_step"])
        if "_save" in request.POST:
            return redirect("admin:articles_story_changelist")
        return redirect("admin:articles_story_change", obj.pk)


def _origin(story: Story) -> SafeString:
    """The source and the day of the original report, as far as they are known."""
    source = format_html("<bdi>{}</bdi>", story.source) if story.source else ""
    day = date_format(story.original_date, "SHORT_DATE_FORMAT") if story.original_date else ""
    if not source and not day:
        return SafeString()
    between = " · " if source and day else ""
    return format_html('<span class="origin">{}{}{}</span>', source, between, day)


def saved(story: Story) -> str:
    """The sentence that says what saving has done, and for a live story what it has not."""
    waiting = revisions.next_version(story)
    if waiting is None:
        return _("Saved.")
    return _("Saved as version %(number)d; readers still see the live one.") % {
        "number": waiting.number
    }
