"""Pictures in the story's form."""

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from articles import revisions, workflow
from articles.models import Photo, Story
from articles.roles import Role
from tests.builders import make_user
from tests.desk import changed_form, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make_user(Role.EDITOR)


@pytest.fixture
def story(editor):
    text = Story(headline="عنوان", body="<p>أولى.</p><p>ثانية.</p>")
    captions = ("فوق", "تحت")
    photos = [Photo(caption=caption, after_block=at) for at, caption in enumerate(captions)]
    return workflow.create(revisions.snapshot_of(text, photos), by=editor, at=timezone.now())


def upload(name="p.jpg", size=(2000, 1000)):
    out = BytesIO()
    Image.new("RGB", size, "red").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue())


def new_photo():
    return {"photos-2-upload": upload(), "photos-2-after_block": 2}


def captions_of(story):
    return [photo["caption"] for photo in revisions.newest(story).content()["photos"]]


def photo_forms(response):
    return response.context["adminform"].form.photos


def test_a_picture_is_added_in_two_sizes_and_served(client_of, editor, story):
    desk = client_of(editor)
    changes = {"photos-2-upload": upload(), "photos-2-caption": "ثالثة", "photos-2-after_block": 2}
    desk.post(page(story), changed_form(desk, page(story), **changes))
    photo = story.photos.in_order().last()
    assert (photo.caption, photo.width, photo.height) == ("ثالثة", 1600, 800)
    served = [desk.get(address) for address in (photo.image.url, photo.small_url())]
    sizes = [Image.open(BytesIO(b"".join(file.streaming_content))).size for file in served]
    assert sizes == [(1600, 800), (640, 320)]
    assert {file.headers["Content-Type"] for file in served} == {"image/webp"}


def test_pictures_change_places_and_leave(client_of, editor, story):
    desk = client_of(editor)
    turned = {"photos-0-after_block": 1, "photos-1-after_block": 0}
    desk.post(page(story), changed_form(desk, page(story), **turned))
    assert captions_of(story) == ["تحت", "فوق"]
    gone = {"photos-0-DELETE": "on"}
    desk.post(page(story), changed_form(desk, page(story), **gone))
    assert captions_of(story) == ["فوق"]


def test_pictures_at_one_place_keep_the_order_of_their_numbers(client_of, editor, story):
    desk = client_of(editor)
    same = {"photos-1-after_block": 0, "photos-0-ORDER": 2, "photos-1-ORDER": 1}
    desk.post(page(story), changed_form(desk, page(story), **same))
    assert captions_of(story) == ["تحت", "فوق"]


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (
            SimpleUploadedFile("p.jpg", b"<script>"),
            "الملف ليس صورة بصيغة JPEG أو PNG أو WebP، أيًّا كان اسمه.",
        ),
        (upload(size=(10_000, 5_001)), "الصورة أكبر من 50 ميغابكسل. صغّر أبعادها."),
    ],
    ids=["no picture", "bomb"],
)
def test_what_is_no_usable_picture_is_refused_beside_the_field(
    client_of, editor, story, file, sentence
):
    desk = client_of(editor)
    file.seek(0)
    form = changed_form(desk, page(story), **{"photos-2-upload": file, "photos-2-caption": "ش"})
    refused = photo_forms(desk.post(page(story), form))[2]
    assert refused.errors == {"upload": [sentence]}
    assert refused["caption"].value() == "ش"
    assert captions_of(story) == ["فوق", "تحت"]


def test_an_upload_survives_an_error_elsewhere_in_the_form(client_of, editor, story):
    desk = client_of(editor)
    form = changed_form(desk, page(story), slug="---", **new_photo())
    kept = photo_forms(desk.post(page(story), form))[2]["stored"].value()
    again = form | {"slug": "", "photos-2-stored": kept}
    del again["photos-2-upload"]
    desk.post(page(story), again)
    assert [bool(photo.image) for photo in story.photos.all()] == [False, False, True]


def test_a_file_that_the_newsroom_did_not_store_cannot_be_named(client_of, editor, story):
    desk = client_of(editor)
    form = changed_form(desk, page(story), **{"photos-0-stored": '["photos/x.webp", 1, 1]'})
    desk.post(page(story), form)
    assert [photo.image.name for photo in story.photos.all()] == ["", ""]


def test_killing_a_story_removes_both_sizes(
    client_of, editor, story, django_capture_on_commit_callbacks
):
    desk = client_of(editor)
    desk.post(page(story), changed_form(desk, page(story), **new_photo()))
    photo = story.photos.in_order().last()
    names = [photo.image.name, photo.image.name.replace("-large", "-small")]
    assert all(map(default_storage.exists, names))
    with django_capture_on_commit_callbacks(execute=True):
        workflow.kill(story, by=editor, at=timezone.now(), reason="شكوى")
    assert not any(map(default_storage.exists, names))


@pytest.mark.parametrize("name", ["x.webp", "../settings.py", f"{'0' * 32}-large.webp"])
def test_no_other_file_is_served(client, name):
    assert client.get(f"/media/photos/{name}").status_code == 404
