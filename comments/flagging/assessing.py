"""A comment's rank in the queue, together with what the rules found."""

from comments.flagging.findings import Assessment
from comments.flagging.learner import Learner
from comments.flagging.rules import check
from comments.flagging.starting_model import starting_score


def assess(text: str, learner: Learner | None = None) -> Assessment:
    """Check a comment and rank it: by the newsroom's learner, without one by the starting model."""
    findings = check(text)
    score = learner.score(text, findings) if learner else starting_score(text, findings)
    return Assessment(score, findings)
