"""Uploaded pictures: looked at, then written anew, never kept as they came.

Pure Python over Pillow. What leaves here is WebP that we have encoded ourselves, without EXIF,
place, thumbnail or comment of the original.
"""

import warnings
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP")
BYTE_LIMIT = 20_000_000
# A 50-megapixel camera passes; decoded it takes 150 MB, what a worker can spare for a moment.
PIXEL_LIMIT = 50_000_000
# Sides in pixels: a story's column on a dense screen, and a phone's or a list's.
LARGE, SMALL = 1600, 640
QUALITY = 82
LARGE_SUFFIX, SMALL_SUFFIX = "-large.webp", "-small.webp"


def gettext_noop(message: str) -> str:
    """Mark `message` for extraction; whoever shows it translates it."""
    return message


class PictureError(ValueError):
    """An upload that cannot become a picture: an English template and what it speaks of."""

    message = gettext_noop("This picture cannot be used.")

    def __init__(self, **params: object) -> None:
        self.params = params
        super().__init__(self.message % params)


class TooManyBytes(PictureError):
    """Parameters: `size` and `limit`, in megabytes."""

    message = gettext_noop(
        "The file has %(size)d MB; a picture may have %(limit)d at most. Save it smaller."
    )


class NotAPicture(PictureError):
    message = gettext_noop("The file is no picture in JPEG, PNG or WebP, whatever its name says.")


class TooManyPixels(PictureError):
    """Parameter: `limit`, in megapixels."""

    message = gettext_noop("The picture has more than %(limit)d megapixels. Scale it down.")


class Damaged(PictureError):
    message = gettext_noop("The picture is damaged or incomplete. Upload it again.")


@dataclass(frozen=True, slots=True)
class Picture:
    """Two WebP files of one picture; width and height, in pixels, are those of the large one."""

    large: bytes
    small: bytes
    width: int
    height: int


def small_name(name: str) -> str:
    """The small file's name beside the large one's; any other name is its own."""
    if not name.endswith(LARGE_SUFFIX):
        return name
    return name.removesuffix(LARGE_SUFFIX) + SMALL_SUFFIX


def large_name(name: str) -> str:
    """The large file's name beside the small one's; any other name is its own."""
    if not name.endswith(SMALL_SUFFIX):
        return name
    return name.removesuffix(SMALL_SUFFIX) + LARGE_SUFFIX


def read(raw: bytes) -> Picture:
    """Check an upload by its content and encode it anew in two sizes.

    Raises a PictureError: TooManyBytes, NotAPicture, TooManyPixels (before anything is
    decoded) or Damaged.
    """
    if len(raw) > BYTE_LIMIT:
        raise TooManyBytes(size=-(-len(raw) // 1_000_000), limit=BYTE_LIMIT // 1_000_000)
    opened = _open(raw)
    width, height = opened.size
    if width * height > PIXEL_LIMIT:
        raise TooManyPixels(limit=PIXEL_LIMIT // 1_000_000)
    whole = _decode(opened)
    large = _fit(whole, LARGE)
    return Picture(_encode(large), _encode(_fit(large, SMALL)), *large.size)


def _open(raw: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            # Pillow's own limit only warns where ours refuses.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            return Image.open(BytesIO(raw), formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise TooManyPixels(limit=PIXEL_LIMIT // 1_000_000) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise NotAPicture from error


def _decode(opened: Image.Image) -> Image.Image:
    """The first frame, upright, in sRGB."""
    try:
        opened.draft("RGB", (LARGE, LARGE))
        upright = ImageOps.exif_transpose(opened)
        return _in_srgb(upright)
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise Damaged from error


def _in_srgb(picture: Image.Image) -> Image.Image:
    has_alpha = "transparency" in picture.info or picture.mode in ("LA", "PA", "RGBA")
    profile = picture.info.get("icc_profile")
    converted = picture.convert("RGBA" if has_alpha else "RGB")
    if profile and picture.mode in ("RGB", "RGBA"):
        converted = _from_profile(converted, profile)
    return converted


def _from_profile(picture: Image.Image, profile: bytes) -> Image.Image:
    """The colours as the camera meant them; an unreadable profile is passed over."""
    try:
        given = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(picture, given, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, OSError):
        return picture


def _fit(picture: Image.Image, side: int) -> Image.Image:
    """The picture no longer than `side` pixels on its longer side, never enlarged."""
    fitted = picture.copy()
    fitted.thumbnail((side, side), Image.Resampling.LANCZOS)
    return fitted


def _encode(picture: Image.Image) -> bytes:
    """WebP without any of the original's metadata."""
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    out = BytesIO()
    bare.save(out, "WEBP", quality=QUALITY, method=4)
    return out.getvalue()
