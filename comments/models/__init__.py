"""What readers wrote, what points at it, and what moderators decided."""

from comments.models.comment import Comment, CommentQuerySet, CommentText
from comments.models.deciding import Appeal, Claim, Decision
from comments.models.month_figure import MonthFigure
from comments.models.pointing import Flag, Report
from comments.models.policy import CommentPolicy, RuleSwitch, TrainedLearner
from comments.models.reasons import Reason

__all__ = [
    "Appeal",
    "Claim",
    "Comment",
    "CommentPolicy",
    "CommentQuerySet",
    "CommentText",
    "Decision",
    "Flag",
    "MonthFigure",
    "Reason",
    "Report",
    "RuleSwitch",
    "TrainedLearner",
]
