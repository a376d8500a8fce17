"""What is found by its name has to be indexed anew when the desk renames it."""

from django.contrib import messages
from django.utils.translation import gettext as _

from articles.search.indexing import index_stories

# In the request that renames: some two seconds' work. A rebuild sees to the others.
MOST = 2000


class RenamingMixin:
    """For the desk's page of a source or a section: its stories are found by the new name."""

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if not change or "name" not in form.changed_data:
            return
        ids = list(obj.stories.order_by("-pk").values_list("pk", flat=True)[: MOST + 1])
        index_stories(ids[:MOST])
        if len(ids) > MOST:
            messages.warning(
                request,
                _("Older stories are found by the former name until the index is built anew."),
            )
