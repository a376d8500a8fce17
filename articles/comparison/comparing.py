"""The comparison of an event: stories in, counted words out. It shows; it never scores a story."""

from collections.abc import Sequence
from dataclasses import dataclass

from articles.comparison.figure_rows import FigureRow, align_figures
from articles.comparison.figures import Figure, find_figures
from articles.comparison.lexicon import Lexicon
from articles.comparison.prose import Prose
from articles.comparison.quotations import Quotation, QuotedText, find_quotations
from articles.comparison.shared_text import SharedPassage, find_shared
from articles.comparison.terms import Hit, TermCount, count_terms, find_hits
from articles.comparison.voices import Voice, find_voices

COMPARER = "cmp7"  # stored beside a cached comparison: a change of rules needs a new one


@dataclass(frozen=True, slots=True)
class StoryText:
    """A story to compare: `key` is the caller's, `text` has one paragraph a line (headline first,
    captions too), `agencies` are those that it credits.
    """

    key: str
    text: str
    agencies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StoryReading:
    """What was read in one story. All offsets are into its text."""

    key: str
    word_count: int
    quoted_word_count: int
    hits: list[Hit]
    counts: list[TermCount]
    figures: list[Figure]
    quotations: list[Quotation]


@dataclass(frozen=True, slots=True)
class Copy:
    """A passage two stories share, and the agencies that each of them credits for its text."""

    passage: SharedPassage
    first_agencies: tuple[str, ...]
    second_agencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Stories side by side; where something names a story by number, it is its place here."""

    lexicon: Lexicon
    stories: list[StoryReading]
    figure_rows: list[FigureRow]
    voices: list[Voice]
    copies: list[Copy]
    comparer: str = COMPARER


def compare(stories: Sequence[StoryText], lexicon: Lexicon) -> Comparison:
    """Compare stories by terms, figures, voices and shared text. Raises nothing on any text."""
    texts = [Prose(story.text) for story in stories]
    readings = [
        _read(story.key, prose, lexicon) for story, prose in zip(stories, texts, strict=True)
    ]
    return Comparison(
        lexicon,
        readings,
        align_figures(texts, [reading.figures for reading in readings]),
        find_voices([reading.quotations for reading in readings]),
        [_copy(stories, passage) for passage in find_shared(texts)],
    )


def _read(key: str, prose: Prose, lexicon: Lexicon) -> StoryReading:
    quotations = find_quotations(prose)
    quoted = QuotedText(quotations)
    hits = find_hits(prose, lexicon, quoted.is_quoted)
    return StoryReading(
        key,
        prose.word_count,
        sum(quoted.is_quoted(token.start) for token in prose.tokens),
        hits,
        count_terms(hits, prose.word_count),
        find_figures(prose, quoted),
        quotations,
    )


def _copy(stories: Sequence[StoryText], passage: SharedPassage) -> Copy:
    return Copy(passage, stories[passage.first].agencies, stories[passage.second].agencies)
