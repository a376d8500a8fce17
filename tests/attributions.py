"""What somebody is said to say in a text, as tests write it down."""

from articles.comparison.prose import Prose
from articles.comparison.quotations import find_quotations


def said(text):
    """(speaker, words) of all that is not the story's, without the stop at the end."""
    return [
        (quotation.speaker, text[quotation.start : quotation.end].rstrip("."))
        for quotation in find_quotations(Prose(text))
    ]
