import django_filters
from django.utils.translation import gettext_lazy as _

from articles.models import Source, Story


class SearchFilter(django_filters.FilterSet):
    """Narrows a search to a source and to a year of the report."""

    source = django_filters.ModelChoiceFilter(
        label=_("Source"), queryset=Source.objects.all(), to_field_name="slug"
    )
    year = django_filters.NumberFilter(
        label=_("Year"), field_name="dated_at", lookup_expr="year", min_value=1800, max_value=2199
    )

    class Meta:
        model = Story
        fields = ["source", "year"]
