"""The picture that stands for a story, and the tags that name it."""

from io import BytesIO
from pathlib import Path

import extruct
import pytest
from django.urls import reverse
from PIL import Image

from articles import workflow
from articles.models import Story
from articles.roles import Role
from articles.syndication import card_files
from articles.syndication.card import Card, balanced, direction_of, draw, wrap
from tests.builders import MORNING, make_source, make_story, make_user
from tests.hidden import SECRET, make_hidden_stories

FACE = (
    Path(__file__).parents[1] / "newsroom/static/newsroom/fonts/newsroom-naskh.woff2"
).read_bytes()
INK = 90  # darker than this in grey is a letter
SITE = "غرفة الأخبار"


def drawn(headline, **fields):
    return Image.open(BytesIO(draw(Card(SITE, headline, **fields), FACE))).convert("L")


def inked(image, box):
    """The smallest box around the letters in a part of the picture, or None."""
    part = image.crop(box).point(lambda grey: 255 if grey < INK else 0)
    return part.getbbox()


HEADLINE = (0, 130, 1200, 535)


def test_a_card_has_the_size_that_networks_show():
    content = draw(Card(SITE, "عنوان"), FACE)
    image = Image.open(BytesIO(content))
    assert (image.format, image.size) == ("PNG", (1200, 630))
    assert len(content) < 60_000


@pytest.mark.parametrize(
    "headline",
    [
        "حلب",
        "الجيش يعلن استعادة 465 مبنى في أحياء حلب الشرقية والأمم المتحدة تدعو إلى هدنة",
        "عنوان طويل " * 40,
        "م" * 300,
        "مُحَمَّدٌ «C++» 12.5% — ١٢٬٥",
        "\u202e\u0001\n\tعنوان",
    ],
)
def test_no_headline_leaves_its_place(headline):
    image = drawn(headline, source="صحيفة" * 60, day="14 ديسمبر / كانون الأول 2016")
    left, _top, right, _bottom = inked(image, HEADLINE)
    assert left >= 40
    assert right <= 1200 - 60
    # Between the rules and the words there is air on both sides.
    assert inked(image, (0, 128, 1200, 140)) is None
    assert inked(image, (0, 524, 1200, 536)) is None


def test_a_line_begins_where_its_language_begins():
    arabic, latin = inked(drawn("حلب"), HEADLINE), inked(drawn("Aleppo"), HEADLINE)
    assert arabic[2] > 1100
    assert latin[0] < 100
    assert [direction_of(text) for text in ("«حلب»", "465 Aleppo", "465", "")] == [
        "rtl",
        "ltr",
        "rtl",
        "rtl",
    ]


def test_letters_are_joined():
    """Each of these letters alone is wider than it is in a word."""
    joined, apart = inked(drawn("ببببب"), HEADLINE), inked(drawn("ب ب ب ب ب"), HEADLINE)
    zero_width_non_joiner = "\u200c"
    unjoined = inked(drawn(zero_width_non_joiner.join("ببببب")), HEADLINE)
    widths = [box[2] - box[0] for box in (joined, unjoined, apart)]
    assert widths == sorted(widths)
    assert widths[0] < widths[1] * 0.8


def test_words_run_from_right_to_left():
    """The stroke of the first letter, alef, is at the right edge and nowhere else so high."""
    image = drawn("ا" + "ـ" + " ........")
    left, top, right, _bottom = inked(image, HEADLINE)
    column = inked(image, (right - 60, 130, right, 535))
    assert column[1] == top
    assert left < right - 100


def measure(text):
    return len(text)


def test_lines_break_between_words_and_in_a_word_only_if_they_must():
    assert wrap("aa bb cc", 5, measure) == ["aa bb", "cc"]
    assert wrap("aaaaaaa b", 3, measure) == ["aaa", "aaa", "a b"]
    assert wrap("", 3, measure) == []


