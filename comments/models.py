from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class CommentQuerySet(models.QuerySet):
    def visible(self) -> "CommentQuerySet":
        """What readers may see: the one definition of it."""
        return self.filter(status=Comment.Status.VISIBLE)

    def oldest_first(self) -> "CommentQuerySet":
        return self.order_by("created_at", "pk")


class Comment(models.Model):
    """A reader's contribution, its text exactly as received."""

    class Status(models.TextChoices):
        VISIBLE = "visible", _("visible")
        HELD = "held", _("held")
        REJECTED = "rejected", _("rejected")

    story = models.ForeignKey(
        "articles.Story",
        verbose_name=_("story"),
        on_delete=models.PROTECT,
        related_name="comments",
    )
    author_name = models.CharField(_("author's name"), max_length=80, blank=True)
    text = models.TextField(_("text"))
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=Status.choices,
        default=Status.VISIBLE,
        editable=False,
    )
    seed_line = models.PositiveIntegerField(
        _("line in the received text"), null=True, blank=True, editable=False
    )
    created_at = models.DateTimeField(_("received at"), default=timezone.now, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        permissions = [("moderate_comment", "Can decide on comments")]
        constraints = [
            models.CheckConstraint(
                name="comment_has_a_text",
                condition=~Q(text=""),
                violation_error_message=_("A comment needs a text."),
            ),
            models.UniqueConstraint(
                name="comment_seed_line_once",
                fields=["story", "seed_line"],
                violation_error_message=_("This line is a comment of this story already."),
            ),
        ]
        indexes = [models.Index(fields=["story", "created_at", "id"], name="comment_thread")]

    def __str__(self) -> str:
        return self.text[:80]

    def is_imported(self) -> bool:
        """Whether the comment came with a received text, so that its own time is unknown."""
        return self.seed_line is not None
