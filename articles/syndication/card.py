"""The picture that stands for a story where its address is shared. Pure Python over Pillow.

Pillow's libraqm shapes the letters and orders the line; the face is the site's own.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

WIDTH, HEIGHT = 1200, 630  # what Facebook, X, Telegram and WhatsApp show uncut
MARGIN = 72
HEADLINE_TOP, HEADLINE_BOTTOM = 150, 520
# From the largest that looks calm to the smallest that a phone's thumbnail lets one read.
SIZES = (112, 96, 84, 76, 68, 60, 54, 48)
LINE_HEIGHT = 1.5  # Arabic has marks above and below its letters
MOST_LETTERS = 300
PAPER, INK, SOFT, ACCENT, RULE = "#fbf9f5", "#1d1c1a", "#5c574e", "#155067", "#d8d2c6"
REGULAR, BOLD = 400, 700
COLOURS = 32  # flat grounds and the edges of letters: a third of the bytes, and no eye sees it
ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Card:
    """The words on the picture; `source` and `day` may be empty."""

    site_name: str
    headline: str
    source: str = ""
    day: str = ""


def draw(card: Card, face: bytes) -> bytes:
    """The card as PNG; `face` is a variable font with the axis of weight, as a file's bytes."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    page = ImageDraw.Draw(image)
    page.rectangle((0, 0, WIDTH, 14), fill=ACCENT)
    _line(page, card.site_name, 48, _font(face, 40, BOLD), ACCENT)
    page.line((MARGIN, 124, WIDTH - MARGIN, 124), fill=RULE, width=2)
    _headline(page, card.headline, face)
    _foot(page, card, face)
    return _encoded(image)


def _headline(page: ImageDraw.ImageDraw, headline: str, face: bytes) -> None:
    headline = " ".join(headline.split())[:MOST_LETTERS]
    size, font, lines = _fitted(headline, face)
    step = round(size * LINE_HEIGHT)
    space = HEADLINE_BOTTOM - HEADLINE_TOP - step * len(lines)
    direction = direction_of(headline)
    for number, line in enumerate(lines):
        _line(page, line, HEADLINE_TOP + space // 2 + number * step, font, INK, direction)


def _foot(page: ImageDraw.ImageDraw, card: Card, face: bytes) -> None:
    page.line((MARGIN, 540, WIDTH - MARGIN, 540), fill=RULE, width=2)
    font = _font(face, 32, BOLD)
    half = (WIDTH - 2 * MARGIN) // 2
    source = _shortened(" ".join(card.source.split()), half, _measure(font, "rtl"))
    _line(page, source, 558, font, INK)
    day = {"font": _font(face, 30, REGULAR), "fill": SOFT, "direction": "rtl", "language": "ar"}
    page.text((MARGIN, 558), card.day, anchor="la", **day)


def _line(
    page: ImageDraw.ImageDraw,
    text: str,
    top: int,
    font: ImageFont.FreeTypeFont,
    colour: str,
    direction: str = "rtl",
) -> None:
    """One line from the side where its direction begins."""
    place, anchor = (WIDTH - MARGIN, "ra") if direction == "rtl" else (MARGIN, "la")
    shaping = {"direction": direction, "language": "ar"}
    page.text((place, top), text, font=font, fill=colour, anchor=anchor, **shaping)


def _fitted(text: str, face: bytes) -> tuple[int, ImageFont.FreeTypeFont, list[str]]:
    """The largest size at which the text fits, and its lines; what never fits ends in «…»."""
    direction = direction_of(text)
    for size in SIZES:
        font = _font(face, size, BOLD)
        measure = _measure(font, direction)
        most = int((HEADLINE_BOTTOM - HEADLINE_TOP) // (size * LINE_HEIGHT))
        lines = wrap(text, WIDTH - 2 * MARGIN, measure)
        if len(lines) <= most:
            return size, font, balanced(text, lines, WIDTH - 2 * MARGIN, measure)
    last = _shortened(" ".join(lines[most - 1 :]), WIDTH - 2 * MARGIN, measure)
    return size, font, [*lines[: most - 1], last]


def direction_of(text: str) -> str:
    """ "ltr" where the first letter is written so, else "rtl", as `dir=auto` on the site."""
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in ("L", "R", "AL"):
            return "ltr" if kind == "L" else "rtl"
    return "rtl"


def wrap(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """The text in lines no wider than `width`, broken at blanks, and in a word only if it must."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure(longer) <= width:
            lines[-1] = longer
        else:
            lines += _pieces(word, width, measure)
    return lines


def _pieces(word: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """The word, or as much of it at a time as fits."""
    pieces = []
    while measure(word) > width and len(word) > 1:
        cut = _longest_fit(word, width, measure)
        pieces.append(word[:cut])
        word = word[cut:]
    return [*pieces, word]


def _longest_fit(text: str, width: float, measure: Callable[[str], float]) -> int:
    """How many letters of the text fit; at least one."""
    fits, too_long = 1, len(text)
    while too_long - fits > 1:
        middle = (fits + too_long) // 2
        fits, too_long = (middle, too_long) if measure(text[:middle]) <= width else (fits, middle)
    return fits


def balanced(
    text: str, lines: list[str], width: float, measure: Callable[[str], float]
) -> list[str]:
    """As many lines as `lines`, but of nearly one length: no word alone in the last."""
    narrowest, widest = width / 2, width
    while widest - narrowest > 8:
        middle = (narrowest + widest) / 2
        narrower = wrap(text, middle, measure)
        if len(narrower) == len(lines):
            lines, widest = narrower, middle
        else:
            narrowest = middle
    return lines


def _shortened(text: str, width: float, measure: Callable[[str], float]) -> str:
    """The text, or its first words and «…»."""
    if measure(text) <= width:
        return text
    cut = _longest_fit(text, width - measure(ELLIPSIS), measure)
    whole_words = text[:cut].rpartition(" ")[0]
    return (whole_words or text[:cut]) + ELLIPSIS


def _measure(font: ImageFont.FreeTypeFont, direction: str) -> Callable[[str], float]:
    return lambda text: font.getlength(text, direction=direction, language="ar")


def _font(face: bytes, size: int, weight: int) -> ImageFont.FreeTypeFont:
    # A new one each time: a font carries its weight, and threads would change it for each other.
    font = ImageFont.truetype(BytesIO(face), size, layout_engine=ImageFont.Layout.RAQM)
    font.set_variation_by_axes([weight])
    return font


def _encoded(image: Image.Image) -> bytes:
    stream = BytesIO()
    flat = image.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    flat.save(stream, "PNG", optimize=True)
    return stream.getvalue()
