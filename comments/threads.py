"""A story's thread as its page shows it: conversations, indented to a depth of four.

A page holds whole conversations and takes one query, however many comments they have. It begins
at a conversation, not at a number, so that the last costs like the first.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles import ingredients
from articles.models import Story
from articles.paging import CursorInvalid, cursor_of, place_of
from articles.prepared import NUMBER, Prepared
from articles.waiting import count_up_to
from comments.models import Comment, CommentPolicy, CommentQuerySet

PAGE_SIZE = 100
DEEPEST = 4
MOST_DIGITS = 9
# Nobody but their author sees comments of these kinds, one with its text and one as removed.
OWN = (Comment.Status.HELD, Comment.Status.REJECTED)


class Order(models.TextChoices):
    OLDEST = "oldest", _("Oldest first")
    NEWEST = "newest", _("Newest first")
    REPLIED = "replied", _("Most replied to")


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the thread. `answers` is whom a reply too deep to indent answers."""

    comment: Comment
    depth: int
    is_tombstone: bool
    is_own: bool
    is_waiting: bool
    answers: Comment | None


@dataclass(frozen=True, slots=True)
class ThreadPage:
    entries: list[Entry]
    order: str
    begin: str
    next_begin: str
    policy: CommentPolicy

    @property
    def seen(self) -> int:
        """How many comments can be read on this page; the whole thread's number on an only page."""
        return sum(not entry.is_tombstone for entry in self.entries)


def thread_page(
    story: Story, *, order: str = Order.OLDEST, begin: str = "", reader_key: str = ""
) -> ThreadPage:
    """One page of a story's thread, with the reader's own waiting comments among the others.

    It begins at the conversation that `begin` names, or at the first. Raises CursorInvalid.
    """
    with ingredients.of_one(Comment._meta.db_table, story.pk):
        page = _thread_page(story, order, begin, reader_key)
    ingredients.changes_at(page.policy.closes_at(story.published_at))
    return page


def _thread_page(story: Story, order: str, begin: str, reader_key: str) -> ThreadPage:
    if (order, begin, reader_key) == (Order.OLDEST, "", ""):
        comments = FIRST_PAGE(story=story.pk)
    else:
        comments = _comments(story.pk, order, begin, reader_key)
    conversations = _Conversations(comments, reader_key)
    roots = conversations.roots(order)
    entries = [entry for root in roots[:PAGE_SIZE] for entry in conversations.entries(root)]
    following = roots[PAGE_SIZE:]
    return ThreadPage(
        entries=entries,
        order=order,
        begin=begin,
        next_begin=conversations.place(following[0], order) if following else "",
        policy=conversations.policy or CommentPolicy.objects.of(story),
    )


def _comments(story: int, order: str, begin: str, reader_key: str) -> CommentQuerySet:
    roots = _ordered(_roots(story, reader_key), order)
    if begin:
        roots = roots.filter(_from(begin, order))
    return _with_replies(roots[: PAGE_SIZE + 1])


def _from(begin: str, order: str) -> Q:
    """The conversation at that place and what follows it in the order. Raises CursorInvalid."""
    if order == Order.REPLIED:
        replies, _dot, begin = begin.partition(".")
        if not replies.isdecimal() or len(replies) > MOST_DIGITS:
            raise CursorInvalid(begin)
        less = Q(replies_seen__lt=int(replies))
        return less | Q(replies_seen=int(replies)) & _from(begin, Order.OLDEST)
    moment, pk = place_of(begin)
    if order == Order.NEWEST:
        return Q(created_at__lte=moment) & (Q(created_at__lt=moment) | Q(pk__lte=pk))
    return Q(created_at__gte=moment) & (Q(created_at__gt=moment) | Q(pk__gte=pk))


def _first_page(story: int) -> CommentQuerySet:
    return _comments(story, Order.OLDEST, "", "")


# What stands below a story for all who have not written there.
FIRST_PAGE = Prepared(_first_page, story=NUMBER)


def page_address(comment: Comment, *, reader_key: str = "") -> str:
    """Where the comment stands among the others: the story's page, or a later one of its thread."""
    root = comment.root or comment
    earlier = Q(created_at__lt=root.created_at) | Q(created_at=root.created_at, pk__lt=root.pk)
    before = _roots(comment.story, reader_key).filter(earlier)
    if count_up_to(before, PAGE_SIZE) < PAGE_SIZE:
        return f"{comment.story.get_absolute_url()}#comment-{comment.pk}"
    thread = reverse("thread", args=[comment.story_id])
    return f"{thread}?from={cursor_of(root, 'created_at')}#comment-{comment.pk}"


def _concerns(reader_key: str) -> Q:
    """What everybody sees, and what waits or was rejected of the reader's own."""
    visible = Q(status=Comment.Status.VISIBLE)
    own = Q(reader_key=reader_key, status__in=OWN)
    return visible | own if reader_key else visible


