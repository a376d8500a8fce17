"""Finding a name by its words or by the beginning of one. Pure."""

from articles import arabic
from articles.search.query import ARTICLE


def terms_of_name(text: str) -> list[str]:
    """What a name is found by: its stems and its words, each without its article too."""
    words = [token.folded for token in arabic.tokens(text)]
    return list(dict.fromkeys([*arabic.terms(text), *words, *map(without_article, words)]))


def without_article(folded: str) -> str:
    """A folded word without the article, unless nothing but a letter is left."""
    is_longer = len(folded) > len(ARTICLE) + 1
    return folded[len(ARTICLE) :] if folded.startswith(ARTICLE) and is_longer else folded
