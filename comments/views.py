"""The readers' side: their thread, their comments, their reports."""

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.models import Story
from articles.paging import CursorInvalid
from comments import form_tokens, posting
from comments.forms import AppealForm, CommentForm, ReportForm, TextForm
from comments.models import Comment, CommentPolicy
from comments.posting import Posting, PostingError
from comments.readers import address_key, greeted_reader, known_reader, remember
from comments.threads import Order, ThreadPage, page_address, thread_page


@require_safe
def thread(request: HttpRequest, story_pk: int) -> HttpResponse:
    """All of a story's comments, a page of conversations at a time."""
    story = public_story(story_pk)
    page = requested_page(request, story)
    if page.begin and not page.entries:
        raise Http404
    context = {
        "story": story,
        "page": page,
        "orders": Order,
        "is_open": is_open(story, page.policy),
    }
    return render(request, "comments/thread.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def comment_new(request: HttpRequest, story_pk: int) -> HttpResponse:
    """The form for a comment or a reply; what was typed is kept whatever goes wrong."""
    story = public_story(story_pk)
    number, reader = greeted_reader(request)
    if request.method != "POST":
        if not is_open(story):
            return refused(request, posting.ThreadClosed(), story)
        begun = {"token": form_tokens.issue(story.pk), "parent": request.GET.get("parent")}
        response = show_form(request, CommentForm(initial=begun, story=story), story)
    else:
        response = take_comment(request, story, reader)
    remember(response, number)
    return response


def take_comment(request: HttpRequest, story: Story, reader: str) -> HttpResponse:
    form = CommentForm(request.POST, story=story)
    if not form.is_valid():
        return show_form(request, form.with_new_token(), story, status=400)
    words = form.cleaned_data
    try:
        made = posting.post(
            story,
            Posting(
                text=words["text"],
                author_name=words["author_name"],
                parent=words["parent"],
                reader_key=reader,
                address_key=address_key(request),
                form_key=words["token"],
            ),
            at=timezone.now(),
        )
    except posting.FormUsedTwice as again:
        return redirect(again.comment)
    except PostingError as error:
        form.add_error(None, error.message)
        return show_form(request, form.with_new_token(), story, status=error.status)
    return redirect(made)


@never_cache
@require_safe
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """A comment's own address: its place in the thread, or for its author what became of it."""
    found = get_object_or_404(Comment.objects.select_related("story"), pk=pk)
    public_story(found.story_id)
    if is_own(request, found):
        return render(request, "comments/own.html", own_context(found))
    if found.status == Comment.Status.VISIBLE:
        return redirect(page_address(found))
    raise Http404


def own_context(found: Comment) -> dict[str, object]:
    rejection = posting.last_rejection(found)
    appeal = getattr(found, "appeal", None)
    return {
        "comment": found,
        "story": found.story,
        "address": page_address(found, reader_key=found.reader_key),
        "rejection": rejection,
        "appeal": appeal,
        "may_appeal": bool(rejection) and appeal is None,
        "may_edit": posting.is_editable(found, found.reader_key, timezone.now()),
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def comment_edit(request: HttpRequest, pk: int) -> HttpResponse:
    found = own_comment(request, pk)
    form = TextForm(sent(request), initial={"text": found.text})
    if not posting.is_editable(found, found.reader_key, timezone.now()):
        return refused(request, posting.NotEditable(), found.story)
    if not form.is_valid():
        status = 400 if form.is_bound else 200
        context = {"form": form, "comment": found, "story": found.story}
        return render(request, "comments/edit.html", context, status=status)
    text = form.cleaned_data["text"]
    try:
        posting.edit(found, text, reader_key=found.reader_key, at=timezone.now())
    except posting.NotEditable as error:
        return refused(request, error, found.story)
    return redirect(found)


@require_POST
def comment_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    found = own_comment(request, pk)
    try:
        posting.withdraw(found, reader_key=found.reader_key, at=timezone.now())
    except posting.NotEditable as error:
        return refused(request, error, found.story)
    return redirect(found.story)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def comment_report(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Comment.objects.visible().select_related("story"), pk=pk)
    story = public_story(found.story_id)
    number, reader = greeted_reader(request)
    form = ReportForm(sent(request))
    context = {"form": form, "comment": found, "story": story}
    if form.is_valid():
        response = take_report(request, found, form, reader)
    else:
        status = 400 if form.is_bound else 200
        response = render(request, "comments/report.html", context, status=status)
    remember(response, number)
    return response


def take_report(
    request: HttpRequest, found: Comment, form: ReportForm, reader: str
) -> HttpResponse:
    try:
        posting.report(
            found,
            form.cleaned_data["reason"],
            text=form.cleaned_data["text"],
            reader_key=reader,
            address_key=address_key(request),
            at=timezone.now(),
        )
    except PostingError as error:
        return refused(request, error, found.story)
    context = {"address": page_address(found), "story": found.story}
    return render(request, "comments/reported.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def comment_appeal(request: HttpRequest, pk: int) -> HttpResponse:
    found = own_comment(request, pk)
    form = AppealForm(sent(request))
    if not own_context(found)["may_appeal"]:
        return refused(request, posting.AppealNotPossible(), found.story)
    if not form.is_valid():
        status = 400 if form.is_bound else 200
        context = {"form": form, **own_context(found)}
        return render(request, "comments/appeal.html", context, status=status)
    text = form.cleaned_data["text"]
    try:
        posting.appeal(found, text, reader_key=found.reader_key, at=timezone.now())
    except PostingError as error:
        return refused(request, error, found.story)
    return redirect(found)


def sent(request: HttpRequest) -> QueryDict | None:
    """What was posted, an empty form included; None for a reader who only opens the form."""
    return request.POST if request.method == "POST" else None


def public_story(pk: int) -> Story:
    return get_object_or_404(Story.objects.published().select_related("source"), pk=pk)


def own_comment(request: HttpRequest, pk: int) -> Comment:
    """The reader's own comment; to anybody else it is not there."""
    found = get_object_or_404(Comment.objects.select_related("story"), pk=pk)
    if not is_own(request, found):
        raise Http404
    return found


def is_own(request: HttpRequest, found: Comment) -> bool:
    reader = known_reader(request)
    return bool(reader) and found.reader_key == reader


def is_open(story: Story, policy: CommentPolicy | None = None) -> bool:
    policy = policy or CommentPolicy.objects.of(story)
    return not policy.is_closed(story.published_at, timezone.now())


def show_form(
    request: HttpRequest, form: CommentForm, story: Story, status: int = 200
) -> HttpResponse:
    parent = form["parent"].value()
    answered = form.fields["parent"].queryset.filter(pk=parent) if str(parent).isdecimal() else None
    context = {"form": form, "story": story, "answered": answered and answered.first()}
    return render(request, "comments/new.html", context, status=status)


def refused(request: HttpRequest, error: PostingError, story: Story) -> HttpResponse:
    context = {"message": error.message, "story": story}
    return render(request, "comments/refused.html", context, status=error.status)


def requested_order(request: HttpRequest) -> str:
    order = request.GET.get("order", Order.OLDEST)
    if order not in Order:
        raise Http404
    return order


def requested_page(request: HttpRequest, story: Story) -> ThreadPage:
    begin, reader_key = request.GET.get("from", ""), known_reader(request)
    try:
        return thread_page(
            story, order=requested_order(request), begin=begin, reader_key=reader_key
        )
    except CursorInvalid as error:
        raise Http404 from error
