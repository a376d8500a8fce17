"""Score the comparison on reports annotated by hand, and time it.

    python -m tests.benchmarks.comparison [GOLD_FILE …]

Without a file it reads the five seed reports (tests/data/comparison/seeds.txt). What the marks in
a gold file mean stands in `tests.comparison_gold`. Shared passages are scored on copies that are
made here: passages of 20 to 60 words carried from one report into another, every tenth word
changed in half of them.
"""

import random
import sys
import time
from decimal import Decimal
from pathlib import Path

from articles.arabic import fold
from articles.comparison import Lexicon, StoryText, compare
from articles.comparison.prose import Prose
from articles.comparison.quotations import QuotedText
from articles.comparison.shared_text import SHORTEST, find_shared
from articles.comparison.units import unit_key
from tests.benchmarks.figures import Figure
from tests.comparison_gold import FOLDER, read_gold

SEED = 7
COPIES = 200
LONGEST_COPY = 60
CHANGED = 10  # every so many words
EVENT = (100, 600)  # stories, words


class Score:
    """Right, wrong and missed answers of one kind."""

    def __init__(self):
        self.right = self.wrong = self.missed = 0

    def count(self, found, expected, is_same):
        """Pair what was found with what was expected, each once."""
        left = list(expected)
        for answer in found:
            match = next((other for other in left if is_same(answer, other)), None)
            if match is None:
                self.wrong += 1
            else:
                left.remove(match)
                self.right += 1
        self.missed += len(left)

    @property
    def f1(self):
        return 2 * self.right / ((2 * self.right + self.wrong + self.missed) or 1)

    def __str__(self):
        precision = self.right / ((self.right + self.wrong) or 1)
        recall = self.right / ((self.right + self.missed) or 1)
        expected = self.right + self.missed
        return f"P {precision:.3f}  R {recall:.3f}  F1 {self.f1:.3f}  ({expected} expected)"


def overlap(one, other):
    return one[0] < other[1] and other[0] < one[1]


def same_hit(found, expected):
    referent, start, end = expected
    return found.referent == referent and overlap((found.start, found.end), (start, end))


def same_figure(found, expected):
    value, unit = expected
    return (Decimal(found.value), found.unit_key) == (value, unit_key(unit))


def name_words(name):
    words = fold(name).split()
    return {word.removeprefix("ال") if not word.startswith("لل") else word[2:] for word in words}


def same_speaker(found, expected):
    """Whether two names mean one: one holds the other, or they share most of their words."""
    one, other = name_words(found), name_words(expected)
    shared = len(one & other)
    return bool(shared) and (shared == min(len(one), len(other)) or 2 * shared >= len(one | other))


def same_saying(found, expected):
    speaker, start, end = expected
    return overlap((found.start, found.end), (start, end)) and same_speaker(found.speaker, speaker)


def score_texts(golds, lexicon):
    """Scores by name for annotated texts, one at a time."""
    scores = {name: Score() for name in ("term hits", "figures (value, unit)", "who said it")}
    voices = {"own voice, by word": [0, 0], "own voice, at term hits": [0, 0]}
    for gold in golds:
        reading = compare([StoryText(gold.name, gold.text)], lexicon).stories[0]
        if gold.hits:
            scores["term hits"].count(reading.hits, gold.hits, same_hit)
        valued = [figure for figure in reading.figures if figure.value is not None]
        scores["figures (value, unit)"].count(valued, gold.figures, same_figure)
        said = [quotation for quotation in reading.quotations if quotation.speaker]
        expected = [
            (gold.speakers[number][0], start, end) for number, start, end in gold.passages if number
        ]
        scores["who said it"].count(said, expected, same_saying)
        count_voice(voices, gold, reading)
    return scores, voices


def count_voice(voices, gold, reading):
    quoted = QuotedText(reading.quotations)
    places = {
        "own voice, by word": [token.start for token in Prose(gold.text).tokens],
        "own voice, at term hits": [start for _referent, start, _end in gold.hits],
    }
    for name, positions in places.items():
        right = sum(quoted.is_quoted(at) == gold.is_quoted(at) for at in positions)
        voices[name][0] += right
        voices[name][1] += len(positions)


