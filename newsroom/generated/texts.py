"""Texts recombined from what real reports say. Pure Python: the same number, the same text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

from articles import arabic, body
from articles.comparison.prose import Prose
from articles.importing.seed import Seed

BYLINE = "نص مولَّد للتجربة"
# Where things happen, most often in the first of them. What the reports say of one city is said
# of another, so that a search for one does not find everything.
PLACES = tuple(
    """
    حلب دمشق القاهرة بيروت عمان بغداد موسكو جنيف أنقرة نيويورك باريس لندن برلين تونس الجزائر
    الرباط طرابلس الخرطوم صنعاء الرياض الدوحة دبي مسقط الكويت المنامة طهران إسطنبول أثينا روما
    مدريد فيينا بروكسل واشنطن أوتاوا طوكيو بكين دلهي نيروبي لاغوس داكار حمص حماة اللاذقية
    الموصل البصرة أربيل صيدا نابلس غزة القدس الإسكندرية أسوان وهران فاس عدن
    """.split()
)
CITY = PLACES[0]
SENTENCE_WORDS = (8, 60)
HEADLINE_WORDS = (6, 13)
PARAGRAPHS = (4, 9)
# A year or a single digit stays; other numbers differ from story to story, as they do in news.
_CITY = re.compile(rf"(?<!\w)([وفبل]{{0,2}}){CITY}(?!\w)")
_NUMBER = re.compile(r"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d{2,6}(?!\d)")


@dataclass(frozen=True, slots=True)
class Material:
    """What the reports are made of."""

    sentences: list[str]
    captions: list[str]
    remarks: list[str]


@dataclass(frozen=True, slots=True)
class Text:
    headline: str
    summary: str
    dateline: str
    paragraphs: list[str]
    captions: list[str]

    def body(self) -> body.Sanitised:
        # Made of escaped text alone, so there is nothing left to sanitise.
        return body.Sanitised("".join(map(body.paragraph, self.paragraphs)))


def read_material(seeds: Iterable[Seed]) -> Material:
    """The whole sentences, captions and readers' remarks of received texts."""
    drafts = [seed.draft for seed in seeds]
    return Material(
        sentences=[words for draft in drafts for words in _sentences(draft.blocks)],
        captions=[caption.text for draft in drafts for caption in draft.captions],
        remarks=[comment.text for draft in drafts for comment in draft.comments],
    )


def _sentences(blocks) -> Iterable[str]:
    for block in blocks:
        prose = Prose(block.text)
        for span in prose.sentences:
            sentence = block.text[span.start : span.end].strip()
            if SENTENCE_WORDS[0] <= len(sentence.split()) <= SENTENCE_WORDS[1]:
                yield sentence


def make_text(material: Material, chance: Random) -> Text:
    """One text; all that is left to chance is left to `chance`."""
    place = PLACES[int(len(PLACES) * chance.random() ** 3)]
    chosen = [_CITY.sub(rf"\g<1>{place}", words) for words in _chosen(material.sentences, chance)]
    sentences = [_renumbered(words, chance) for words in chosen]
    paragraphs = [" ".join(pair) for pair in _in_pairs(sentences, chance)]
    has_summary, has_pictures = chance.random() < 0.3, chance.random() < 0.1
    captions = chance.sample(material.captions, 2) if has_pictures and material.captions else []
    return Text(
        headline=_headline(chance.choice(sentences), chance),
        summary="\n".join(_headline(words, chance) for words in sentences[1:3] if has_summary),
        dateline=place if chance.random() < 0.5 else "",
        paragraphs=paragraphs,
        captions=captions,
    )


def _chosen(sentences: list[str], chance: Random) -> list[str]:
    return chance.sample(sentences, min(chance.randint(*PARAGRAPHS), len(sentences)))


def _in_pairs(sentences: list[str], chance: Random) -> Iterable[list[str]]:
    """The sentences as paragraphs of one or two."""
    left = list(sentences)
    while left:
        length = 1 + (chance.random() < 0.4)
        yield left[:length]
        left = left[length:]


def _renumbered(sentence: str, chance: Random) -> str:
    return _NUMBER.sub(lambda found: _number_like(found.group(), chance), sentence)


def _number_like(digits: str, chance: Random) -> str:
    lowest = 10 ** (len(digits) - 1)
    return str(chance.randrange(lowest, 10 * lowest))


def _headline(sentence: str, chance: Random) -> str:
    """How a sentence begins, cut where no word hangs in the air."""
    words = sentence.split()[: chance.randint(*HEADLINE_WORDS)]
    while len(words) > 3 and arabic.is_stop_word(arabic.fold(words[-1])):
        words.pop()
    return " ".join(words).strip(' ،.؛:»«"…-')[:300]
