"""Print what the rules find in a labelled file: recall, touched, precision, AUC and speed.

    python -m tests.benchmarks.flagging FILE.tsv [FILE.tsv …]
    python -m tests.benchmarks.flagging --functional

A file has the columns text and label (clean or offensive; <LF> stands for a line break) and a
header. "Touched" is the share of clean texts in which a rule finds anything. AUC is the chance
that an offensive text scores above a clean one (Mann–Whitney, ties count half). Speed is given in
milliseconds a text and as a ratio to the analyser's tokens alone. `--functional` prints the share
of functional cases that are read as they are meant, by half and by function.
"""

import sys
import time
from bisect import bisect_left, bisect_right
from collections import Counter
from pathlib import Path

from articles.arabic import tokens
from comments.flagging import check, rule_score
from tests.benchmarks.figures import Figure
from tests.test_flagging_functional import DEV_GROUPS, HELD_OUT_GROUPS, cases, is_right

OFFENSIVE = "offensive"
LISTS = {"insult", "vulgar", "dehumanisation", "sectarian", "hatred", "violence"}


def read(path):
    rows = Path(path).read_text("utf-8").split("\n")[1:]
    pairs = (row.rsplit("\t", 1) for row in rows if "\t" in row)
    return [(text.replace("<LF>", "\n"), label.strip() == OFFENSIVE) for text, label in pairs]


def seconds(task, texts):
    began = time.process_time()
    for text in texts:
        task(text)
    return time.process_time() - began


def auc(scores, labels):
    """Return the area under the ROC curve of scores for boolean labels."""
    clean = sorted(score for score, label in zip(scores, labels, strict=True) if not label)
    wins = sum(
        (bisect_left(clean, score) + bisect_right(clean, score)) / 2
        for score, label in zip(scores, labels, strict=True)
        if label
    )
    return wins / (len(clean) * sum(labels))


def names_of(findings):
    reasons = {finding.reason.value for finding in findings}
    rules = {f"  {finding.rule}" for finding in findings}
    return reasons | rules | ({"any list or composed rule"} if reasons & LISTS else set())


def figures(*, short: bool) -> list[Figure]:
    """Speed of the rules on the functional cases, and how many of those are read as meant."""
    groups = [("dev", DEV_GROUPS), ("held_out", HELD_OUT_GROUPS)]
    meant = [
        (expected, text) for half, each in groups for _function, expected, text in cases(half, each)
    ]
    texts = [text for _expected, text in meant]
    right = sum(is_right(*case) for case in meant)
    times = range(1 if short else 5)
    warm = min(seconds(check, texts) for _time in times) / len(texts)
    floor = min(seconds(tokens, texts) for _time in times) / len(texts)
    return [
        Figure("rules on a comment", 1e6 * warm, "µs", 1e6 * floor, "µs its tokens alone"),
        Figure("functional cases read as meant", 100 * right / len(texts), "%"),
    ]


def report(path):
    rows = read(path)
    findings = [check(text) for text, _ in rows]
    labels = [label for _, label in rows]
    hits = {True: Counter(), False: Counter()}
    for found, label in zip(findings, labels, strict=True):
        hits[label].update(names_of(found))
    print(f"{path}: {len(rows):,} texts, {sum(labels):,} offensive")
    print(f"AUC of the rules alone {auc(list(map(rule_score, findings)), labels):.3f}")
    print(f"{'':<28}{'recall':>8}{'touched':>9}{'precision':>11}")
    for name in sorted(hits[True] | hits[False], key=str.strip):
        good, bad = hits[True][name], hits[False][name]
        recall, touched = good / sum(labels), bad / (len(labels) - sum(labels))
        print(f"{name:<28}{recall:>8.3f}{touched:>9.3f}{good / (good + bad):>11.2f}")
    texts = [text for text, _ in rows]
    warm, floor = seconds(check, texts), seconds(tokens, texts)
    print(f"{warm / len(texts) * 1000:.2f} ms a text, {warm / floor:.1f} × tokens")


def report_functional():
    for half, groups in (("dev", DEV_GROUPS), ("held_out", HELD_OUT_GROUPS)):
        right, all_cases = Counter(), Counter()
        for function, expected, text in cases(half, groups):
            all_cases[function] += 1
            right[function] += is_right(expected, text)
        print(f"{half}: {right.total() / all_cases.total():.3f} of {all_cases.total()} cases")
        for function, count in all_cases.items():
            print(f"  {function:<20}{right[function] / count:>6.2f}")


if __name__ == "__main__":
    if sys.argv[1:] == ["--functional"]:
        report_functional()
    else:
        for path in sys.argv[1:]:
            report(path)
