"""The newsroom's own learner: trained from the moderators' decisions, kept in the database."""

import logging
import subprocess
import sys
from datetime import UTC, datetime
from functools import cache, lru_cache
from hashlib import sha256

from django.conf import settings
from django.db.models import Max

from articles.waiting import count_up_to
from comments import flagging
from comments.models import Decision, TrainedLearner

logger = logging.getLogger(__name__)

# A new learner is trained after this many decisions; older ones are kept to compare, some of them.
DECISIONS_BETWEEN = 25
KEPT = 5
# After as many without a training that ended, something is wrong that another will not mend.
MOST_UNTRAINED = 20 * DECISIONS_BETWEEN
BEFORE_ALL = datetime(1970, 1, 1, tzinfo=UTC)
MOST_DECISIONS = 20_000
Verb = Decision.Verb
SAYS_REJECTED = {Verb.REJECT: True, Verb.UPHOLD: True, Verb.APPROVE: False, Verb.RESTORE: False}


def current_learner() -> "flagging.Learner | None":
    """The newest trained learner, or None while there is none; one small query.

    One that was trained before an update of rules or starting model counts as none until it is
    trained anew: comments must come in meanwhile.
    """
    newest = TrainedLearner.objects.order_by("-pk").values_list("pk", "sha256").first()
    return _loaded(*newest) if newest else None


def speaking() -> "flagging.Learner":
    """Who ranks comments now: the newsroom's learner, or the starting model while it is silent."""
    return current_learner() or _untaught()


@cache
def _untaught() -> "flagging.Learner":
    return flagging.Learner()


@lru_cache(maxsize=1)
def _loaded(pk: int, _sha256: str) -> "flagging.Learner | None":
    try:
        return flagging.Learner.from_bytes(bytes(TrainedLearner.objects.get(pk=pk).arrays))
    except flagging.ArraysRefused:
        logger.warning("The stored learner does not fit this version; run train_learner.")
        return None


def decided_texts() -> tuple[list[str], list[bool]]:
    """The texts that people have decided on, and whether they were rejected.

    Of several decisions on one comment the last counts; one that was undone counts for nothing.
    """
    valid = Decision.objects.filter(moderator__isnull=False, reversed_by__isnull=True)
    last = valid.filter(verb__in=SAYS_REJECTED).values("comment").annotate(last=Max("pk"))
    rows = Decision.objects.filter(pk__in=last.values("last")).order_by("-pk")
    decided = list(rows.values_list("text", "verb")[:MOST_DECISIONS])
    return [text for text, _verb in decided], [SAYS_REJECTED[verb] for _text, verb in decided]


def train(*, at: datetime) -> TrainedLearner:
    """Learn from every decision so far and keep the result as the one that speaks from now on."""
    texts, rejected = decided_texts()
    stored = flagging.Learner().fit(texts, rejected).to_bytes()
    made = TrainedLearner.objects.create(
        arrays=stored, sha256=sha256(stored).hexdigest(), decisions=len(texts), trained_at=at
    )
    kept = TrainedLearner.objects.order_by("-pk").values_list("pk", flat=True)[:KEPT]
    TrainedLearner.objects.exclude(pk__in=list(kept)).delete()
    return made


def decisions_since(moment: datetime) -> int:
    """How many decisions people have made since then, counted as far as training is of use."""
    newer = Decision.objects.filter(moderator__isnull=False, decided_at__gt=moment)
    return count_up_to(newer, MOST_UNTRAINED)


def _last_trained_at() -> datetime:
    trained = TrainedLearner.objects.order_by("-pk").values_list("trained_at", flat=True)
    return trained.first() or BEFORE_ALL


def train_when_due() -> None:
    """After every so many decisions, train in a process of its own: nobody waits for it."""
    if not settings.NEWSROOM_TRAINS_LEARNER:
        return
    untrained = decisions_since(_last_trained_at())
    if not untrained or untrained % DECISIONS_BETWEEN:
        return
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "train_learner"]
    subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL)
