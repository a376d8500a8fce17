"""Lexicons that come with the system, as editors can change them."""

from django.db import transaction

from articles import comparison
from articles.models import Lexicon, Referent
from articles.models.lexicon import COMMA


@transaction.atomic
def load_lexicon(name: str, shipped: comparison.Lexicon) -> Lexicon:
    """The editors' lexicon of this name; made of `shipped` where there is none."""
    lexicon, is_new = Lexicon.objects.get_or_create(name=name)
    if is_new:
        Referent.objects.bulk_create(
            _referent(lexicon, position, referent)
            for position, referent in enumerate(shipped.referents)
        )
    return lexicon


def _referent(lexicon: Lexicon, position: int, referent: comparison.Referent) -> Referent:
    return Referent(
        lexicon=lexicon,
        name=referent.name,
        terms="\n".join(f"{COMMA} ".join(term.forms) for term in referent.terms),
        exceptions="\n".join(referent.exceptions),
        position=position,
    )
