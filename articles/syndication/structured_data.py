"""What search engines read of a page, in the words of schema.org."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse

from articles.models import Correction, Policy, Source, Story
from articles.syndication.moments import moment

CONTEXT = "https://schema.org"
# The kinds of source that schema.org knows by a name of their own.
SOURCE_TYPES = {
    Source.Kind.NEWSPAPER: "NewsMediaOrganization",
    Source.Kind.AGENCY: "NewsMediaOrganization",
    Source.Kind.BROADCASTER: "NewsMediaOrganization",
    Source.Kind.SITE: "NewsMediaOrganization",
    Source.Kind.OFFICIAL: "GovernmentOrganization",
}


def news_article(
    story: Story, corrections: Iterable[Correction], *, origin: str, url: str, image: str
) -> dict[str, Any]:
    """A published story; `origin` is the site's address without a slash. Asks no query."""
    found = {
        "@context": CONTEXT,
        "@type": "NewsArticle",
        "mainEntityOfPage": url,
        "headline": story.headline,
        "image": image,
        "datePublished": moment(story.published_at),
        "dateModified": moment(story.updated_at()),
        "inLanguage": settings.LANGUAGE_CODE,
        "dateline": story.dateline,
        "author": _author(story),
        "publisher": _publisher(origin),
        "sourceOrganization": _source(story.source),
        "isBasedOn": _originals(story),
        "correction": [_correction(notice, url) for notice in corrections],
    }
    return {name: value for name, value in found.items() if value}


def _publisher(origin: str) -> dict[str, str]:
    """The newsroom itself; its page says the rest under the same name."""
    return {
        "@type": "NewsMediaOrganization",
        "@id": f"{origin}/#organization",
        "name": str(settings.NEWSROOM_NAME),
        "url": origin + reverse("home"),
    }


def organisation(origin: str, policies: Iterable[Policy] = ()) -> dict[str, Any]:
    """The newsroom, where its rules and corrections stand, and each of `policies` by its name."""
    found = {
        "@context": CONTEXT,
        **_publisher(origin),
        "publishingPrinciples": origin + reverse("policies"),
        "correctionsPolicy": origin + reverse("corrections"),
    }
    for policy in policies:
        if name := Policy.SCHEMA_PROPERTIES.get(policy.kind):
            found[name] = origin + policy.get_absolute_url()
    return found


def _source(source: Source | None) -> dict[str, str]:
    if source is None:
        return {}
    found = {"@type": SOURCE_TYPES.get(source.kind, "Organization"), "name": source.name}
    return found | {"url": source.home_page} if source.home_page else found


def _author(story: Story) -> dict[str, str]:
    """Whom the text names as its writer, else the outlet that answers for it."""
    agencies = {credit["agency"] for credit in story.credits}
    if not story.byline:
        return _source(story.source)
    is_agency = story.byline in agencies
    return {"@type": "Organization" if is_agency else "Person", "name": story.byline}


def _originals(story: Story) -> list[dict[str, Any]]:
    """The text as it was received, and the material of agencies that it says it has used."""
    found = [
        {
            "@type": "CreativeWork",
            "creator": {"@type": "NewsMediaOrganization", "name": credit["agency"]},
        }
        for credit in story.credits
    ]
    if story.seed_file:
        found.insert(0, _received_text(story))
    return found


def _received_text(story: Story) -> dict[str, Any]:
    work = {"@type": "CreativeWork", "identifier": f"sha256:{story.seed_file.sha256}"}
    if story.original_date:
        work["datePublished"] = story.original_date.isoformat()
    return work


def _correction(notice: Correction, url: str) -> dict[str, str]:
    return {
        "@type": "CorrectionComment",
        "text": notice.text,
        "datePublished": moment(notice.corrected_at),
        "url": f"{url}#correction-{notice.pk}",
    }
