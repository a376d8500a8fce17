"""Fitting the linear models. Needs SciPy and scikit-learn; scoring needs neither.

Both models weigh each piece first by how differently the two kinds of comments use it (the log
ratio of naive Bayes: Wang and Manning, Baselines and Bigrams, ACL 2012).
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from comments.flagging.labelled import LabelledText
from comments.flagging.starting_model import IDF_STEP, Vector
from comments.flagging.word_pieces import PIECES, SLOTS, piece_slots, read_words

SEED = 0
RAREST = 2  # a piece that one post alone uses says nothing about the next post
LARGEST_WEIGHT = np.iinfo(np.int16).max
# Of comments, that moderators reject. A newsroom's own share shows in its decisions later.
EXPECTED_SHARE = 0.2
# Strengths of regularisation and of the log ratio: the best mean over the data sets, each scored
# by models of the others (`tests/benchmarks/learner.py` repeats it).
SHARED_C = 0.1
DECISIONS_C = 5.0
DECISIONS_RATIO_POWER = 0.5
FOLDS = 5


class NotTrainable(ValueError):
    """Rows that no starting model can be trained from: one data set, or one with one label."""

    def __init__(self):
        super().__init__("Two data sets at least are needed, each with clean and offensive texts.")


@dataclass(frozen=True, slots=True)
class DecisionWeights:
    """What was learned, in log odds: `pieces` by slot, `dense` by column, `constant`."""

    pieces: np.ndarray
    dense: np.ndarray
    constant: float


def train_starting_model(rows: Iterable[LabelledText]) -> dict[str, np.ndarray]:
    """Return the starting model's arrays: the same for the same rows, in whatever order.

    Each data set gets weights of its own beside those that all share, and only the shared ones
    are kept (Daumé, Frustratingly Easy Domain Adaptation, ACL 2007): what is peculiar to one set
    is not carried into a newsroom. The line to log odds is fitted on each set as scored by a
    model of the others. Raises `NotTrainable`.
    """
    words, is_offensive, sets = _columns(rows)
    counts = _piece_counts(words)
    idf = _idf_bytes(counts)
    vectors = _of_length_one(counts @ sparse.diags_array(idf * IDF_STEP))
    slope, constant = _line_to_log_odds(vectors, is_offensive, sets)
    weights = slope * _shared_weights(vectors, is_offensive, sets)
    step = np.abs(weights).max() / LARGEST_WEIGHT or 1.0
    return {
        "pieces": np.int64(PIECES),
        "idf": idf,
        "weights": np.round(weights / step).astype(np.int16),
        "weight_step": np.float32(step),
        "constant": np.float32(constant),
    }


def _columns(rows):
    """Return words, labels and set numbers of the rows, each list of words once."""
    first = {}
    for row in sorted(rows, key=lambda row: (row.data_set, row.text, row.is_offensive)):
        first.setdefault(tuple(read_words(row.text)), row)
    first.pop((), None)
    is_offensive = np.array([row.is_offensive for row in first.values()], dtype=bool)
    sets = np.unique([row.data_set for row in first.values()], return_inverse=True)[1]
    kinds = {(row.data_set, row.is_offensive) for row in first.values()}
    if len(kinds) < 4 or len(kinds) < 2 * len({data_set for data_set, _ in kinds}):
        raise NotTrainable
    return list(first), is_offensive, sets


def _piece_counts(documents):
    """Return the pieces of lists of words as a sparse matrix of 1 + ln count."""
    row_of_word = np.repeat(np.arange(len(documents)), [len(words) for words in documents])
    slots, words = piece_slots([word for words in documents for word in words])
    cells, counts = np.unique(row_of_word[words] * SLOTS + slots, return_counts=True)
    places = (cells // SLOTS).astype(np.int32), (cells % SLOTS).astype(np.int32)
    return sparse.csr_array((1 + np.log(counts), places), shape=(len(documents), SLOTS))


def _idf_bytes(counts):
    """Return idf in steps of `IDF_STEP`, 0 where fewer than `RAREST` documents use a slot."""
    users = np.bincount(counts.indices, minlength=SLOTS)
    idf = np.log((1 + counts.shape[0]) / (1 + users)) + 1
    return np.where(users >= RAREST, np.round(idf / IDF_STEP), 0).astype(np.uint8)


def _of_length_one(matrix):
    lengths = np.sqrt(matrix.multiply(matrix).sum(axis=1))
    return (sparse.diags_array(1 / np.maximum(lengths, 1e-9)) @ matrix).tocsr()


def _shared_weights(vectors, is_offensive, sets):
    """Return the weights by slot that the data sets share."""
    ratio = _log_ratio(vectors, is_offensive)
    scaled = vectors @ sparse.diags_array(ratio)
    own = [sparse.diags_array((sets == one).astype(float)) @ scaled for one in np.unique(sets)]
    which = sparse.csr_array((sets[:, None] == np.unique(sets)).astype(float))
    columns = sparse.hstack([scaled, *own, which]).tocsr()
    fitted = LinearSVC(C=SHARED_C, dual=True, random_state=SEED).fit(columns, is_offensive)
    return ratio * fitted.coef_[0, :SLOTS]


def _log_ratio(vectors, is_positive):
    """Return by column how differently the two kinds use it, one use of each added: |ln ratio|."""
    used = (vectors != 0).astype(float)
    ours, theirs = (1 + used[kind].sum(axis=0) for kind in (is_positive, ~is_positive))
    return np.abs(np.log((ours / ours.sum()) / (theirs / theirs.sum())))


def _line_to_log_odds(vectors, is_offensive, sets):
    """Return slope and constant that turn a score into log odds, each set scored by the others.

    Sets and labels count equally; the constant is then moved to `EXPECTED_SHARE`.
    """
    scores, shares = np.zeros(len(sets)), np.zeros(len(sets))
    for one in np.unique(sets):
        here = sets == one
        weights = _shared_weights(vectors[~here], is_offensive[~here], sets[~here])
        scores[here] = vectors[here] @ weights
        kinds = np.bincount(is_offensive[here])
        shares[here] = 1 / kinds[is_offensive[here].astype(int)]
    slope, constant = _line(scores, is_offensive, shares / shares.mean())
    return slope, constant + np.log(EXPECTED_SHARE / (1 - EXPECTED_SHARE))


def _line(scores, is_positive, sample_weight=None):
    """Return slope and constant of the logistic curve through `scores` (Platt 1999).

    Rounded, so that the last bits of another machine's arithmetic make no difference.
    """
    fitted = LogisticRegression(C=1.0).fit(scores[:, None], is_positive, sample_weight)
    return max(round(float(fitted.coef_[0, 0]), 4), 0.0), round(float(fitted.intercept_[0]), 4)


def stacked(vectors: list[Vector]) -> sparse.csr_array:
    """Return vectors as the rows of a sparse matrix (comments × `SLOTS`)."""
    ends = np.cumsum([0, *(len(vector.slots) for vector in vectors)], dtype=np.int32)
    slots = np.concatenate([vector.slots for vector in vectors]).astype(np.int32)
    values = np.concatenate([vector.values for vector in vectors])
    return sparse.csr_array((values, slots, ends), shape=(len(vectors), SLOTS))


def fit_decisions(vectors, dense, is_rejected, calibrate: bool) -> DecisionWeights:
    """Fit a newsroom's decisions, both kinds at least `FOLDS` times.

    `vectors` is sparse (comments × `SLOTS`), `dense` an array (comments × columns). With
    `calibrate` the log odds are those of comments that the weights had not seen.
    """
    middle = dense.mean(axis=0)
    columns = sparse.hstack([vectors, sparse.csr_array(dense - middle)]).tocsr()
    used = np.unique(columns.indices)
    columns, is_piece = columns[:, used], used < SLOTS
    weights, constant = _decision_line(columns, is_rejected, is_piece)
    if calibrate:
        slope, offset = _line(_unseen_scores(columns, is_rejected, is_piece), is_rejected)
        weights, constant = slope * weights, slope * constant + offset
    table = np.zeros(SLOTS + len(middle))
    table[used] = weights
    pieces, dense_weights = table[:SLOTS], table[SLOTS:]
    return DecisionWeights(pieces, dense_weights, float(constant - middle @ dense_weights))


def _decision_line(columns, is_rejected, is_piece):
    """Return weights by column and constant."""
    ratio = np.where(is_piece, _log_ratio(columns, is_rejected) ** DECISIONS_RATIO_POWER, 1)
    scaled = columns @ sparse.diags_array(ratio)
    # Far more columns than comments: the dual is the quick side.
    model = LogisticRegression(
        C=DECISIONS_C, solver="liblinear", dual=True, random_state=SEED, max_iter=1000
    )
    fitted = model.fit(scaled, is_rejected)
    return ratio * fitted.coef_[0], float(fitted.intercept_[0])


def _unseen_scores(columns, is_rejected, is_piece):
    """Return each comment's log odds from weights fitted without its fold."""
    scores = np.zeros(len(is_rejected))
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
    for seen, unseen in folds.split(scores, is_rejected):
        weights, constant = _decision_line(columns[seen], is_rejected[seen], is_piece)
        scores[unseen] = columns[unseen] @ weights + constant
    return scores
