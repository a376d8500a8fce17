"""Print the analyser's speed in words a second, and as a ratio to `str.translate` alone.

    python -m tests.benchmarks.analyser FILE [FILE …]

Reads any UTF-8 text files. Cold is the first reading of the texts by a new process, warm the
second; `str.translate` is the cheapest folding there could be. Seconds are of the processor.
"""

import sys
import time
from pathlib import Path

from articles import arabic
from tests.benchmarks.figures import Figure

SEEDS = Path(__file__).parents[2] / "seeds"


def seconds(task, texts):
    began = time.process_time()
    for text in texts:
        task(text)
    return time.process_time() - began


def report(name, elapsed, words, floor):
    print(f"{name:<22}{words / elapsed / 1e6:>8.2f} M words/s {elapsed / floor:>8.2f} × translate")


def read(paths):
    texts = [Path(path).read_text("utf-8", errors="replace") for path in paths]
    return [block for text in texts for block in text.split("\n") if block.strip()]


def translate(texts):
    """The seconds that the cheapest folding takes."""
    table = {ord(char): arabic.fold(char) for char in set("".join(texts))}
    return seconds(lambda text: text.translate(table), texts)


def figures(*, short: bool) -> list[Figure]:
    """On the seeds: every word of a new process is cold."""
    texts = read(sorted(SEEDS.glob("*.txt")))
    words = sum(len(text.split()) for text in texts)
    took = seconds(arabic.terms, texts)
    floor = min(translate(texts) for _round in range(5))
    beside = "M words/s str.translate"
    return [Figure("analyser, cold", words / took / 1e6, "M words/s", words / floor / 1e6, beside)]


def main(paths):
    texts = read(paths)
    words = sum(len(text.split()) for text in texts)
    floor = translate(texts)
    print(f"{words:,} words in {len(texts):,} paragraphs")
    report("str.translate", floor, words, floor)
    report("terms, cold", seconds(arabic.terms, texts), words, floor)
    report("terms, warm", seconds(arabic.terms, texts), words, floor)
    report("fold", seconds(arabic.fold, texts), words, floor)
    report("tokens", seconds(arabic.tokens, texts), words, floor)
    report("clean", seconds(arabic.clean, texts), words, floor)


if __name__ == "__main__":
    main(sys.argv[1:])
