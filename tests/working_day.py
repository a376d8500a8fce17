"""Run in an installation: a day that leaves something in as many tables as one can."""

from datetime import timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from articles import corrections, presence, previews, revisions, workflow
from articles.importing.files import find_files
from articles.models import Photo, Story
from comments import moderation, posting
from comments.models import Comment, CommentPolicy, RuleSwitch, TrainedLearner
from comments.posting import Posting
from newsroom import second_factor
from newsroom.demo_cast import ensure_cast
from newsroom.models import User
from newsroom.seed_import import import_seeds
from tests.builders import make_photo, make_source

AT = timezone.now()
TEXTS = (
    "أرى أن القرار سليم، وسيخفف الزحام.",
    "سطر أول\nسطر ثانٍ\u2028وثالث\u200c مع رمز 🌙",
    "أنت حمار ولا تفهم شيئا",
)


def begin() -> None:
    call_command("migrate", verbosity=0)
    list(import_seeds(find_files([settings.BASE_DIR / "seeds"]), at=AT))
    ensure_cast()


def play() -> None:
    editor = User.objects.get(username="editor")
    story = Story.objects.published().order_by("pk").first()
    picture = default_storage.save("photos/picture-large.webp", ContentFile(b"large"))
    default_storage.save("photos/picture-small.webp", ContentFile(b"small"))
    photo = make_photo(story, caption="شرح")
    Photo.objects.filter(pk=photo.pk).update(image=picture, width=1600, height=800)
    Story.objects.filter(pk=story.pk).update(source=make_source("صحيفة «المدينة»"))
    write_about(story, editor)
    talk_about(story)
    second_factor.planned(editor)
    second_factor.new_recovery_codes(editor)


def write_about(story: Story, editor: User) -> None:
    corrections.ask_correction(story, "الرقم خطأ", by=editor, at=AT)
    previews.share(story, reader_name="قارئة", expires_at=AT + timedelta(days=1), by=editor, at=AT)
    presence.announce(story, by=editor, at=AT)
    draft = workflow.create(revisions.snapshot_of(story), by=editor, at=AT)
    workflow.submit(draft, by=editor, at=AT)


def talk_about(story: Story) -> None:
    moderator = User.objects.get(username="moderator")
    CommentPolicy.objects.create(mode=CommentPolicy.Mode.OPEN)
    RuleSwitch.objects.create(rule="insult", is_on=False)
    made = [
        posting.post(story, Posting(text=text, reader_key=f"r{n}", address_key=f"a{n}"), at=AT)
        for n, text in enumerate(TEXTS)
    ]
    posting.edit(made[0], "أرى أن القرار متأخر.", reader_key="r0", at=AT)
    posting.report(made[1], "spam", text="", reader_key="r9", address_key="a9", at=AT)
    moderation.reject(made[2], by=moderator, at=AT, reason="insult", seen=_version(made[2]))
    posting.appeal(made[2], "رأيي", reader_key="r2", at=AT)
    TrainedLearner.objects.create(arrays=bytes(range(256)), sha256="0" * 64, decisions=1)


def _version(comment: Comment) -> int:
    return Comment.objects.get(pk=comment.pk).version


begin()
play()
