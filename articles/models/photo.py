from datetime import datetime
from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles import pictures
from articles.models.story import Story


class PhotoQuerySet(models.QuerySet):
    def words_alone(self) -> "PhotoQuerySet":
        """Without the file, whose size is looked after for every row that is read with it."""
        return self.only("story", "caption", "credit", "after_block")

    def visible(self, at: datetime) -> "PhotoQuerySet":
        """Those of a story that has a page."""
        story = Story.objects.readable(at).filter(pk=models.OuterRef("story"))
        # Not `story__in`: SQLite would write down all the stories that have one.
        return self.filter(models.Exists(story))

    def stories_of(self, image: str) -> models.QuerySet:
        """The numbers of the stories that show the picture of this name."""
        return self.filter(image=image).values_list("story", flat=True)

    def in_order(self) -> "PhotoQuerySet":
        return self.order_by("after_block", "pk")


class NewPhoto(NamedTuple):
    """A photo that an import writes, with the attributes of a `Photo`: there is no file yet.

    A received text may have dozens, and making a model looks after a file each time.
    """

    pk: int
    story_id: int
    caption: str
    after_block: int
    credit: str = ""
    alt_text: str = ""
    is_sensitive: bool = False
    image: str = ""
    width: int | None = None
    height: int | None = None

    @property
    def id(self) -> int:
        return self.pk


class Photo(models.Model):
    """A picture of a story; its file may still be missing, its caption is shown anyway."""

    story = models.ForeignKey(
        Story, verbose_name=_("story"), on_delete=models.CASCADE, related_name="photos"
    )
    caption = models.TextField(_("caption"), blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    alt_text = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, for those who cannot see it."),
    )
    is_sensitive = models.BooleanField(
        _("is sensitive"),
        default=False,
        help_text=_("Blood, bodies, children in distress: readers open it themselves."),
    )
    # Without `width_field`: Django would open the file of every row whose size is unknown, and
    # fail where the file is gone. Whoever stores a picture knows its size: see `pictures.Picture`.
    image = models.ImageField(_("image"), upload_to="photos/", blank=True)
    width = models.PositiveIntegerField(_("width"), null=True, editable=False)
    height = models.PositiveIntegerField(_("height"), null=True, editable=False)
    after_block = models.PositiveSmallIntegerField(
        _("place in the text"),
        default=0,
        help_text=_("After how many blocks of the text it stands; 0 is above the text."),
    )

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        indexes = [models.Index(fields=["image"], name="photo_by_file")]

    def __str__(self) -> str:
        return self.caption[:80] or str(_("(no caption)"))

    def small_url(self) -> str:
        """The address of the file for phones and lists; "" while there is none."""
        if not self.image:
            return ""
        return self.image.storage.url(pictures.small_name(self.image.name))

    def srcset(self) -> str:
        """Both files with their widths in pixels, for a browser to choose from."""
        if not self.image or not self.width or not self.height:
            return ""
        shrunk = min(1, pictures.SMALL / max(self.width, self.height))
        return f"{self.small_url()} {round(self.width * shrunk)}w, {self.image.url} {self.width}w"
