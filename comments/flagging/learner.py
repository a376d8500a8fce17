"""The newsroom's own learner: what its moderators' decisions say about the next comment.

It reads a comment as the starting model does and adds, as further features, that model's log odds
and for every reason the heaviest of the rules' findings. Every fit starts anew: the decisions are
few, and learning them one by one costs several points of AUC.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from comments.flagging.findings import Finding, Reason
from comments.flagging.rules import check
from comments.flagging.starting_model import StartingModel, probability, starting_model
from comments.flagging.stored_arrays import ArraysRefused, pack, unpack
from comments.flagging.word_pieces import SLOTS

VERSION = 1  # of what is stored
SILENT_BELOW = 50  # decisions
CALIBRATED_FROM = 200  # decisions
LEAST_OF_A_KIND = 5  # approved and rejected each: one for every fold of the calibration
# A log odds of 1 beside a finding of weight 1: both about as wide as a comment's whole vector.
STARTING_SCALE = 0.2
REASON_SCALE = 0.6


class UnequalLengths(ValueError):
    """As many decisions as texts are needed."""


@dataclass(frozen=True, slots=True)
class WordWeight:
    """A word of the comment as typed (`text == comment[start:end]`) and what it does to the score.

    `log_odds` above 0 speaks for rejection.
    """

    start: int
    end: int
    text: str
    log_odds: float


class Learner:
    """Ranks comments as this newsroom's moderators would decide on them.

    Silent below `SILENT_BELOW` decisions or `LEAST_OF_A_KIND` of either kind: then `score` is
    the starting model's, and `speaks` says so.
    """

    def __init__(self, starting: StartingModel | None = None):
        """Learn on top of `starting`, by default the model shipped with Newsroom."""
        self.starting = starting or starting_model()
        self.decisions = 0
        self._pieces = None
        self._dense = None
        self._constant = 0.0

    @property
    def is_silent(self) -> bool:
        """True while there are too few decisions to learn from."""
        return self._pieces is None

    @property
    def is_calibrated(self) -> bool:
        """True if `score` is a probability rather than a rank."""
        return not self.is_silent and self.decisions >= CALIBRATED_FROM

    @property
    def speaks(self) -> str:
        """Return who ranks: "starting_model" or "learner"."""
        return "starting_model" if self.is_silent else "learner"

    def fit(self, texts: list[str], rejected: list[bool]) -> "Learner":
        """Learn from all decisions so far, forget what was learned before, and return self.

        Too few decisions are no error: they are counted, and the learner stays silent.
        Raises `UnequalLengths`.
        """
        if len(texts) != len(rejected):
            raise UnequalLengths(f"{len(texts)} texts, {len(rejected)} decisions")
        verdicts = np.array(rejected, dtype=bool)
        self.decisions, self._pieces = len(texts), None
        rarer = min(verdicts.sum(), (~verdicts).sum())
        if self.decisions >= SILENT_BELOW and rarer >= LEAST_OF_A_KIND:
            self._learn(texts, verdicts)
        return self

    def _learn(self, texts, rejected):
        # SciPy and scikit-learn stay out of the processes that only score.
        from comments.flagging.training import fit_decisions, stacked

        vectors = self.starting.vectors(texts)
        pairs = zip(vectors, texts, strict=True)
        dense = np.array([self._beside(vector, check(text)) for vector, text in pairs])
        calibrate = self.decisions >= CALIBRATED_FROM
        fitted = fit_decisions(stacked(vectors), dense, rejected, calibrate)
        self._pieces = fitted.pieces.astype(np.float16)
        self._dense = fitted.dense
        self._constant = fitted.constant

    def score(self, text: str, findings: list[Finding] | None = None) -> float:
        """Return how likely moderators reject a comment, 0…1; never raises on any `str`.

        `findings` spares a second check where it was made.
        """
        return self.scores([text], [check(text) if findings is None else findings])[0]

    def scores(self, texts: Sequence[str], found: Sequence[list[Finding]]) -> list[float]:
        """Return the score of each text; `found` is what the rules say of them."""
        pairs = zip(self.starting.vectors(texts), found, strict=True)
        return [probability(self._log_odds(vector, findings)) for vector, findings in pairs]

    def _log_odds(self, vector, findings):
        if self.is_silent:
            return self.starting.log_odds(vector, findings)
        words = vector.values @ self._pieces[vector.slots].astype(np.float32)
        return float(words + self._beside(vector, findings) @ self._dense) + self._constant

    def _beside(self, vector, findings):
        """Return the features beside the pieces: the starting log odds, then one per reason."""
        heaviest = dict.fromkeys(Reason, 0.0)
        for finding in findings:
            heaviest[finding.reason] = max(heaviest[finding.reason], finding.weight)
        starting = STARTING_SCALE * self.starting.log_odds(vector, findings)
        return np.array([starting, *(REASON_SCALE * weight for weight in heaviest.values())])

    def explain(self, text: str) -> list[WordWeight]:
        """Return the words that moved the score, the strongest first.

        A word counts with its pieces here and in the starting model; what the rules add is told
        by their own findings.
        """
        words = self.starting.by_word(text, self._weights())
        strongest = sorted(words, key=lambda pair: -abs(pair[1]))
        return [WordWeight(w.start, w.end, w.text, share) for w, share in strongest if share]

    def _weights(self):
        """Return log odds by slot, those that reach the score through the starting model too."""
        if self.is_silent:
            return self.starting.weights
        through = STARTING_SCALE * self._dense[0]
        return self._pieces.astype(np.float32) + through * self.starting.weights

    def to_bytes(self) -> bytes:
        """Return what was learned, about half a megabyte however many decisions there were."""
        pieces = np.zeros(0, np.float16) if self.is_silent else self._pieces
        arrays = {
            "version": np.int64(VERSION),
            "starting_model": self.starting.digest,
            "reasons": np.array([str(reason) for reason in Reason]),
            "decisions": np.int64(self.decisions),
            "pieces": pieces,
            "dense": np.zeros(0) if self.is_silent else self._dense,
            "constant": np.float64(self._constant),
        }
        return pack(arrays)

    @classmethod
    def from_bytes(cls, stored: bytes) -> "Learner":
        """Return the learner that `to_bytes` stored.

        Raises `ArraysRefused`: as `unpack`, or "outdated" if it was learned by another version,
        on top of another starting model or with other reasons; then it has to be fitted anew.
        """
        arrays = unpack(stored)
        learner = cls()
        expected = (VERSION, learner.starting.digest, [str(reason) for reason in Reason])
        found = (int(arrays["version"]), str(arrays["starting_model"]), arrays["reasons"].tolist())
        if found != expected:
            raise ArraysRefused("outdated")
        learner.decisions = int(arrays["decisions"])
        if len(arrays["pieces"]) == SLOTS:
            learner._pieces, learner._dense = arrays["pieces"], arrays["dense"]
            learner._constant = float(arrays["constant"])
        return learner
