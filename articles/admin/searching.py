"""The desk's lists search with the analyser, among the rows that their user may see."""

from django.db.models import Q

from articles.models import Story
from articles.search.rows import beginning, holding
from articles.search.searching import restrict


class SearchMixin:
    """A list with a search box; `find` says which of the rows a text finds."""

    search_fields = ["pk"]  # shows the box, and is not asked

    def get_search_results(self, request, queryset, search_term):
        text = search_term.replace("\x00", "").strip()
        return (self.find(queryset, text) if text else queryset), False

    def find(self, rows, text):
        return holding(rows, text)


class NameSearchMixin(SearchMixin):
    """For what is chosen by its name, which a box completes while it is typed."""

    def find(self, rows, text):
        return beginning(rows, text)


class StorySearchMixin(SearchMixin):
    """Drafts too: what the user may not see, the list has left out."""

    def find(self, rows, text):
        return restrict(rows, text)


class ReceivedTextSearchMixin(SearchMixin):
    """By the words of the story that was made of the text, or by the name of its file."""

    def find(self, rows, text):
        found = restrict(Story.objects.all(), text).values("pk")
        in_story = Q(story__in=found) | Q(proposed_for__in=found)
        return rows.filter(in_story | Q(name__contains=text))
