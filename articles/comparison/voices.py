"""Whose words each story carries: everybody quoted or reported, under one name in all stories."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from articles.arabic import fold
from articles.comparison.quotations import Quotation
from articles.comparison.word_forms import word_keys
from articles.comparison.words import sections

WORDS = sections("speakers")
Kind = Literal["person", "body"]
_ARTICLE = "ال"
_FOR_THE = "لل"
_PREFIXED = 4  # letters of a word that may carry a preposition


@dataclass(frozen=True, slots=True)
class Saying:
    """One time a story lets somebody speak: what is said is `text[start:end]` of that story."""

    story: int
    name: str
    verb: str
    start: int
    end: int
    is_marked: bool


@dataclass(slots=True)
class Voice:
    """A person or body, by the fullest name in print, with all it is given to say."""

    name: str
    kind: Kind
    sayings: list[Saying] = field(default_factory=list)

    @property
    def stories(self) -> set[int]:
        """The places in the list of the stories that carry this voice."""
        return {saying.story for saying in self.sayings}


class _Person:
    """A voice while it is being gathered, with the words of all its names."""

    def __init__(self, name: str, words: frozenset[str]):
        self.name = name
        self.words = words
        self.last = _words_in_order(name)[-1:]
        self.sayings: list[Saying] = []

    def add(self, saying: Saying, words: frozenset[str]) -> None:
        self.sayings.append(saying)
        if len(words) > len(self.words):
            self.name, self.words = saying.name, words
            self.last = _words_in_order(saying.name)[-1:]


def find_voices(stories: Sequence[Iterable[Quotation]]) -> list[Voice]:
    """All who speak in the stories, in order of appearance; quotations of nobody are left out.

    Within a story a shorter name goes back to the last longer one that holds it («لافروف»,
    «المسؤول»). Two stories mean the same voice when one's name holds the other's and what they
    share is more than a title: two words, or the family name.
    """
    everyone: list[_Person] = []
    for index, quotations in enumerate(stories):
        for person in _people_of(index, quotations):
            _join(everyone, person)
    names = [_without_message(person.name) for person in everyone]
    return [
        Voice(name, kind_of(name), person.sayings)
        for name, person in zip(names, everyone, strict=True)
    ]


def _people_of(story: int, quotations: Iterable[Quotation]) -> list[_Person]:
    people: list[_Person] = []
    for quotation in quotations:
        words = _name_words(quotation.speaker)
        if words:
            saying = Saying(
                story,
                quotation.speaker,
                quotation.verb,
                quotation.start,
                quotation.end,
                quotation.is_marked,
            )
            _spoken_by(people, quotation.speaker, words).add(saying, words)
    return people


def _spoken_by(people: list[_Person], name: str, words: frozenset[str]) -> _Person:
    """The person last named who may bear this name, moved to the end; else a new one."""
    known = next(
        (person for person in reversed(people) if words <= person.words or person.words <= words),
        None,
    )
    if known is None:
        people.append(_Person(name, words))
        return people[-1]
    return known


def _join(everyone: list[_Person], person: _Person) -> None:
    for known in everyone:
        if _is_same(known, person):
            for saying in person.sayings:
                known.add(saying, _name_words(saying.name))
            return
    everyone.append(person)


def _is_same(one: _Person, other: _Person) -> bool:
    shorter, longer = sorted((one, other), key=lambda person: len(person.words))
    if not shorter.words <= longer.words:
        return False
    return len(shorter.words) > 1 or shorter.last == longer.last or one.words == other.words


@lru_cache(maxsize=2**12)
def _name_words(name: str) -> frozenset[str]:
    """The words that tell one voice from another; its message is not counted («بيان للجيش»)."""
    words = frozenset(_words_in_order(name))
    telling = words - WORDS["message"]
    return telling or words


def _without_message(name: str) -> str:
    """The name without the message that speaks for it («حصيلة للمرصد», «بيان الجيش»)."""
    words = name.split()
    while len(words) > 1 and fold(words[0]).strip() in WORDS["message form"]:
        del words[0]
    if words[0].startswith(_FOR_THE):
        words[0] = _ARTICLE + words[0].removeprefix(_FOR_THE)
    return " ".join(words)


def _words_in_order(name: str) -> list[str]:
    return [_bare(word) for word in fold(name).split()]


def _bare(word: str) -> str:
    for prefix in (_ARTICLE, _FOR_THE):
        if word.startswith(prefix) and len(word) >= _PREFIXED:
            return word[len(prefix) :]
    return word


def kind_of(name: str) -> Kind:
    """Whether a name is a person's or a body's, by the first word that tells; else a person's."""
    for word in fold(name).split():
        keys = {key[1:] for key in word_keys(word)}
        if keys & WORDS["person"]:
            return "person"
        if keys & WORDS["body"]:
            return "body"
    return "person"
