"""Where the files of photos lie: two sizes side by side, under a name that nobody can guess.

Who may see one is asked in `photo_pages`. A public picture may be kept by everybody for a year,
since a name is never given to another file; so it goes with the file when a story is killed.
"""

import secrets
from collections.abc import Iterable

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from articles import pictures
from articles.models import Photo

FOLDER = "photos/"


def store(picture: pictures.Picture) -> str:
    """Write both sizes; the name of the large one, for `Photo.image`."""
    name = f"{FOLDER}{secrets.token_hex(16)}{pictures.LARGE_SUFFIX}"
    default_storage.save(name, ContentFile(picture.large))
    default_storage.save(pictures.small_name(name), ContentFile(picture.small))
    return name


def delete(names: Iterable[str]) -> None:
    """Remove both sizes of each picture; a name without a file is passed over."""
    for name in filter(None, names):
        default_storage.delete(name)
        default_storage.delete(pictures.small_name(name))


def missing() -> list[str]:
    """The pictures of stories, by name, of which one of the two files is not there any more."""
    named = Photo.objects.exclude(image="").order_by("image").values_list("image", flat=True)
    return [name for name in named.distinct() if not _is_whole(name)]


def _is_whole(name: str) -> bool:
    return all(map(default_storage.exists, (name, pictures.small_name(name))))
