"""What points at a comment when it comes in: the rules, the learner, and chance.

The one place where the pure rules meet the newsroom's settings. Nothing here decides: a
finding puts a comment into the queue, and of all findings two kinds hold it until somebody
has looked.
"""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.module_loading import import_string

from articles import bulk
from articles.models import Story
from comments import flagging
from comments.flagging.findings import Finding
from comments.learning import current_learner
from comments.models import Comment, Flag, Reason, RuleSwitch

# Some comments that nothing points at are looked at all the same, or nobody could know what is
# missed: between five and ten in a hundred.
SAMPLE_SHARE = 0.07
COPY_FLOOD = "copy_flood"

# A copy is looked for among the story's latest comments and the reader's own of a day.
LATEST = 200
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pointed:
    """What points at one text. `score` ranks it from 0 to 1."""

    score: float
    findings: list[Finding]
    is_sampled: bool

    @property
    def holds_for(self) -> str:
        """The reason that keeps the comment from readers until somebody has looked, or ""."""
        holding = (found for found in self.findings if _holds(found))
        return next((str(found.reason) for found in holding), "")

    @property
    def needs_a_look(self) -> bool:
        return bool(self.findings) or self.is_sampled


def _holds(finding: Finding) -> bool:
    return finding.reason == Reason.VIOLENCE or finding.rule == COPY_FLOOD


def point_at(text: str, *, story: Story, reader_key: str, at: datetime) -> Pointed:
    """Check one comment that comes in now, against its story's thread and its reader's own."""
    mine = Comment.objects.by_reader(reader_key).filter(created_at__gt=at - DAY)
    own = list(mine.newest_first().values_list("text", "created_at")[:LATEST])
    thread = Comment.objects.filter(story=story, created_at__gt=at - DAY).newest_first()
    others = thread.exclude(reader_key=reader_key).values_list("text", flat=True)[:LATEST]
    copy = flagging.find_copy(text, [*(words for words, _when in own), *others])
    flood = flagging.find_flood(at, [when for _words, when in own])
    repeated = [found for found in (copy, flood) if found]
    return _pointed(text, flagging.assess(text, current_learner()), repeated, switched_off())


def assess_many(texts: Sequence[str]) -> list[flagging.Assessment]:
    """What the rules and whoever ranks now say of each text."""
    return flagging.assess_all(texts, current_learner())


def point_at_many(texts: Iterable[str], assessed: Iterable[flagging.Assessment]) -> list[Pointed]:
    """Check comments that came together with a received text, after `assess_many`."""
    off = switched_off()
    return [_pointed(text, one, [], off) for text, one in zip(texts, assessed, strict=True)]


def _pointed(
    text: str, assessment: flagging.Assessment, repeated: list[Finding], off: set[str]
) -> Pointed:
    findings = [found for found in [*assessment.findings, *repeated] if found.rule not in off]
    score = max(assessment.score, _adapter_score(text))
    is_sampled = not findings and random.random() < SAMPLE_SHARE
    return Pointed(score, findings, is_sampled)


def switched_off() -> set[str]:
    """The rules that the desk has switched off."""
    return set(RuleSwitch.objects.filter(is_on=False).values_list("rule", flat=True))


def _adapter_score(text: str) -> float:
    """What the newsroom's own scorer says, where the settings name one; it only ever sorts."""
    if not settings.NEWSROOM_COMMENT_SCORER:
        return 0.0
    return min(max(float(import_string(settings.NEWSROOM_COMMENT_SCORER)(text)), 0.0), 1.0)


def save_flags(pointed: Iterable[tuple[Comment, Pointed]], *, at: datetime) -> None:
    """Keep what was found, bound to the text that it was found in."""
    flags = [
        Flag(
            comment=comment,
            text_version=comment.text_version,
            rule=finding.rule,
            rule_version=finding.version,
            reason=finding.reason,
            weight=finding.weight,
            spans=[[span.start, span.end, span.text] for span in finding.spans],
            created_at=at,
        )
        for comment, found in pointed
        for finding in found.findings
    ]
    bulk.create(flags)
