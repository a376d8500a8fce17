from django.db import models
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    """Why somebody or something points at a comment: one list for rules, readers and moderators.

    The values of the rules' reasons are those of `comments.flagging`.
    """

    INSULT = "insult", _("insult")
    VULGAR = "vulgar", _("vulgar language")
    HATRED = "hatred", _("hatred against a group")
    DEHUMANISATION = "dehumanisation", _("denies people their humanity")
    VIOLENCE = "violence", _("call to violence")
    SECTARIAN = "sectarian", _("sectarian incitement")
    HOSTILE = "hostile", _("hostile tone")
    SPAM = "spam", _("spam or advertising")
    FALSE = "false", _("false information")
    PERSONAL_DATA = "personal_data", _("personal data")
    UNLAWFUL = "unlawful", _("unlawful")
    SHOUTING = "shouting", _("shouting")
    NO_CONTENT = "no_content", _("no content")
    COPY = "copy", _("copy of an earlier comment")
    FLOOD = "flood", _("many comments in a short time")
    OTHER = "other", _("other reason")


# What a reader may choose when reporting.
FOR_READERS = (
    Reason.INSULT,
    Reason.HATRED,
    Reason.VIOLENCE,
    Reason.SECTARIAN,
    Reason.SPAM,
    Reason.FALSE,
    Reason.PERSONAL_DATA,
    Reason.UNLAWFUL,
    Reason.OTHER,
)

# What a moderator may give when rejecting, in the order of the digit keys.
FOR_MODERATORS = (
    Reason.INSULT,
    Reason.VULGAR,
    Reason.HATRED,
    Reason.DEHUMANISATION,
    Reason.VIOLENCE,
    Reason.SECTARIAN,
    Reason.SPAM,
    Reason.PERSONAL_DATA,
    Reason.UNLAWFUL,
    Reason.FALSE,
    Reason.NO_CONTENT,
    Reason.OTHER,
)

# A comment with one of these is looked at by a person whatever its score.
MUST_REVIEW = (Reason.VIOLENCE, Reason.UNLAWFUL)
