"""How well the flagging does on labelled texts: what `measure_flagging` prints."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from comments.flagging.findings import Reason
from comments.flagging.labelled import LabelledText
from comments.flagging.learner import Learner
from comments.flagging.rules import check, rule_score
from comments.flagging.starting_model import starting_score

CURVE = (0, 50, 100, 200, 500, 1000, 2000)  # decisions
SEED = 0
# Reasons that say something about form or origin; everything else speaks of an offence.
FORMAL = {Reason.SHOUTING, Reason.NO_CONTENT, Reason.COPY, Reason.FLOOD, Reason.SPAM}


@dataclass(frozen=True, slots=True)
class Measures:
    """What the rules and the starting model find in labelled texts; shares and scores in 0…1.

    `recall` and `false_hits` are the shares of offensive and of clean texts with a finding that
    speaks of an offence; `precision` is the share of offensive ones among those found.
    """

    texts: int
    offensive: int
    recall: float
    precision: float
    false_hits: float
    rules_auc: float
    starting_auc: float
    starting_precision_in_top: float


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """How well a learner ranks unseen texts after `decisions` decisions."""

    decisions: int
    auc: float
    precision_in_top: float


def measure(rows: Sequence[LabelledText]) -> Measures:
    """Measure rules and starting model on all rows. Nothing is learned from them."""
    labels = [row.is_offensive for row in rows]
    findings = [check(row.text) for row in rows]
    found = [any(finding.reason not in FORMAL for finding in hits) for hits in findings]
    starting = [starting_score(row.text, hits) for row, hits in zip(rows, findings, strict=True)]
    return Measures(
        texts=len(rows),
        offensive=sum(labels),
        recall=share(found, labels),
        precision=share(labels, found),
        false_hits=share(found, [not label for label in labels]),
        rules_auc=auc([rule_score(hits) for hits in findings], labels),
        starting_auc=auc(starting, labels),
        starting_precision_in_top=precision_in_top(starting, labels),
    )


def learning_curve(
    rows: Sequence[LabelledText],
    sizes: Sequence[int] = CURVE,
    new_learner: Callable[[], Learner] = Learner,
) -> list[CurvePoint]:
    """Let learners decide as the labels do and measure them on texts they did not see.

    Of equal texts one is used. They are shuffled the same way each time, and the texts measured
    on are the same for every size: those after the largest that leaves at least half of them.
    """
    rows = list({row.text: row for row in rows}.values())
    shuffled = random.Random(SEED).sample(rows, len(rows))
    fitting = [size for size in sizes if size <= len(rows) / 2]
    unseen = shuffled[max(fitting, default=0) :]
    return [_point(shuffled[:size], unseen, new_learner()) for size in fitting]


def _point(decided, unseen, learner):
    learner.fit([row.text for row in decided], [row.is_offensive for row in decided])
    scores = [learner.score(row.text) for row in unseen]
    labels = [row.is_offensive for row in unseen]
    return CurvePoint(len(decided), auc(scores, labels), precision_in_top(scores, labels))


def share(counted: Sequence[bool], among: Sequence[bool]) -> float:
    """Return how many of those `among` are `counted`; nan among none."""
    chosen = [one for one, is_among in zip(counted, among, strict=True) if is_among]
    return sum(chosen) / len(chosen) if chosen else float("nan")


def auc(scores: Sequence[float], labels: Sequence[bool]) -> float:
    """Return how often a positive outranks a negative, ties counting half; nan without both.

    The Mann-Whitney statistic over the number of pairs (Hanley and McNeil 1982).
    """
    positives = wins = negatives = 0
    ranked = sorted(zip(scores, labels, strict=True))
    for _, tied in groupby(ranked, key=lambda pair: pair[0]):
        here = [label for _, label in tied]
        positive, negative = sum(here), len(here) - sum(here)
        wins += positive * (negatives + negative / 2)
        negatives += negative
        positives += positive
    return wins / (positives * negatives) if positives and negatives else float("nan")


def precision_in_top(scores: Sequence[float], labels: Sequence[bool], part: float = 0.1) -> float:
    """Return the share of positives among the highest-scored `part`, at least one; nan of none.

    Equal scores keep their order.
    """
    ranked = sorted(zip(scores, labels, strict=True), key=lambda pair: -pair[0])
    top = ranked[: max(1, round(len(ranked) * part))]
    return sum(label for _, label in top) / len(top) if top else float("nan")
