"""Print how well the starting model and the learner carry over from one data set to the next.

    python -m tests.benchmarks.learner FILE.tsv FILE.tsv …

Each file in turn plays a newsroom: a starting model is trained on the others, and a learner on
top of it is fitted on more and more of the file's labels and measured on the rest. Then the
time: a score as a ratio to `check` alone, and a refit.
"""

import sys
import time
from pathlib import Path

from comments.flagging.labelled import read_labelled
from comments.flagging.learner import Learner
from comments.flagging.measuring import CURVE, learning_curve
from comments.flagging.rules import check
from comments.flagging.starting_model import from_arrays, starting_score
from comments.flagging.stored_arrays import pack
from comments.flagging.training import train_starting_model

LARGEST = 8_000  # rows of a file to measure on, so that a run takes minutes


def carried_over(data_sets):
    print(f"{'AUC (precision in the top tenth) after':<40}", *(f"{n:>12}" for n in CURVE))
    for rows in data_sets:
        others = [row for other in data_sets if other is not rows for row in other]
        starting = from_arrays(pack(train_starting_model(others)))
        step = max(1, len(rows) // LARGEST)
        points = learning_curve(rows[::step], new_learner=lambda model=starting: Learner(model))
        cells = [f"{point.auc:.3f} ({point.precision_in_top:.2f})" for point in points]
        print(f"{rows[0].data_set:<40}", *cells, flush=True)


def milliseconds(task, texts):
    began = time.process_time()
    for text in texts:
        task(text)
    return (time.process_time() - began) / len(texts) * 1000


def timed(rows):
    texts, rejected = [row.text for row in rows], [row.is_offensive for row in rows]
    began = time.process_time()
    learner = Learner().fit(texts[:2000], rejected[:2000])
    print(f"refit on 2,000 decisions: {time.process_time() - began:.1f} s of processor time")
    floor = milliseconds(check, texts[2000:4000])
    for name, task in (("starting_score", starting_score), ("Learner.score", learner.score)):
        each = milliseconds(task, texts[2000:4000])
        print(f"{name:<16}{each:>8.2f} ms {each / floor:>8.2f} × check ({floor:.2f} ms)")


def main(paths):
    data_sets = [read_labelled(Path(path)) for path in paths]
    timed([row for rows in data_sets for row in rows[:2000]])
    carried_over(data_sets)


if __name__ == "__main__":
    main(sys.argv[1:])
