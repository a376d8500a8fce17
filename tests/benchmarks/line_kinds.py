"""Score the classifier on labelled texts: python -m tests.benchmarks.line_kinds FOLDER

Each text `NAME.txt` has its labels beside it in `NAME.json`: a list of [line number, kind], blank
lines left out. Kinds count as body (headline, byline, summary, paragraph, heading), caption or
comment. Prints the share of lines right, of threads whose first comment is found exactly, and of
texts without comments that were given some, with the texts that went wrong.
"""

import json
import sys
from collections import Counter
from pathlib import Path

from articles.importing.classifier import classify
from articles.importing.reading import read

PERCENT = 100


def coarse(kind: str) -> str:
    """The kind as it is scored."""
    return kind if kind in ("caption", "comment") else "body"


def first_comment(kinds: dict[int, str]) -> int | None:
    """The number of the first line that is a comment."""
    return min((n for n, kind in kinds.items() if kind == "comment"), default=None)


def score(text: Path, total: Counter) -> None:
    """Add what one text shows to `total`, and name it if its thread is wrong."""
    lines = classify(read(text.read_bytes()).lines)
    found = {line.n: coarse(line.kind) for line in lines if line.block}
    labels = {n: coarse(kind) for n, kind in json.loads(text.with_suffix(".json").read_text())}
    total["lines"] += len(labels)
    total["lines right"] += sum(found.get(n) == kind for n, kind in labels.items())
    wanted, given = first_comment(labels), first_comment(found)
    group = "without" if wanted is None else "with"
    total[group] += 1
    total[f"{group} right"] += wanted == given
    if wanted != given:
        print(f"{text.name}: first comment {given}, should be {wanted}")


def share(total: Counter, group: str) -> str:
    """The share of a group that was right, in percent, and the size of the group."""
    if not total[group]:
        return "none"
    return f"{PERCENT * total[f'{group} right'] / total[group]:.1f} % of {total[group]}"


def main() -> None:
    total: Counter = Counter()
    for text in sorted(Path(sys.argv[1]).glob("*.txt")):
        score(text, total)
    print(f"lines right: {share(total, 'lines')}")
    print(f"first comment found exactly: {share(total, 'with')}")
    print(f"rightly left without comments: {share(total, 'without')}")


if __name__ == "__main__":
    main()
