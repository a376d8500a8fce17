"""Which words of an Arabic text are names, judged without a dictionary of names. Pure.

Arabic has no capitals, so this is evidence, not knowledge. A word counts as a name

* in Latin letters;
* if it is a well-known place, or the adjective of a country (`place_names.txt`);
* after a word that names follow (`name_openers.txt`: «الرئيس», «وزير الخارجية», «بلدة»,
  «حركة») or as the subject of a verb of speech («قال لافروف»), and then wherever it occurs;
* if it lists on from a place with و («حلب ومنبج وعفرين»);
* if it recurs, always bare: never with article or tanwin, behind a preposition, and mostly
  at the end of its phrase («في منبج.»).

It leans towards too many: «وقال خبراء» makes خبراء a name. Missed are names with the article
that nothing introduces («في الغوطة» where no list has it), and personal names which are
everyday words, where no title stands before them.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import dropwhile, pairwise, takewhile
from operator import and_

from articles import arabic
from articles.word_lists import entries

_TANWIN = "\u064b"
_ARTICLE = arabic.fold("ال")
_ARTICLE_AFTER_TO = arabic.fold("لل")
_ARTICLES = (_ARTICLE, _ARTICLE_AFTER_TO)
_WITH_ARTICLE = tuple(prefix for prefix in arabic.PREFIXES if prefix.endswith(_ARTICLES))
_DEFINITE = (_ARTICLE, arabic.fold("وال"))
_FEMININE = arabic.fold("ة")
_RELATION = arabic.fold("ي")
_RELATION_ENDINGS = ("", *map(arabic.fold, "ة ين ون ان ات".split()))
_COUNTRY_ENDINGS = tuple(map(arabic.fold, "ية يا ا ة".split()))
_PLURAL_ENDINGS = tuple(map(arabic.fold, "ون ين ات".split()))
_PLACE_PREPOSITIONS = frozenset(map(arabic.fold, "في من إلى بين ضد حول على عن باتجاه".split()))
_IN_THE_NAME_OF = arabic.fold("باسم")
_AND = arabic.fold("و")
_WRITTEN_ON = tuple(map(arabic.fold, "وبل"))
_NO_BREAK = ' «»"\u201c\u201d' + arabic.TATWEEL
_MOST_NAMES = 3
_MOST_SURNAMES = 2


@dataclass(frozen=True, slots=True)
class Names:
    """The names of some texts that belong together, as two versions of a story do."""

    stems: frozenset[str]
    common: frozenset[str] = frozenset()  # stems that occur with article or tanwin

    def may_be_place(self, token: arabic.Token) -> bool:
        """Tell whether a word behind «في» and the like could be a place: nothing shows a noun."""
        return (
            _is_bare_name(token)
            and not _is_plural(token)
            and not token.folded.endswith(_FEMININE)
            and token.stem not in self.common
        )

    def name(self, token: arabic.Token) -> str:
        """Return what a word names, the same for every spelling and case of it; "" for none."""
        if token.folded.isascii():
            return "" if token.folded.isdecimal() else token.folded
        return _place(token.folded) or (token.stem if token.stem in self.stems else "")


def find_names(*texts: str) -> Names:
    """Return the names that stand in any of the texts."""
    phrases = [phrase for text in texts for phrase in _phrases(text)]
    opened = {
        word.stem
        for phrase, following in pairwise([*phrases, []])
        for word in _opened(phrase, following)
    }
    named = opened | _recurring(phrases) | _listed(phrases)
    common = {token.stem for phrase in phrases for token in phrase if _shows_noun(token)}
    return Names(frozenset(named), frozenset(common))


def is_place_preposition(folded: str) -> bool:
    """Tell whether places are named behind this folded word."""
    return folded in _PLACE_PREPOSITIONS


def _phrases(text):
    """Return the words of `text` in runs that no line end and no mark but quotes interrupts."""
    phrases, end = [[]], 0
    for token in arabic.tokens(text):
        gap = text[end : token.start]
        if gap.strip(_NO_BREAK) or "\n" in gap:
            phrases.append([])
        phrases[-1].append(token)
        end = token.end
    return phrases


_OPENERS = {
    arabic.fold(word): kind for kind, word in map(str.split, entries(__file__, "name_openers.txt"))
}


@lru_cache(maxsize=2**13)
def _opener(folded):
    """Return what kind of name a word opens ("" for none), and whether it has the article."""
    if folded in _OPENERS:
        return _OPENERS[folded], False
    for prefix in arabic.PREFIXES:
        rest = folded.removeprefix(prefix)
        if rest != folded and rest in _OPENERS:
            return _OPENERS[rest], prefix.endswith(_ARTICLES)
    return "", False


def _opened(phrase, following) -> Iterator[arabic.Token]:
    for at, word in enumerate(phrase, start=1):
        kind, definite = _opener(word.folded)
        if kind == "person":
            yield from _person(phrase[at:], following, definite)
        elif kind == "speaker" and not any(map(_is_plural, phrase[at : at + 1])):
            yield from _person_names(phrase[at:])
        elif kind in ("place", "body") and not definite:
            yield from _place_names(phrase[at:])


def _person(words, following, is_titled):
    """Pass over the office («الخارجية الروسي») to the name; «الرئيس الأسد» has only that."""
    office = list(takewhile(_describes_office, words))
    named = _person_names(words[len(office) :])
    if named or len(office) < len(words):
        return named
    if _is_apposition(following):
        return following
    return [word for word in office[-1:] if is_titled and not _is_relation(word)]


def _describes_office(word):
    is_part = _opener(word.folded)[0] in ("office", "place", "body") or _place(word.folded)
    return is_part or _is_definite(word) or word.folded == _IN_THE_NAME_OF


def _is_apposition(phrase):
    """Tell «نائب الرئيس، فؤاد أوقطاي، …»: a short phrase of nothing but names."""
    return 0 < len(phrase) <= _MOST_NAMES and all(map(_may_be_name, phrase))


def _person_names(words):
    """Take first names, then surnames, which may have the article («عبد الحليم المحيسن»)."""
    bare = list(takewhile(_is_bare_name, words[:_MOST_NAMES]))
    if len(bare) == _MOST_NAMES and bare[-1].folded.startswith(_WRITTEN_ON):
        bare.pop()
    rest = words[len(bare) : len(bare) + _MOST_SURNAMES] if bare else []
    return bare + list(takewhile(_is_surname, rest))


def _place_names(words):
    """Take one name, and a second part with the article («دير الزور»)."""
    words = list(dropwhile(_is_office, words))
    bare = words[:1] if words and _is_bare_name(words[0]) else []
    second = words[len(bare) : len(bare) + 1]
    return bare + [word for word in second if _is_definite(word) and _may_be_name(word)]


def _is_office(word):
    return _opener(word.folded)[0] == "office"


def _is_bare_name(word):
    return _may_be_name(word) and not _is_definite(word)


def _is_surname(word):
    return _may_be_name(word) and _is_definite(word)


def _may_be_name(word):
    return not (
        word.is_stop
        or len(word.folded) < 3
        or word.folded.isdecimal()
        or _TANWIN in word.text
        or _opener(word.folded)[0]
    )


def _listed(phrases):
    """Find «ومنبج» and what follows it where they list on from a place: «حلب ومنبج وعفرين»."""
    listed = set()
    for phrase in phrases:
        for before, at in zip(phrase, range(1, len(phrase)), strict=False):
            is_place = _place(before.folded) and not _is_relation(before)
            if _lists_on(phrase, at) and (is_place or before.stem in listed):
                listed.add(phrase[at].stem)
    return listed


def _lists_on(phrase, at):
    word = phrase[at]
    is_last = _ends_phrase(phrase, at) or phrase[at + 1].folded.startswith(_AND)
    is_bare = _is_bare_name(word) and not word.folded.endswith(_FEMININE)
    return is_last and is_bare and word.folded.startswith(_AND)


def _shows_noun(word):
    return _TANWIN in word.text or (len(word.folded) > 4 and word.folded.startswith(_WITH_ARTICLE))


def _is_plural(word):
    return word.folded.endswith(_PLURAL_ENDINGS)


def _is_definite(word):
    return word.folded.startswith(_DEFINITE) and len(word.folded) > 4


def _is_relation(word):
    return word.folded.endswith((_RELATION, _COUNTRY_ENDINGS[0]))


def _recurring(phrases):
    uses = defaultdict(list)
    for phrase in phrases:
        for at, word in enumerate(phrase):
            uses[word.stem].append((phrase, at))
    return {stem for stem, places in uses.items() if len(places) > 1 and _is_bare_place(places)}


def _is_bare_place(places):
    """Tell «في منبج.», «ومنبج» from nouns that show the article or stand in mid-phrase."""
    words = [phrase[at] for phrase, at in places]
    bare = min((word.folded for word in words), key=len)
    forms = {bare, *(letter + bare for letter in _WRITTEN_ON)}
    if not all(word.folded in forms and _may_be_name(word) for word in words):
        return False
    ends = [_ends_phrase(phrase, at) for phrase, at in places]
    behind = [at > 0 and phrase[at - 1].folded in _PLACE_PREPOSITIONS for phrase, at in places]
    at_rest = any(map(and_, ends, behind)) and sum(ends) * 2 >= len(ends)
    return at_rest and not _is_definite(words[0]) and not _is_plural(words[0])


def _ends_phrase(phrase, at):
    return at + 1 == len(phrase) or phrase[at + 1].is_stop


def _place_forms():
    """Return each folded form of the places listed, with one form that stands for all."""
    forms = {}
    for kind, place in map(str.split, entries(__file__, "place_names.txt")):
        folded = arabic.fold(place)
        forms[folded] = folded
        if kind == "country":
            forms |= dict.fromkeys(_relations(folded, place.startswith("ال")), folded)
    return forms


def _relations(country, has_article):
    """«سوريا»: سوري, سورية …; «العراق»: عراقي, العراقي …"""
    root = country.removeprefix(_ARTICLE) if has_article else country
    for ending in _COUNTRY_ENDINGS:
        if root.endswith(ending) and len(root) - len(ending) >= 3:
            root = root.removesuffix(ending)
            break
    for ending in _RELATION_ENDINGS:
        yield root + _RELATION + ending
        yield _ARTICLE + root + _RELATION + ending


_PLACES = _place_forms()


@lru_cache(maxsize=2**13)
def _place(folded):
    if folded in _PLACES:
        return _PLACES[folded]
    for prefix in arabic.PREFIXES:
        # للرياض is ل and الرياض, of which the article belongs to the name.
        article = _ARTICLE if prefix.endswith(_ARTICLES) else ""
        rest = article + folded.removeprefix(prefix)
        if folded.startswith(prefix) and rest in _PLACES:
            return _PLACES[rest]
    return ""
