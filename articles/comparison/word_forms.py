"""What a printed word may stand for: its forms with prefixes and endings taken off.

A key is a word without them: "=" before one in the singular or a broken plural, "+" before the
singular of a plural in ون. A lexicon's word accepts some keys, a word of a text offers some.
"""

from collections.abc import Iterator
from functools import lru_cache

_ARTICLE = "ال"
_FOR_THE = "لل"
_CONJUNCTIONS = frozenset("وف")
_PREPOSITIONS = frozenset("بكل")
_PRONOUNS = tuple(
    """
    هما ها هم هن كم نا ه ك
    """.split()
)
_PLURALS = tuple(
    """
    ون ين وا
    """.split()
)
_DUAL = "ان"
_CONSTRUCTS = tuple(
    """
    و ي
    """.split()
)
_FEMININE = "ه"
_FEMININE_BEFORE_PRONOUN = "ت"
_TANWIN = "ا"
_HER = "ها"
_AGENT = "م"
_RELATION = "ي"
_SHORTEST = 3  # letters left when an ending is taken off: «هم» in «مهم» is none


def accepted_keys(word: str, follower: str) -> Iterator[str]:
    """The keys that fit a folded word of a lexicon; `follower` is the next word of its phrase."""
    word = _without_article(word)
    yield "=" + word
    if word.endswith(_PLURALS) and len(word) >= _SHORTEST + 2:
        yield "+" + word[:-2]
    elif word.endswith(_CONSTRUCTS) and follower.startswith(_ARTICLE) and len(word) > _SHORTEST:
        yield "+" + word[:-1]
    elif word.startswith(_AGENT) or word.endswith(_RELATION):
        yield "+" + word


def _without_article(word: str) -> str:
    return word[2:] if word.startswith(_ARTICLE) and len(word) >= _SHORTEST + 2 else word


@lru_cache(maxsize=2**16)
def word_keys(folded: str) -> frozenset[str]:
    """All that a folded word may stand for: "=" before a word, "+" before one in the plural."""
    return frozenset(key for bare in _without_prefixes(folded) for key in _keys(bare))


def keys_when_counted(folded: str) -> frozenset[str]:
    """The same for a word after a number, which puts the plural's noun into the singular."""
    return word_keys(folded) | {"+" + folded, "+" + folded.removesuffix(_TANWIN)}


@lru_cache(maxsize=2**16)
def keys_inside(folded: str) -> frozenset[str]:
    """The same for the second and further words of a phrase, which carry the article at most."""
    return frozenset(key for bare in {folded, _without_article(folded)} for key in _keys(bare))


def keys_as_printed(folded: str) -> frozenset[str]:
    """The same for a word that is looked for at a distance: nothing but the article comes off."""
    return frozenset({"=" + _without_article(folded)})


def _without_prefixes(folded: str) -> Iterator[str]:
    """The readings of a word with fewer and fewer prefixes."""
    yield folded
    if folded[0] in _CONJUNCTIONS and len(folded) > _SHORTEST:
        yield from _without_preposition(folded[1:])
    yield from _without_preposition(folded)


def _without_preposition(word: str) -> Iterator[str]:
    yield word
    if word.startswith((_ARTICLE, _FOR_THE)):
        yield word[2:]
    if word[0] in _PREPOSITIONS and len(word) > _SHORTEST:
        yield word[1:]
        yield _without_article(word[1:])


def _keys(bare: str) -> Iterator[str]:
    """The keys of a word without prefixes: as it is, and with each ending taken off."""
    yield "=" + bare
    for ending, kept in _endings(bare):
        if len(kept) >= _SHORTEST:
            yield ending + kept


def _endings(bare: str) -> Iterator[tuple[str, str]]:
    if bare.endswith(_TANWIN) and not bare.endswith(_HER):
        yield "=", bare[:-1]
    yield from _plurals(bare)
    for pronoun in _PRONOUNS:
        if bare.endswith(pronoun):
            owned = bare[: -len(pronoun)]
            yield "=", owned
            if owned.endswith(_FEMININE_BEFORE_PRONOUN):
                yield "=", owned[:-1] + _FEMININE
            yield from _constructs(owned)


def _plurals(bare: str) -> Iterator[tuple[str, str]]:
    if bare.endswith((*_PLURALS, _DUAL)):
        yield "+", bare[:-2]
    yield from _constructs(bare)


def _constructs(bare: str) -> Iterator[tuple[str, str]]:
    if bare.endswith(_CONSTRUCTS):
        yield "+", bare[:-1]
