"""Print the analyser's speed in words a second, and as a ratio to `str.translate` alone.

    python -m tests.benchmarks.analyser FILE [FILE …]

Reads any UTF-8 text files. Cold is the first reading of the texts by a new process, warm the
second; `str.translate` is the cheapest folding there could be. Seconds are of the processor.
"""

import sys
import time
from pathlib import Path

from articles import arabic


def seconds(task, texts):
    began = time.process_time()
    for text in texts:
        task(text)
    return time.process_time() - began


def report(name, elapsed, words, floor):
    print(f"{name:<22}{words / elapsed / 1e6:>8.2f} M words/s {elapsed / floor:>8.2f} × translate")


def main(paths):
    texts = [Path(path).read_text("utf-8", errors="replace") for path in paths]
    texts = [block for text in texts for block in text.split("\n") if block.strip()]
    words = sum(len(text.split()) for text in texts)
    table = {ord(char): arabic.fold(char) for char in set("".join(texts))}
    floor = seconds(lambda text: text.translate(table), texts)
    print(f"{words:,} words in {len(texts):,} paragraphs")
    report("str.translate", floor, words, floor)
    report("terms, cold", seconds(arabic.terms, texts), words, floor)
    report("terms, warm", seconds(arabic.terms, texts), words, floor)
    report("fold", seconds(arabic.fold, texts), words, floor)
    report("tokens", seconds(arabic.tokens, texts), words, floor)
    report("clean", seconds(arabic.clean, texts), words, floor)


if __name__ == "__main__":
    main(sys.argv[1:])
