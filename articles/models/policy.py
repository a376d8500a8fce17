from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.fields import BodyField


class Policy(models.Model):
    """What the newsroom tells readers about itself and its rules, in the editors' words.

    The kinds are those that the Trust Project asks a newsroom to publish, with the rules for
    comments and for readers' data.
    """

    class Kind(models.TextChoices):
        ABOUT = "about", _("about us and our mission")
        OWNERSHIP = "ownership", _("ownership and funding")
        MASTHEAD = "masthead", _("who works here")
        ETHICS = "ethics", _("ethics")
        VERIFICATION = "verification", _("verification of facts")
        UNNAMED_SOURCES = "unnamed-sources", _("unnamed sources")
        CORRECTIONS = "corrections", _("corrections")
        DIVERSITY = "diversity", _("diversity of voices")
        FEEDBACK = "feedback", _("feedback and complaints")
        COMMENTS = "comments", _("comments of readers")
        PRIVACY = "privacy", _("privacy")

    # https://schema.org/NewsMediaOrganization: the property that names each page.
    SCHEMA_PROPERTIES = {
        Kind.ABOUT: "missionCoveragePrioritiesPolicy",
        Kind.OWNERSHIP: "ownershipFundingInfo",
        Kind.MASTHEAD: "masthead",
        Kind.ETHICS: "ethicsPolicy",
        Kind.VERIFICATION: "verificationFactCheckingPolicy",
        Kind.UNNAMED_SOURCES: "unnamedSourcesPolicy",
        Kind.CORRECTIONS: "correctionsPolicy",
        Kind.DIVERSITY: "diversityPolicy",
        Kind.FEEDBACK: "actionableFeedbackPolicy",
    }

    kind = models.CharField(
        _("what it is about"),
        max_length=20,
        choices=Kind.choices,
        unique=True,
        error_messages={"unique": _("There is a page about this already: change that one.")},
    )
    title = models.CharField(_("title"), max_length=120)
    body = BodyField(_("text"))
    changed_at = models.DateTimeField(_("text changed at"), editable=False)

    class Meta:
        verbose_name = _("policy page")
        verbose_name_plural = _("policy pages")
        constraints = [
            models.CheckConstraint(
                name="policy_has_title_and_text",
                condition=~models.Q(title="") & ~models.Q(body=""),
                violation_error_message=_("A policy page needs a title and a text."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args, **kwargs):
        self.changed_at = timezone.now()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        if self.kind == self.Kind.ABOUT:
            return reverse("about")
        return reverse("policy", args=[self.kind])