def _roots(story: Story | int, reader_key: str) -> CommentQuerySet:
    """The conversations in which there is something to see."""
    answered = Comment.objects.filter(_concerns(reader_key), root=OuterRef("pk"))
    roots = Comment.objects.filter(story=story, parent__isnull=True)
    return roots.filter(_concerns(reader_key) | Exists(answered))


def _ordered(roots: CommentQuerySet, order: str) -> CommentQuerySet:
    if order == Order.NEWEST:
        return roots.newest_first()
    if order == Order.REPLIED:
        visible = Q(conversation__status=Comment.Status.VISIBLE)
        counted = roots.annotate(replies_seen=Count("conversation", filter=visible))
        return counted.order_by("-replies_seen", "created_at", "pk")
    return roots.oldest_first()


def _with_replies(roots: CommentQuerySet) -> CommentQuerySet:
    """The conversations whole, in the order of arrival, and with them the story's policy."""
    chosen = roots.values("pk")
    # Two searches of an index each; with OR PostgreSQL reads every comment of the site.
    first = Comment.objects.filter(pk__in=chosen).values("pk")
    replies = Comment.objects.filter(root__in=chosen).values("pk")
    policy = CommentPolicy.objects.own_first(OuterRef("story"))
    return (
        Comment.objects.filter(pk__in=first.union(replies))
        .annotate(
            policy_mode=Subquery(policy.values("mode")[:1]),
            policy_days=Subquery(policy.values("close_after_days")[:1]),
        )
        .order_by("pk")
    )


class _Conversations:
    """The comments of some conversations as trees no deeper than DEEPEST.

    What answers a comment of the last level stands beside it, in the order of arrival.
    """

    def __init__(self, comments: Iterable[Comment], reader_key: str):
        self.reader_key = reader_key
        self.by_pk: dict[int, Comment] = {}
        self.depths: dict[int, int] = {}
        self.above: dict[int | None, int | None] = {}
        self.below: dict[int | None, list[Comment]] = defaultdict(list)
        self.replies_seen: Counter[int | None] = Counter()
        self.answered: set[int | None] = set()
        # A comment is newer than the one it answers, so that this one is placed already.
        for comment in comments:
            self._place(comment)

    @property
    def policy(self) -> CommentPolicy | None:
        """The story's policy as it came with any of the comments."""
        some = next(iter(self.by_pk.values()), None)
        if some is None:
            return None
        if some.policy_mode is None:
            return CommentPolicy()
        return CommentPolicy(mode=some.policy_mode, close_after_days=some.policy_days)

    def roots(self, order: str) -> list[Comment]:
        """The conversations' first comments in the order that was asked for."""
        roots = sorted(self.below[None], key=lambda root: (root.created_at, root.pk))
        if order == Order.NEWEST:
            return roots[::-1]
        if order == Order.REPLIED:
            return sorted(roots, key=lambda root: -self.replies_seen[root.pk])
        return roots

    def place(self, root: Comment, order: str) -> str:
        """Where a page that begins at this conversation begins."""
        place = cursor_of(root, "created_at")
        return f"{self.replies_seen[root.pk]}.{place}" if order == Order.REPLIED else place

    def _place(self, comment: Comment) -> None:
        parent = comment.parent_id
        depth = self.depths.get(parent, 0) + 1
        above = parent if depth <= DEEPEST else self.above[parent]
        self.by_pk[comment.pk] = comment
        self.depths[comment.pk] = min(depth, DEEPEST + 1)
        self.above[comment.pk] = above
        self.below[above].append(comment)
        if self.concerns(comment):
            self.answered.add(parent)
        if comment.status == Comment.Status.VISIBLE:
            self.replies_seen[comment.root_id] += 1

    def may_see(self, comment: Comment) -> bool:
        return comment.status == Comment.Status.VISIBLE or self.is_waiting(comment)

    def concerns(self, comment: Comment) -> bool:
        return self.may_see(comment) or (self.is_own(comment) and comment.status in OWN)

    def is_own(self, comment: Comment) -> bool:
        return bool(self.reader_key) and comment.reader_key == self.reader_key

    def is_waiting(self, comment: Comment) -> bool:
        return self.is_own(comment) and comment.status == Comment.Status.HELD

    def entries(self, comment: Comment) -> list[Entry]:
        """A comment and what stands below it, in reading order; nothing where nobody sees any."""
        below = [entry for reply in self.below[comment.pk] for entry in self.entries(reply)]
        if self.concerns(comment) or below or comment.pk in self.answered:
            return [self._entry(comment), *below]
        return []

    def _entry(self, comment: Comment) -> Entry:
        depth = self.depths[comment.pk]
        return Entry(
            comment=comment,
            depth=min(depth, DEEPEST),
            is_tombstone=not self.may_see(comment),
            is_own=self.is_own(comment),
            is_waiting=self.is_waiting(comment),
            answers=self.by_pk[comment.parent_id] if depth > DEEPEST else None,
        )
