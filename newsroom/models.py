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


class Change(models.Model):
    """Something that pages are made of has changed; written by the database's own triggers.

    The key is a table, or "table:row" where changes are told apart. `transaction` orders them
    with PostgreSQL, `id` with SQLite: see `newsroom.pages.changes`.
    """

    key = models.CharField("key", max_length=100)
    transaction = models.BigIntegerField("transaction")
    at = models.DateTimeField("at")

    class Meta:
        verbose_name = "change"
        verbose_name_plural = "changes"
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["transaction", "key"], name="change_once"),
        ]
        indexes = [
            models.Index(fields=["key"], name="change_key"),
            models.Index(fields=["at"], name="change_at"),
        ]

    def __str__(self) -> str:
        return self.key