def test_lines_are_of_nearly_one_length():
    text = "aaaa " * 21
    lines = wrap(text, 100, measure)
    assert [len(line) for line in lines] == [99, 4]
    assert [len(line) for line in balanced(text, lines, 100, measure)] == [54, 49]


# The site


def card_of(client, story):
    """What a network reads of the page: its card, and the picture's address."""
    page = client.get(story.get_absolute_url()).content.decode()
    (card,) = extruct.extract(page, syntaxes=["opengraph"], uniform=True)["opengraph"]
    return card


def picture_path(card):
    return card["og:image"].removeprefix("http://testserver")


@pytest.mark.django_db
def test_a_network_reads_a_card_with_a_picture(client):
    story = make_story(
        headline='«عنوان» & "اقتباس"', summary="أول\nثان", source=make_source("صحيفة")
    )
    card = card_of(client, story)
    address = f"http://testserver{story.get_absolute_url()}"
    assert card["@type"] == "article"
    assert card["og:title"] == '«عنوان» & "اقتباس"'
    assert card["og:description"] == "أول · ثان"
    assert card["og:url"] == address
    assert card["og:site_name"] == SITE
    assert card["og:locale"] == "ar_AR"
    assert (card["og:image:width"], card["og:image:height"]) == ("1200", "630")
    response = client.get(picture_path(card))
    assert response.headers["Content-Type"] == "image/png"
    assert Image.open(BytesIO(response.content)).size == (1200, 630)


@pytest.mark.django_db
def test_a_card_is_drawn_once_for_the_same_words(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    story = make_story()
    path = picture_path(card_of(client, story))
    first = client.get(path).content
    (file,) = tmp_path.rglob("*.png")
    assert file.read_bytes() == first
    file.write_bytes(b"kept")
    assert client.get(path).content == b"kept"


@pytest.mark.django_db
def test_another_headline_is_another_picture(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    story = make_story(headline="قديم")
    old = picture_path(card_of(client, story))
    client.get(old)
    Story.objects.update(headline="جديد")
    new = picture_path(card_of(client, story))
    assert new != old
    response = client.get(old)
    assert (response.status_code, response.url) == (302, new)
    client.get(new)
    assert len(list(tmp_path.rglob("*.png"))) == 1


@pytest.mark.django_db
def test_what_is_not_published_never_gets_a_picture(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    for story in make_hidden_stories():
        digest = card_files.digest_of(card_files.card_of(story))
        response = client.get(reverse("card", args=[story.pk, digest]))
        was_seen = story.status in (Story.Status.RETRACTED, Story.Status.KILLED)
        assert (response.status_code, response.content == b"") == (
            (410, True) if was_seen else (404, False)
        )
        page = client.get(story.get_absolute_url()).content.decode()
        assert "og:image" not in page
    assert list(tmp_path.rglob("*.png")) == []


@pytest.mark.django_db
def test_a_story_that_a_schedule_hides_again_loses_its_picture(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    story = make_story(headline=SECRET)
    path = picture_path(card_of(client, story))
    tag = client.get(path).headers["ETag"]
    Story.objects.update(status=Story.Status.DRAFT, published_at=None)
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 404


@pytest.mark.django_db
def test_killing_a_story_removes_its_picture(
    client, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    story = make_story()
    path = picture_path(card_of(client, story))
    client.get(path)
    editor = make_user(Role.EDITOR)
    with django_capture_on_commit_callbacks(execute=True):
        workflow.kill(story, by=editor, at=MORNING, reason="سبب")
    assert list(tmp_path.rglob("*.png")) == []
    assert client.get(path).status_code == 410


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/stories/1/card-0000000000000000.png",
        "/stories/999999999999999999/card-0000000000000000.png",
        "/stories/9999999999999999999999/card-0000000000000000.png",
        "/stories/1/card-x.png",
        "/stories/1/card-00000000000000000.png",
    ],
)
def test_an_address_without_a_picture_is_not_found(client, address):
    assert client.get(address).status_code == 404
