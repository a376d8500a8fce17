"""One change between two texts: cut into its parts, and each part's kind."""

from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from articles import arabic
from articles.names import Names, is_place_preposition
from articles.worddiff.segments import Kind, Segment
from articles.worddiff.units import Unit

_REACH = 4  # words between a number and the hedge before or behind it
_MOVED = 5  # words in a row that stand elsewhere were moved, not taken out


class Span(NamedTuple):
    """Where before[i1:i2] became after[j1:j2]."""

    is_equal: bool
    i1: int
    i2: int
    j1: int
    j2: int

    @property
    def is_empty(self) -> bool:
        return self.i1 == self.i2 and self.j1 == self.j2

    def moved(self, by: int) -> "Span":
        return Span(self.is_equal, *(bound + by for bound in self[1:]))

    def longer(self, by: int) -> "Span":
        return self._replace(i2=self.i2 + by, j2=self.j2 + by)

    def later(self, by: int) -> "Span":
        return self._replace(i1=self.i1 + by, j1=self.j1 + by)


class Versions:
    """Two texts in units, with the names of the story they belong to."""

    def __init__(self, before: list[Unit], after: list[Unit], names: Names):
        self.before = before
        self.after = after
        self.names = names

    @cached_property
    def words_after(self) -> str:
        return _words(self.after)


def _words(units):
    return " ".join(["", *("".join(map(str, unit.key)) for unit in units), ""])


def kept(versions: Versions, span: Span) -> Iterator[Segment]:
    """Yield the segments of words that stayed, in another spelling perhaps."""
    befores = versions.before[span.i1 : span.i2]
    for old, new in zip(befores, versions.after[span.j1 : span.j2], strict=True):
        yield from _kept_word(old, new)


def _kept_word(old, new):
    kind = Kind.SPELLING if _letters([old]) == _letters([new]) else Kind.WORDING
    yield Segment(Kind.EQUAL if old.text == new.text else kind, old.text, new.text)
    yield _blank(old.blank, new.blank)


def _blank(old, new):
    if old == new:
        return Segment(Kind.EQUAL, old, new)
    return Segment(Kind.FORMATTING if "\n" in old + new else Kind.PUNCTUATION, old, new)


def changed(versions: Versions, span: Span) -> Iterator[Segment]:
    """Yield the segments of a change, numbers and marks apart from the words around them."""
    olds = versions.before[span.i1 : span.i2]
    news = versions.after[span.j1 : span.j2]
    if not olds or not news:
        kind = _one_sided_kind(versions, span) or _kind(versions, span, olds, news)
        yield Segment(kind, _text(olds), _text(news))
        return
    for old_part, new_part in _parts(olds, news):
        yield from _part(versions, span, old_part, new_part)


def _text(units):
    return "".join(unit.text + unit.blank for unit in units)


def _one_sided_kind(versions, span):
    """Tell new sentences and moved passages, which contradict nothing that readers saw."""
    if span.i1 == span.i2:
        is_new = _is_whole_sentences(versions.after, span.j1, span.j2)
        return Kind.WORDING if is_new else None
    taken_out = versions.before[span.i1 : span.i2]
    is_moved = len(taken_out) >= _MOVED and _words(taken_out) in versions.words_after
    return Kind.WORDING if is_moved else None


def _is_whole_sentences(units, start, end):
    begins = start == 0 or units[start - 1].ends_sentence
    return begins and (end == len(units) or units[end - 1].ends_sentence)


def _parts(olds, news):
    """Cut a change at its numbers and marks, or its numbers alone, if both sides have the same."""
    for is_cut in (_is_number_or_mark, _is_number):
        cuts = [[at for at, unit in enumerate(side) if is_cut(unit)] for side in (olds, news)]
        if cuts[0] and _are_alike(olds, news, *cuts):
            return _cut(olds, news, *cuts)
    return [(olds, news)]


def _is_number(unit):
    return bool(unit.facts)


def _is_number_or_mark(unit):
    return _is_number(unit) or not unit.is_word


def _are_alike(olds, news, old_cuts, new_cuts):
    return [_is_number(olds[at]) for at in old_cuts] == [_is_number(news[at]) for at in new_cuts]


def _cut(olds, news, old_cuts, new_cuts):
    parts, i, j = [], 0, 0
    for old_cut, new_cut in zip(old_cuts, new_cuts, strict=True):
        parts.append((olds[i:old_cut], news[j:new_cut]))
        parts.append(([olds[old_cut]], [news[new_cut]]))
        i, j = old_cut + 1, new_cut + 1
    return [*parts, (olds[i:], news[j:])]


def _part(versions, span, olds, news):
    if len(olds) == len(news) == 1 and olds[0].key == news[0].key:
        yield from _kept_word(olds[0], news[0])
        return
    kind = _kind(versions, span, olds, news)
    old_blank = olds[-1].blank if olds and news else ""
    new_blank = news[-1].blank if olds and news else ""
    old, new = _text(olds), _text(news)
    yield Segment(kind, old.removesuffix(old_blank), new.removesuffix(new_blank))
    yield _blank(old_blank, new_blank)


def _kind(versions, span, olds, news):
    if _facts(olds) != _facts(news):
        return Kind.NUMBER
    if not _letters(olds) and not _letters(news):
        return Kind.PUNCTUATION
    if _letters(olds) == _letters(news):
        return Kind.PUNCTUATION if _marks(olds) != _marks(news) else Kind.SPELLING
    if _rehedges(versions, span):
        return Kind.NUMBER
    is_named = _named(olds, versions.names) != _named(news, versions.names)
    return Kind.NAME if is_named or _swaps_places(versions, span) else Kind.WORDING


def _facts(units):
    return [fact for unit in units for fact in unit.facts]


def _letters(units):
    return "".join(arabic.fold(unit.text).replace(" ", "") for unit in units)


def _marks(units):
    return [unit.text for unit in units if not unit.is_word]


def _named(units, names):
    tokens = (token for unit in units for token in arabic.tokens(unit.text))
    return Counter(name for token in tokens if (name := names.name(token)))


def _rehedges(versions, span):
    """Tell whether the numbers around the change are hedged otherwise now."""
    old = _hedges(versions.before, span.i1, span.i2)
    new = _hedges(versions.after, span.j1, span.j2)
    return len(old) == len(new) and old != new


def _hedges(units, start, end):
    around = units[max(0, start - _REACH) : end + _REACH]
    return [unit.hedge for unit in around if unit.facts]


def _swaps_places(versions, span):
    """Tell «في منبج.» made «في دوما.»: both may be places, and nothing speaks against it."""
    if span.i2 - span.i1 != 1 or span.j2 - span.j1 != 1 or span.i1 == 0:
        return False
    behind = is_place_preposition(versions.before[span.i1 - 1].key[0])
    return behind and all(
        versions.names.may_be_place(token)
        for unit in (versions.before[span.i1], versions.after[span.j1])
        for token in arabic.tokens(unit.text)
    )
