"""What a reader without an account sees of a story: its page, and the lists it may stand in."""

from dataclasses import dataclass
from urllib.parse import quote

from django.urls import reverse

# Each text of a story's page that an editor's step can change, in their order.
TEXTS = (
    ".retraction [dir=auto], .story .headline, .story .summary li, "
    ".corrections .user-text, .body > :not(.photos)"
)


@dataclass(frozen=True)
class Seen:
    """The page's status and texts, and the headlines of the home page, a search and a source."""

    status: int
    page: tuple[str, ...] = ()
    home: tuple[str, ...] = ()
    found: tuple[str, ...] = ()
    of_source: tuple[str, ...] = ()


HIDDEN = Seen(404)
KILLED = Seen(410)


def public(headline: str, *texts: str) -> Seen:
    """A published story: it stands in every list."""
    lists = (headline,)
    return Seen(200, (headline, *texts), home=lists, found=lists, of_source=lists)


def look(page, live_server, story, word: str) -> Seen:
    """Everything that a reader sees of the story, which a search for `word` should find."""
    home = live_server.url + "/"
    source = reverse("source", args=[story.source.slug])
    answer = page.goto(live_server.url + reverse("short-link", args=[story.pk]))
    return Seen(
        answer.status,
        texts(page, TEXTS) if answer.status == 200 else (),
        headlines(page, home, "main"),
        headlines(page, f"{home}search/?q={quote(word)}", ".hits"),
        headlines(page, live_server.url + source, ".source-page"),
    )


def headlines(page, address: str, part: str) -> tuple[str, ...]:
    """The headlines of the stories that stand in this part of a page."""
    page.goto(address)
    return texts(page, f'{part} .headline a[href^="/stories/"]')


def follow(link):
    """Click a link or a button, and wait for the page that it leads to."""
    with link.page.expect_navigation():
        link.click()


def texts(page, selector: str) -> tuple[str, ...]:
    found = page.locator(selector).all_inner_texts()
    return tuple(" ".join(text.split()) for text in found)
