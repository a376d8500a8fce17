from django.contrib import admin

from articles.admin.audited import AuditedMixin
from articles.admin.lists import ListAdmin
from articles.models import Synonym


@admin.register(Synonym)
class SynonymAdmin(AuditedMixin, ListAdmin):
    """The next search already knows what is changed here: nothing is indexed anew."""

    ordering = ["forms"]
