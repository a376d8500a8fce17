from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """Somebody of the staff; readers need no account."""

    class Language(models.TextChoices):
        ARABIC = "ar", "العربية"
        ENGLISH = "en", "English"

    interface_language = models.CharField(
        _("interface language"),
        max_length=2,
        choices=Language.choices,
        default=Language.ARABIC,
        help_text=_("The language of the desk's menus and messages; stories keep their own."),
    )
    second_factor_at = models.DateTimeField(
        _("second step since"),
        null=True,
        editable=False,
        help_text=_("Since when a code is asked for after the password; empty: never."),
    )

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        """The name by which colleagues know the person."""
        return self.get_full_name() or self.username

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Sessions end with a new password, and with a second step that came or went."""
        hashed = super()._get_session_auth_hash(secret=secret)
        since = self.second_factor_at
        return f"{hashed}-{since.timestamp():.6f}" if since else hashed
