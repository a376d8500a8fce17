"""The model that ranks comments on day one, before any decision of this newsroom.

It was trained on openly licensed, labelled posts (`starting_model.md` names them, their licences
and the command that rebuilds `starting_model.npz` bit for bit). NumPy alone reads it.

A comment becomes a sparse vector of its pieces: (1 + ln count) · idf, scaled to length one
(Manning, Raghavan and Schütze, Introduction to Information Retrieval, 6.4). The score is linear
in that vector and in what the rules found.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from articles.arabic import Token
from comments.flagging.findings import Finding
from comments.flagging.rules import check, rule_score
from comments.flagging.stored_arrays import ArraysRefused, digest_of, unpack
from comments.flagging.word_pieces import (
    PIECES,
    SLOT_BITS,
    SLOTS,
    piece_slots,
    read_tokens,
    slots_of_each,
    spelling,
)

STORED_AT = Path(__file__).with_name("starting_model.npz")
IDF_STEP = 1 / 20  # idf is stored as a byte in these steps; 0 means too rare to be read
# What a rule score of 1 adds to the log odds. Fixed rather than fitted, so that a change of the
# word lists leaves the arrays alone; chosen across the data sets.
RULES_ADD = 2.5
NO_SLOTS = np.zeros(0, np.int64)
_LARGEST_LOG_ODDS = 30  # beyond it exp() gains nothing


@dataclass(frozen=True, slots=True)
class Vector:
    """A comment as the models see it: `values` (float32, of length one) at `slots`, ascending."""

    slots: np.ndarray
    values: np.ndarray


@dataclass(frozen=True, slots=True)
class StartingModel:
    """Tables by slot (float32): `idf`, and `weights` in log odds, to which `constant` is added."""

    idf: np.ndarray
    weights: np.ndarray
    constant: float
    digest: str

    def vectors(self, texts: Sequence[str]) -> list[Vector]:
        """Return the comments' vectors; never raises on any `str`."""
        pieces = slots_of_each(texts)
        numbers = np.repeat(np.arange(len(texts)), [len(each) for each in pieces])
        # One sort for all: the number of the comment stands above the bits of the slot.
        keys = np.concatenate([*pieces, NO_SLOTS]) | (numbers << SLOT_BITS)
        distinct, counts = np.unique(keys, return_counts=True)
        slots = distinct & (SLOTS - 1)
        values = self._values(slots, counts)
        ends = np.searchsorted(distinct, np.arange(1, len(texts)) << SLOT_BITS)
        pairs = zip(np.split(slots, ends), np.split(values, ends), strict=True)
        return [Vector(own, _of_length_one(value)) for own, value in pairs][: len(texts)]

    def _values(self, slots, counts):
        return ((1 + np.log(counts)) * self.idf[slots]).astype(np.float32)

    def by_word(self, text: str, weights: np.ndarray) -> list[tuple[Token, float]]:
        """Return each word's share of `values @ weights[slots]`; the shares add up to it."""
        tokens = read_tokens(text)
        pieces, words = piece_slots([spelling(token.folded) for token in tokens])
        slots, places, counts = np.unique(pieces, return_inverse=True, return_counts=True)
        values = _of_length_one(self._values(slots, counts))
        shares = (values / counts * weights[slots])[places]
        return list(zip(tokens, np.bincount(words, shares, len(tokens)).tolist(), strict=True))

    def log_odds(self, vector: Vector, findings: list[Finding]) -> float:
        """Return the evidence of words and rules together."""
        words = float(vector.values @ self.weights[vector.slots])
        return words + self.constant + RULES_ADD * rule_score(findings)

    def score(self, text: str, findings: list[Finding]) -> float:
        """Return the log odds of one text as a probability, 0…1."""
        return self.scores([text], [findings])[0]

    def scores(self, texts: Sequence[str], found: Sequence[list[Finding]]) -> list[float]:
        """Return the log odds as probabilities, 0…1; `found` is what the rules say of each text."""
        pairs = zip(self.vectors(texts), found, strict=True)
        return [probability(self.log_odds(vector, findings)) for vector, findings in pairs]


def from_arrays(stored: bytes) -> StartingModel:
    """Return the model that `pack` stored; raises `ArraysRefused` as `unpack`, or "outdated"."""
    arrays = unpack(stored)
    if int(arrays["pieces"]) != PIECES:
        raise ArraysRefused("outdated")
    idf = arrays["idf"] * np.float32(IDF_STEP)
    weights = arrays["weights"] * arrays["weight_step"].astype(np.float32)
    return StartingModel(idf, weights, float(arrays["constant"]), digest_of(arrays))


@cache
def starting_model() -> StartingModel:
    """Return the model shipped with Newsroom, read once a process."""
    return from_arrays(STORED_AT.read_bytes())


def starting_score(text: str, findings: list[Finding] | None = None) -> float:
    """Return how likely moderators would reject a comment, 0…1, judged without their decisions.

    `findings` spares a second check where it was made. Meant for threads in which one comment
    in five is rejected. Never raises on any `str`.
    """
    findings = check(text) if findings is None else findings
    return starting_model().score(text, findings)


def _of_length_one(values):
    return values / max(np.linalg.norm(values), 1e-9)


def probability(log_odds: float) -> float:
    """Return the logistic function of `log_odds`."""
    return float(1 / (1 + np.exp(-np.clip(log_odds, -_LARGEST_LOG_ODDS, _LARGEST_LOG_ODDS))))
