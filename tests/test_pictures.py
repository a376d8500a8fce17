import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from articles import pictures

ORIENTATION, COPYRIGHT, GPS = 0x0112, 0x8298, 0x8825
TURNED_RIGHT = 6


def encoded(picture, kind="JPEG", **options):
    out = BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def plain(width, height, mode="RGB", colour="red"):
    return Image.new(mode, (width, height), colour)


def decoded(raw):
    return Image.open(BytesIO(raw))


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def declared(width, height):
    """A small PNG whose header promises another size than its data hold."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(1000)))
        + chunk(b"IEND", b"")
    )


def test_a_picture_is_written_in_two_sizes():
    picture = pictures.read(encoded(plain(3200, 1600)))
    sizes = [decoded(file).size for file in (picture.large, picture.small)]
    assert sizes == [(1600, 800), (640, 320)]
    assert (picture.width, picture.height) == (1600, 800)
    assert decoded(picture.large).format == decoded(picture.small).format == "WEBP"


def test_a_small_picture_is_not_enlarged():
    picture = pictures.read(encoded(plain(50, 40), "PNG"))
    assert decoded(picture.large).size == decoded(picture.small).size == (50, 40)


def test_nothing_of_the_camera_is_left():
    exif = Image.Exif()
    exif[COPYRIGHT] = "secret"
    exif[GPS] = {1: "N", 2: (33.0, 30.0, 0.0)}
    picture = pictures.read(encoded(plain(200, 100), exif=exif))
    assert dict(decoded(picture.large).getexif()) == {}
    assert b"secret" not in picture.large + picture.small


def test_a_picture_taken_sideways_stands_upright():
    exif = Image.Exif()
    exif[ORIENTATION] = TURNED_RIGHT
    picture = pictures.read(encoded(plain(200, 100), exif=exif))
    assert (picture.width, picture.height) == (100, 200)


def test_transparency_stays():
    picture = pictures.read(encoded(plain(20, 20, "RGBA", (0, 0, 0, 0)), "PNG"))
    assert decoded(picture.large).convert("RGBA").getpixel((5, 5))[3] == 0


def test_the_small_file_lies_beside_the_large_one():
    assert pictures.small_name("photos/a-large.webp") == "photos/a-small.webp"
    assert pictures.small_name("photos/old.jpg") == "photos/old.jpg"


@pytest.mark.parametrize(
    ("raw", "error"),
    [
        (b"", pictures.NotAPicture),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", pictures.NotAPicture),
        (encoded(plain(5, 5), "GIF"), pictures.NotAPicture),
        (encoded(plain(5, 5), "BMP"), pictures.NotAPicture),
        (encoded(plain(300, 300))[:400], pictures.NotAPicture),
        (declared(100, 100), pictures.Damaged),
        (declared(9000, 9000), pictures.TooManyPixels),
        (declared(100_000, 100_000), pictures.TooManyPixels),
        (bytes(pictures.BYTE_LIMIT + 1), pictures.TooManyBytes),
    ],
)
def test_what_is_no_usable_picture_is_refused(raw, error):
    with pytest.raises(pictures.PictureError) as refused:
        pictures.read(raw)
    assert type(refused.value) is error


def test_a_picture_cut_off_in_the_middle_is_damaged():
    whole = encoded(Image.effect_noise((400, 400), 50).convert("RGB"))
    with pytest.raises(pictures.Damaged):
        pictures.read(whole[: len(whole) // 2])
