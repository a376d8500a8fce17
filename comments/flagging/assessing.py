"""A comment's rank in the queue, together with what the rules found."""

from collections.abc import Sequence

from comments.flagging.findings import Assessment
from comments.flagging.learner import Learner
from comments.flagging.rules import check
from comments.flagging.starting_model import starting_model


def assess(text: str, learner: Learner | None = None) -> Assessment:
    """Check a comment and rank it: by the newsroom's learner, without one by the starting model."""
    return assess_all([text], learner)[0]


def assess_all(texts: Sequence[str], learner: Learner | None = None) -> list[Assessment]:
    """As `assess`, for many comments at once, which costs half as much."""
    found = [check(text) for text in texts]
    scores = (learner or starting_model()).scores(texts, found)
    return [Assessment(*pair) for pair in zip(scores, found, strict=True)]
