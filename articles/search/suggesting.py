"""Words for those who search: another spelling of what they typed, the rest of what they type.

All come from the words of stories that readers may see, so that nothing hidden shows in them.
"""

from collections.abc import Iterable, Iterator

from articles import arabic
from articles.search import backends
from articles.search.query import ARTICLE, MOST_LETTERS, parse
from articles.search.spelling import SHORTEST, likeliness, slips

LONGEST = 30  # letters of a word that is looked for: a longer one has thousands of slips
MOST_SUGGESTED = 8  # as many as are read at a glance
MOST_READ = 60  # printed words of a beginning: several are one word with and without its article
SHORTEST_BEGINNING = 2
WITH_ARTICLE = tuple(prefix for prefix in arabic.PREFIXES if prefix.endswith(("ال", "لل")))
RARE = 2  # a spelling of a single story may be a slip itself

Counted = tuple[str, str, int]  # a printed word, the same folded, and its stories


def corrected(text: str, *, found_any: bool) -> str:
    """The query with likelier spellings of its words; "" where there is nothing to correct.

    A word is doubted if no story holds it; where nothing at all was found, also if readers may
    see no story that spells it so.
    """
    text = text[:MOST_LETTERS]
    asked = set(parse(text).words)
    pieces, at = [], 0
    for token in arabic.tokens(text):
        is_word = token.folded in asked and not token.is_stop and token.start >= at
        if not is_word or not (better := _likeliest(token, found_any)):
            continue
        pieces += [text[at : token.start], better]
        at = token.end
    return "".join([*pieces, text[at:]]) if pieces else ""


def _likeliest(token: arabic.Token, found_any: bool) -> str:
    typed = token.folded
    if not SHORTEST <= len(typed) <= LONGEST or not typed.isalpha():
        return ""
    index = backends.live()
    if index.words_like([typed]) or (found_any and index.frequencies([token.stem])):
        return ""
    return best_spelling(typed)


def best_spelling(typed: str) -> str:
    """The likeliest printed word one slip from a folded one, or from what follows its prefix.

    Where there is none, what follows the prefix of a printed word: «انسحاب» may stand in stories
    as «للانسحاب» alone. A word of a single story is offered only where no other would be.
    """
    return next(filter(None, _offers(typed)), "")


def _offers(typed: str) -> Iterator[str]:
    """What a folded word may stand for, the surest kind of guess first; "" for none of a kind."""
    parts = [(start, typed.removeprefix(start)) for start in ("", *arabic.PREFIXES)]
    for least in (RARE, 1):
        for start, rest in parts:
            is_part = typed.startswith(start) and len(rest) >= SHORTEST
            if is_part and (better := _nearest(rest, "", least)):
                yield start + better
        yield from (_nearest(typed, prefix, least) for prefix in WITH_ARTICLE)


def _nearest(typed: str, prefix: str, least: int) -> str:
    """What follows a prefix in the likeliest printed word, one slip away, of so many stories."""
    rows = backends.live().words_like(sorted(prefix + slip for slip in slips(typed)))
    found = _spellings(rows, least)
    if not found:
        return ""
    # Both begin with the prefix, so that the one slip is in what follows it.
    folded = max(found, key=lambda word: (likeliness(prefix + typed, word, found[word][1]), word))
    return found[folded][0].removeprefix(prefix)


def _spellings(rows: Iterable[Counted], least: int) -> dict[str, tuple[str, int]]:
    """For each folded spelling its commonest printed one, and the stories of all of them."""
    found: dict[str, tuple[str, int]] = {}
    for word, folded, stories in sorted(rows, key=lambda row: (-row[2], row[0])):
        kept, total = found.get(folded, (word, 0))
        found[folded] = (kept, total + stories)
    return {folded: held for folded, held in found.items() if held[1] >= least}


def suggestions(text: str) -> list[str]:
    """The query with its last word completed, the commonest first; [] where none is begun."""
    words = arabic.tokens(text[:MOST_LETTERS])
    if not words or words[-1].end != len(text):
        return []
    last = words[-1]
    start = _without_article(last.folded)
    if len(start) < SHORTEST_BEGINNING or not start.isalpha():
        return []
    index = backends.live()
    rows = [*index.words_from(start, MOST_READ), *index.words_from(ARTICLE + start, MOST_READ)]
    return [text[: last.start] + word for word in _commonest(rows)]


def _commonest(rows: Iterable[Counted]) -> list[str]:
    """The printed words, each with or without its article as more stories have it."""
    found: dict[str, tuple[str, int]] = {}
    for word, folded, stories in sorted(rows, key=lambda row: (-row[2], row[0])):
        kept, total = found.get(_without_article(folded), (word, 0))
        found[_without_article(folded)] = (kept, total + stories)
    ordered = sorted(found.values(), key=lambda held: (-held[1], held[0]))
    return [word for word, _stories in ordered[:MOST_SUGGESTED]]


def _without_article(folded: str) -> str:
    is_longer = len(folded) >= len(ARTICLE) + SHORTEST_BEGINNING
    return folded[len(ARTICLE) :] if folded.startswith(ARTICLE) and is_longer else folded
