import django_filters
from django.utils.translation import gettext_lazy as _

from articles.models import Event, Source, Story, Topic


def visible_events(request):
    """An event of which readers see no story has no name for them either."""
    return Event.objects.visible()


class SearchFilter(django_filters.FilterSet):
    """Narrows a search to a source, a section, an event and a year of the report."""

    source = django_filters.ModelChoiceFilter(
        label=_("Source"), queryset=Source.objects.all(), to_field_name="slug"
    )
    topic = django_filters.ModelChoiceFilter(
        label=_("Section"), queryset=Topic.objects.all(), to_field_name="slug"
    )
    event = django_filters.ModelChoiceFilter(
        label=_("Event"), field_name="events", queryset=visible_events
    )
    year = django_filters.NumberFilter(
        label=_("Year"), field_name="dated_at", lookup_expr="year", min_value=1800, max_value=2199
    )

    class Meta:
        model = Story
        fields = ["source", "topic", "event", "year"]
