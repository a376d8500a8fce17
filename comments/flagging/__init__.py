"""Rules and a learner point at comments; people decide."""

from comments.flagging.findings import Assessment, Finding, Reason, Span
from comments.flagging.rules import check, rule_score

__all__ = ["Assessment", "Finding", "Reason", "Span", "assess", "check", "rule_score"]


def assess(text: str, learner=None) -> Assessment:
    """Check a comment and rank it: by the newsroom's learner if one is given, else by the rules."""
    findings = check(text)
    score = learner.score(text) if learner else rule_score(findings)
    return Assessment(score, findings)
