"""Which story uses which term how often: the tables of the event page, and every use of a term."""

from collections import defaultdict
from dataclasses import dataclass

from articles import arabic
from articles.comparison.quotations import QuotedText
from articles.comparison.terms import Hit, TermCount
from articles.events.comparing import Column, ComparedEvent
from articles.events.texts import ComparedText

BY_COUNT = "count"
BY_TERM = "term"
_WIDEST = 100  # a bar's length in its own units


@dataclass(frozen=True, slots=True)
class Cell:
    """How often one story uses a term; the bar's lengths are hundredths of the longest one's."""

    column: Column
    own: int = 0
    quoted: int = 0
    per_thousand: float = 0.0
    own_bar: int = 0
    quoted_bar: int = 0

    @property
    def total(self) -> int:
        return self.own + self.quoted


@dataclass(frozen=True, slots=True)
class TermRow:
    """A term in each story; `total` counts its uses in all the stories of the event."""

    label: str
    slug: str
    cells: list[Cell]
    total: int


@dataclass(frozen=True, slots=True)
class WordTable:
    """The terms that the stories use for one referent, and those that none of them uses."""

    name: str
    rows: list[TermRow]
    unused: list[str]


def word_tables(compared: ComparedEvent, order: str = BY_COUNT) -> list[WordTable]:
    """A table for each referent; `order` is BY_COUNT, BY_TERM or a story's id."""
    counts = _counts(compared)
    widest = max(
        (count.per_thousand for row in counts.values() for count in row.values()), default=0
    )
    tables = []
    for referent in compared.comparison.lexicon.referents:
        rows, unused = [], []
        for term in referent.terms:
            by_story = counts.get((referent.key, term.label))
            if by_story is None:
                unused.append(term.label)
            else:
                rows.append(_row(term.label, by_story, compared.columns, widest))
        tables.append(WordTable(referent.name, _sorted(rows, order, compared.columns), unused))
    return tables


def _counts(compared: ComparedEvent) -> dict[tuple[str, str], dict[int, TermCount]]:
    """By referent and term, each story's count at its place in the list."""
    counts: dict[tuple[str, str], dict[int, TermCount]] = defaultdict(dict)
    for place, reading in enumerate(compared.comparison.stories):
        for count in reading.counts:
            counts[count.referent, count.term][place] = count
    return counts


def _row(label: str, by_story: dict[int, TermCount], columns: list[Column], widest: float):
    cells = [_cell(column, by_story.get(place), widest) for place, column in enumerate(columns)]
    return TermRow(label, arabic.slug(label), cells, sum(cell.total for cell in cells))


def _cell(column: Column, count: TermCount | None, widest: float) -> Cell:
    if count is None:
        return Cell(column)
    bar = _WIDEST * count.per_thousand / widest
    own_bar = round(bar * count.own / count.total)
    return Cell(column, count.own, count.quoted, count.per_thousand, own_bar, round(bar) - own_bar)


def _sorted(rows: list[TermRow], order: str, columns: list[Column]) -> list[TermRow]:
    if order == BY_TERM:
        return sorted(rows, key=lambda row: row.label)
    place = next((at for at, column in enumerate(columns) if str(column.story.pk) == order), None)
    if place is None:
        return sorted(rows, key=lambda row: -row.total)
    return sorted(rows, key=lambda row: (-row.cells[place].per_thousand, -row.total))


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a term, in its sentence; `address` is its place on the story's page."""

    before: str
    words: str
    after: str
    is_quoted: bool
    speaker: str
    address: str


@dataclass(frozen=True, slots=True)
class StoryUses:
    column: Column
    uses: list[Use]


@dataclass(frozen=True, slots=True)
class TermUses:
    referent: str
    label: str
    stories: list[StoryUses]


def uses_of(compared: ComparedEvent, slug: str) -> list[TermUses]:
    """Every use of the terms with this address name, for each referent that has one."""
    return [
        TermUses(referent.name, term.label, _uses(compared, referent.key, term.label))
        for referent in compared.comparison.lexicon.referents
        for term in referent.terms
        if arabic.slug(term.label) == slug
    ]


def all_uses(compared: ComparedEvent) -> list[TermUses]:
    """The same for every term that a story uses."""
    used = {(hit.referent, hit.term) for story in compared.comparison.stories for hit in story.hits}
    return [
        TermUses(referent.name, term.label, _uses(compared, referent.key, term.label))
        for referent in compared.comparison.lexicon.referents
        for term in referent.terms
        if (referent.key, term.label) in used
    ]


def _uses(compared: ComparedEvent, referent: str, label: str) -> list[StoryUses]:
    found = []
    for place, reading in enumerate(compared.comparison.stories):
        quoted = QuotedText(reading.quotations)
        text = compared.texts[place]
        uses = [
            _use(text, hit, quoted)
            for hit in reading.hits
            if (hit.referent, hit.term) == (referent, label)
        ]
        found.append(StoryUses(compared.columns[place], uses))
    return found


def _use(text: ComparedText, hit: Hit, quoted: QuotedText) -> Use:
    quotation = quoted.quotation_at(hit.start)
    return Use(
        text.text[hit.sentence_start : hit.start],
        text.text[hit.start : hit.end],
        text.text[hit.end : hit.sentence_end],
        hit.is_quoted,
        quotation.speaker if quotation else "",
        text.address(hit.start, hit.end),
    )
