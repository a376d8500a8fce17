"""Print how long a word diff takes, in milliseconds of the processor and beside bare difflib.

    python -m tests.benchmarks.worddiff

Each seed is compared with itself after small edits in every tenth word, and with the next seed.
"""

import re
import time
from difflib import SequenceMatcher
from pathlib import Path

from articles.worddiff import diff, diff_bodies
from tests.benchmarks.figures import Figure

SEEDS = sorted(Path(__file__).parents[2].joinpath("seeds").glob("*.txt"))


def milliseconds(task, *arguments):
    began = time.process_time()
    task(*arguments)
    return (time.process_time() - began) * 1000


def edited(text):
    words = re.split(r"(\s+)", text)
    words[::20] = [f"{word}ات" for word in words[::20]]
    return "".join(words)


def bare_difflib(old, new):
    return SequenceMatcher(None, old.split(), new.split(), autojunk=False).get_opcodes()


def as_body(text):
    return "".join(f"<p>{line}</p>" for line in text.replace("<", "").split("\n") if line.strip())


def report(name, old, new):
    took = milliseconds(diff, old, new)
    blocks = milliseconds(diff_bodies, as_body(old), as_body(new))
    bare = milliseconds(bare_difflib, old, new)
    words = len(old.split())
    print(f"{name:<24}{words:>6}{took:>9.1f}{blocks:>9.1f}{bare:>9.1f}{took / bare:>8.1f}")


def figures(*, short: bool) -> list[Figure]:
    """The first seed after small edits; there is no longer run than the short one."""
    text = SEEDS[0].read_text("utf-8")
    diff(text, edited(text))
    took = min(milliseconds(diff, text, edited(text)) for _round in range(5))
    bare = min(milliseconds(bare_difflib, text, edited(text)) for _round in range(5))
    words = len(text.split())
    return [Figure(f"word diff of {words} words", took, "ms", bare, "ms bare difflib")]


def main():
    texts = [path.read_text("utf-8") for path in SEEDS]
    diff(texts[0], texts[1])
    print(f"{'':<24}{'words':>6}{'diff':>9}{'bodies':>9}{'difflib':>9}{'ratio':>8}")
    for path, text, following in zip(SEEDS, texts, [*texts[1:], texts[0]], strict=True):
        report(f"{path.stem[:3]} edited", text, edited(text))
        report(f"{path.stem[:3]} against another", text, following)


if __name__ == "__main__":
    main()