def changed(words, chance):
    return [
        chance.choice(words) + "ات" if at % CHANGED == CHANGED // 2 else word
        for at, word in enumerate(words)
    ]


def score_shared(golds, copies=COPIES):
    """How many passages that were copied are found, and how many found were never copied."""
    chance = random.Random(SEED)
    texts = [gold.text.split() for gold in golds]
    native = find_shared([Prose(gold.text) for gold in golds])
    found = false = 0
    for number in range(copies):
        source, target = chance.sample(range(len(texts)), 2)
        length = min(chance.randint(SHORTEST, LONGEST_COPY), len(texts[source]))
        start = chance.randint(0, len(texts[source]) - length)
        copied = texts[source][start : start + length]
        passage = changed(copied, chance) if number % 2 else copied
        at = chance.randint(0, len(texts[target]))
        host = [*texts[target][:at], *passage, *texts[target][at:]]
        shared = find_shared([Prose(" ".join(texts[source])), Prose(" ".join(host))])
        begins = len(" ".join(texts[source][:start]))
        ends = len(" ".join(texts[source][: start + length]))
        hits = [p for p in shared if overlap((p.first_start, p.first_end), (begins, ends))]
        found += bool(hits)
        false += len(shared) - len(hits) if not native else 0
    return found, false, len(native)


def seconds(stories, lexicon):
    began = time.process_time()
    compare(stories, lexicon)
    return time.process_time() - began


def report_speed(golds, lexicon):
    stories = [StoryText(gold.name, gold.text) for gold in golds]
    first = seconds(stories, lexicon)
    again = min(seconds(stories, lexicon) for _round in range(5))
    words = sum(len(gold.text.split()) for gold in golds)
    print(f"{len(golds)} reports, {words} words:", end=" ")
    print(f"first {first * 1e3:.0f} ms, again {again * 1e3:.0f} ms")
    chance = random.Random(SEED)
    sentences = [line for gold in golds for line in gold.text.splitlines()]
    event = []
    for number in range(EVENT[0]):
        chosen = []
        while sum(len(line.split()) for line in chosen) < EVENT[1]:
            chosen.append(chance.choice(sentences))
        event.append(StoryText(str(number), "\n".join(chosen)))
    print(f"{EVENT[0]} stories of {EVENT[1]} words that share many paragraphs: ", end="")
    print(f"{seconds(event, lexicon):.2f} s")


def figures(*, short: bool) -> list[Figure]:
    """How well and how fast the seed reports are read; there is no longer run."""
    lexicon = Lexicon.shipped("aleppo_2016")
    golds = read_gold(FOLDER / "seeds.txt")
    scores, _voices = score_texts(golds, lexicon)
    stories = [StoryText(gold.name, gold.text) for gold in golds]
    again = min(seconds(stories, lexicon) for _round in range(5))
    read = [Figure(f"comparison, {name}", score.f1, "F1") for name, score in scores.items()]
    return [*read, Figure(f"comparison of {len(golds)} reports", again * 1e3, "ms")]


def main(paths):
    lexicon = Lexicon.shipped("aleppo_2016")
    for path in map(Path, paths or [FOLDER / "seeds.txt"]):
        golds = read_gold(path)
        print(f"{path.name}: {len(golds)} reports")
        scores, voices = score_texts(golds, lexicon)
        for name, score in scores.items():
            print(f"  {name:<26}{score}")
        for name, (right, total) in voices.items():
            print(f"  {name:<26}{right / (total or 1):.3f} of {total}")
        found, false, native = score_shared(golds)
        print(f"  {'copies found':<26}{found} of {COPIES}, {false} false", end="")
        print(f"; {native} passages shared by the reports themselves")
        report_speed(golds, lexicon)


if __name__ == "__main__":
    main(sys.argv[1:])
