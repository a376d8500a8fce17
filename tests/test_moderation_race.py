"""Two moderators decide at the same moment, over two real connections."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
from django.db import connection

from comments import moderation
from comments.models import Comment, Decision
from tests.builders import make_comment, make_story, make_user

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
ROUNDS = 20


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_decisions_at_once_one_counts_and_both_are_told_the_truth():
    moderators = [make_user("moderator", "one"), make_user("moderator", "two")]
    for _round in range(ROUNDS):
        comment = make_comment(make_story(), is_queued=True)
        made, refused = race(comment, moderators)
        kept = Decision.objects.get(comment=comment)
        comment.refresh_from_db()
        assert kept == made
        assert (refused.decision, refused.comment.status) == (kept, kept.status_after)
        assert (comment.status, comment.version) == (kept.status_after, 2)


def race(comment, moderators):
    """Both decide on what both have seen; the decision that was made, and the refusal."""
    start = Barrier(2)

    def decide(verb, moderator):
        try:
            start.wait()
            return verb(
                Comment.objects.get(pk=comment.pk), by=moderator, at=NOW, seen=1, reason="insult"
            )
        except moderation.DecisionConflict as conflict:
            return conflict
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(decide, (moderation.approve, moderation.reject), moderators))
    made = [answer for answer in answers if isinstance(answer, Decision)]
    refused = [answer for answer in answers if isinstance(answer, moderation.DecisionConflict)]
    assert (len(made), len(refused)) == (1, 1)
    return made[0], refused[0]
