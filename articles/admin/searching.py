"""The desk's lists search with the analyser, among the rows that their user may see."""

from django.contrib import messages
from django.contrib.admin.views.main import SEARCH_VAR
from django.utils.translation import gettext as _

from articles.search.query import MOST_TERMS, Unsearchable, parse
from articles.search.rows import beginning, newest_holding
from articles.search.searching import restrict


class SearchMixin:
    """A list with a search box; `find` says which of the rows a text finds."""

    search_fields = ["pk"]  # shows the box, and is not asked

    def changelist_view(self, request, extra_context=None):
        tell(request, request.GET.get(SEARCH_VAR, ""))
        return super().changelist_view(request, extra_context)

    def get_search_results(self, request, queryset, search_term):
        text = _text(search_term)
        return (self.find(queryset, text) if text else queryset), False

    def find(self, rows, text):
        return newest_holding(rows, text)


class NameSearchMixin(SearchMixin):
    """For what is chosen by its name, which a box completes while it is typed."""

    def find(self, rows, text):
        return beginning(rows, text)


class StorySearchMixin(SearchMixin):
    """Drafts too: what the user may not see, the list has left out."""

    def find(self, rows, text):
        return restrict(rows, text)


def _text(typed: str) -> str:
    return typed.replace("\x00", "").strip()


def tell(request, typed: str) -> None:
    """Say above a list why a search finds nothing, or that not all words were looked for."""
    text = _text(typed)
    query = parse(text)
    if text and query.problem:
        messages.warning(request, _what_is_wrong(query.problem))
    elif query.is_cut:
        sentence = _("Only the first %(most_terms)s words were searched for.")
        messages.warning(request, sentence % {"most_terms": MOST_TERMS})


def _what_is_wrong(problem: Unsearchable) -> str:
    if problem == Unsearchable.STOP_WORDS:
        return _("These words stand in nearly every text. Add a name, a place or a subject.")
    if problem == Unsearchable.ONLY_EXCLUDED:
        return _("Say also what to look for, not only what to leave out.")
    return _("There is no word to search for here. Type one or more words.")
