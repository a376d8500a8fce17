"""The word diff of two plain texts."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from articles.names import Names, find_names
from articles.worddiff.changes import Span, Versions, changed, kept
from articles.worddiff.segments import Kind, Segment, joined
from articles.worddiff.units import Unit, units

_EXACT_WORK = 1_000_000  # pairs of words; beyond, words of one in a hundred start no match
_LONGEST = 20_000  # words; beyond, all between the first and last difference is one change


def diff(old: str, new: str, names: Names | None = None) -> list[Segment]:
    """Return what became of `old` in `new`, in order, by whole words.

    Joining `old` of all segments gives `old`, joining `new` gives `new`. `names` are those of
    the whole story where the texts are parts of one; by default those of the two texts.

    Limits: names are judged by their surroundings (see `articles.names`), so a common noun may
    pass for a name, and an unlisted name with the article for wording; words that fold alike
    (علي, على) differ in spelling only; a negation that comes or goes is wording.
    """
    if old == new:
        return joined([Segment(Kind.EQUAL, old, new)])
    versions = Versions(units(old), units(new), names or find_names(old, new))
    segments: list[Segment] = []
    for span in _spans(versions.before, versions.after):
        segments += kept(versions, span) if span.is_equal else changed(versions, span)
    return joined(segments)


def _spans(before: list[Unit], after: list[Unit]) -> list[Span]:
    """Return the equal and the changed stretches, whole sentences where possible."""
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    first = [Span(True, 0, start, 0, start)] if start else []
    i, j = len(before) - end, len(after) - end
    last = [Span(True, i, len(before), j, len(after))] if end else []
    middle = _matched([unit.key for unit in before[start:i]], [unit.key for unit in after[start:j]])
    spans = [*first, *(span.moved(start) for span in middle), *last]
    return _at_sentences(before, after, spans)


def _common(before, after):
    """Return how many units are the same from the beginning on."""
    for at, (old, new) in enumerate(zip(before, after, strict=False)):
        if old.key != new.key:
            return at
    return min(len(before), len(after))


def _matched(before, after) -> Iterator[Span]:
    if min(len(before), len(after)) > _LONGEST:
        yield Span(False, 0, len(before), 0, len(after))
        return
    often = len(before) * len(after) > _EXACT_WORK
    matcher = SequenceMatcher(None, before, after, autojunk=often)
    for tag, *bounds in matcher.get_opcodes():
        yield Span(tag == "equal", *bounds)


def _at_sentences(before, after, spans):
    """Shift what was only added or only taken out so that it begins with a sentence.

    «أ. ب.» made from «أ.» can be read as adding «. ب» or «ب.»; the second is meant.
    """
    for at in range(1, len(spans) - 1):
        span, following = spans[at], spans[at + 1]
        if not following.is_equal:
            continue
        if span.i1 == span.i2:
            shift = _shift(after, span.j1, span.j2, following.j2)
        elif span.j1 == span.j2:
            shift = _shift(before, span.i1, span.i2, following.i2)
        else:
            continue
        spans[at - 1] = spans[at - 1].longer(shift)
        spans[at] = span.moved(shift)
        spans[at + 1] = following.later(shift)
    return [span for span in spans if not span.is_empty]


def _shift(text, start, end, limit):
    """Return how far the stretch must slide over equal words to begin a sentence; 0 if it can't."""
    for shift in range(limit - end + 1):
        if text[start + shift - 1].ends_sentence:
            return shift
        if end + shift == limit or text[start + shift].key != text[end + shift].key:
            return 0
    return 0
